// Files the dossiers of a citizen's event.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/program.h"

namespace motcua::cli {

void AddEventSubmit(Program& program);

// "1.004222=newborn" → case by procedure. Wrong use: another form, or a procedure twice.
absl::StatusOr<std::map<std::string, std::string>> ParseCases(
    const std::vector<std::string>& texts);

}  // namespace motcua::cli
