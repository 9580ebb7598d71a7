// Sends carriers' own records.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "clients/cli/session.h"

namespace motcua::cli {

// Reports the lines of the file ("-": standard input), each a record of the carrier in JSON. Prints
// what became of them; fails where some were not taken.
absl::Status ReportRecords(Session& session, const std::string& file, const std::string& carrier);

}  // namespace motcua::cli
