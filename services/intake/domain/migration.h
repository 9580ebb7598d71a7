// Moving a dossier that is not accepted yet to another version of its procedure.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/catalogue/catalogue.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// Changes version and fee to those of `to`, a version of its procedure; what was paid stays paid, and
// the counter asks for what the version wants besides. Tells Migrated. One that is at the version
// stays as it is. Refused without a change, FAILED_PRECONDITION MIGRATION_IMPOSSIBLE: it was accepted
// or has ended, the version does not have its case, or its counter does not take the version in.
absl::Status Migrate(const catalogue::v1::Procedure& to, const catalogue::Catalogue& catalogue,
                     const Change& change);

// Names of required papers of the version that are not in hand.
std::vector<std::string> PapersMissingUnder(const catalogue::v1::Procedure& version,
                                            const Dossier& dossier);

}  // namespace motcua::intake
