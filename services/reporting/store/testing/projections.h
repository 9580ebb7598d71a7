// Projections held against a rebuild from the events.
#pragma once

#include <string>
#include <vector>

#include "services/reporting/store/database.h"

namespace motcua::reporting {

// Each difference as "<table> <key> <column>", or "missing" or "too many" for the column. Ends the
// process if the archive cannot be compared.
std::vector<std::string> DifferencesOf(const Database& database);

}  // namespace motcua::reporting
