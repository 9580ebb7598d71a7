// Open dossiers that may be about the same: shown to who files, never merged.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/auth/caller.h"
#include "common/catalogue/catalogue.h"
#include "common/store/aggregates.h"
#include "motcua/dossier/v1/dossier.pb.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::intake {

// By what two dossiers seem to be of one person; unspecified if they do not.
v1::DuplicateMatch MatchOf(const dossier::v1::Dossier& a, const dossier::v1::Dossier& b);

// Open dossiers with one of the marks that match `draft`, oldest first, at most 20; only those of
// units the caller covers. UNAVAILABLE: Redis is away. What is referred to must outlive the task.
async::Task<absl::StatusOr<std::vector<v1::PossibleDuplicate>>> FindDuplicates(
    store::Aggregates<dossier::v1::Dossier>& dossiers, const dossier::v1::Dossier& draft,
    std::vector<std::string> marks, const auth::Caller& caller,
    const catalogue::Catalogue& catalogue);

}  // namespace motcua::intake
