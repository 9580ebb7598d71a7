// What the post reports.
#pragma once

#include <vector>

#include "clients/province/calls.h"
#include "common/async/task.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::province {

// Reports the scans, at most 1,000, in one call; what could not be recorded is reported again.
// True when all were.
async::Task<bool> Report(Calls& calls, std::vector<dossier::v1::TrackingEvent> scans);

}  // namespace motcua::province
