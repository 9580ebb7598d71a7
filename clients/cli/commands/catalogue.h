// The commands of the family "catalogue". The first three read folders of *.textproto and need no
// server.
#pragma once

#include "absl/status/status.h"
#include "clients/cli/program.h"

namespace motcua::cli {

void AddCatalogueLint(Program& program);
void AddCatalogueDiff(Program& program);
void AddCatalogueImport(Program& program);
void AddCataloguePublish(Program& program);
void AddCatalogueStatus(Program& program);
void AddCatalogueMigrate(Program& program);

// A folder that is not there is wrong use.
absl::Status AsUsage(absl::Status status);

// Moves requests that are not accepted yet to another version of the procedure, or only says what
// that would do.
absl::Status MigrateRequests(Session& session, const std::string& procedure, int to, bool dry_run);

}  // namespace motcua::cli
