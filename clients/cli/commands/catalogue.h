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

}  // namespace motcua::cli
