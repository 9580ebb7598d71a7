// Whether what a citizen hands in can be filed, and whether it is complete.
#pragma once

#include "absl/time/civil_time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/dossier.pb.h"
#include "services/intake/domain/problem.h"

namespace motcua::intake {

// Everything that keeps a drafted dossier from being filed on `today` (local). Read are the fields
// of a draft: procedure, case, unit, channel, return method, applicant, papers.
//   NOT_FOUND            PROCEDURE_NOT_FOUND, UNIT_NOT_FOUND (also: not in force today)
//   INVALID_ARGUMENT     FIELD_REQUIRED, FIELD_INVALID, CASE_UNKNOWN, UNIT_NOT_ONE_STOP,
//                        LEVEL_NOT_SERVED
//   FAILED_PRECONDITION  PERSONAL_PRESENCE_REQUIRED
Problems CheckDraft(const dossier::v1::Dossier& draft, const catalogue::Catalogue& catalogue,
                    absl::CivilDay today);

// Whether a paper of `procedure` is asked for in a case; an empty key means that no case holds.
bool IsAskedFor(const catalogue::v1::RequiredPaper& paper, std::string_view case_key);

// FAILED_PRECONDITION PAPERS_MISSING at "papers" for each required paper that the dossier does not
// hold often enough in a form that will do: an original serves for any form, a certified copy also
// for a plain one.
Problems CheckPapers(const dossier::v1::Dossier& dossier,
                     const catalogue::v1::Procedure& procedure);

}  // namespace motcua::intake
