// What the catalogue tells a citizen who has not filed yet.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::intake {

// A page of the procedures in force today, found by their words. Errors as SearchProcedures.
absl::StatusOr<v1::SearchProceduresResponse> SearchProcedures(
    const v1::SearchProceduresRequest& request, const catalogue::Catalogue& catalogue,
    absl::CivilDay today);

// What a list says of a procedure.
void Summarize(const catalogue::v1::Procedure& procedure, v1::ProcedureSummary& summary);

// The start of the day asked for ("YYYY-MM-DD", local), or `now` when none is. INVALID_ARGUMENT
// FIELD_INVALID naming "filing_day".
absl::StatusOr<absl::Time> FilingTime(const std::string& day, absl::Time now);

// What a procedure needs in a case, where it goes from a unit, and the promise if accepted at
// `now`, or on the morning of the day asked for. Errors as GetGuidance.
absl::StatusOr<v1::GetGuidanceResponse> Guide(const v1::GetGuidanceRequest& request,
                                              const catalogue::Catalogue& catalogue,
                                              absl::Time now);

}  // namespace motcua::intake
