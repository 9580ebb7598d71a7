#include "clients/cli/commands/catalogue.h"

#include "clients/cli/commands/commands.h"
#include "clients/cli/errors.h"

namespace motcua::cli {

absl::Status AsUsage(absl::Status status) {
  if (!absl::IsNotFound(status)) return status;
  return UsageError(std::string(status.message()));
}

void AddCatalogue(Program& program) {
  program.Family("catalogue", Group::kCalculators, "Checks, compares, imports and publishes catalogues.");
  AddCatalogueLint(program);
  AddCatalogueDiff(program);
  AddCatalogueImport(program);
  AddCataloguePublish(program);
  AddCatalogueStatus(program);
  AddCatalogueMigrate(program);
}

}  // namespace motcua::cli
