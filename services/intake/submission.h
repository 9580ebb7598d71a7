// From what a caller sends to what is kept: the only file that knows both.
#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/dossier.pb.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::intake {

// The dossier that a draft describes, not filed yet.
dossier::v1::Dossier ToDossier(const v1::DossierDraft& draft);

// Whether `dossier`, made from the request's draft, can be filed as the request asks. Errors as
// SubmitDossier names them; all faults of the draft are listed.
absl::Status CheckSubmission(const v1::SubmitDossierRequest& request,
                             const dossier::v1::Dossier& dossier,
                             const catalogue::Catalogue& catalogue, absl::CivilDay today);

// Everything that keeps the draft from being accepted at a counter.
v1::CheckDossierResponse CheckCompleteness(const v1::DossierDraft& draft,
                                           const catalogue::Catalogue& catalogue,
                                           absl::CivilDay today);

v1::SubmitFailure ToFailure(const absl::Status& status);

}  // namespace motcua::intake
