// What a citizen is told to do next.
#pragma once

#include "common/catalogue/catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::intake {

// Fills `advice` from the rest of the guidance: where and how to file, what it costs, where the
// dossier goes, until when. `unit` is the one-stop unit it would be filed at; nullptr: not known.
void AddAdvice(const catalogue::v1::Unit* unit, v1::GetGuidanceResponse& guidance);

}  // namespace motcua::intake
