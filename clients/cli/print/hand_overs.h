// The hand-overs of a dossier, from its timeline: what the control slip lists.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/forms/forms.h"
#include "motcua/dossier/v1/journey.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"

namespace motcua::cli {

// One line for each time the dossier goes from one office to another: into a unit when its step
// first opens (again after a supplement), back to the one-stop for a supplement and with the
// result. The result column judges the step of who hands over: by day, as the reports do. `journey`
// tells which steps run side by side; without it each step is a stage of its own.
std::vector<forms::HandOver> HandOversOf(
    const reporting::v1::GetTimelineResponse& timeline, const dossier::v1::Journey& journey,
    const std::string& one_stop, const std::function<std::string(const std::string&)>& name_of);

}  // namespace motcua::cli
