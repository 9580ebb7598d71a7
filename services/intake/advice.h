// What a citizen is told to do next.
#pragma once

#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::intake {

// Fills `advice` from the rest of the guidance: where and how to file, what it costs, where the
// dossier goes, until when if accepted at `now`, when the counter is open. `unit` is the one-stop unit
// it would be filed at; nullptr: not known.
void AddAdvice(const catalogue::v1::Unit* unit, absl::Time now,
               v1::GetGuidanceResponse& guidance);

// Adds when the postman comes for the papers.
void AddVisit(v1::PostmanVisit visit, v1::GetGuidanceResponse& guidance);

}  // namespace motcua::intake
