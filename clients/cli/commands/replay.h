// Plays a recorded history of carriers' records without a server; docs/tracking.md has its form.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "clients/cli/session.h"

namespace motcua::cli {

// Prints where each item of the file stands in the end, and how many records were recorded, repeated
// or quarantined. `carriers`: a folder of tables, or empty for the shipped ones. A line that is no
// JSON object is a usage error naming it.
absl::Status ReplayFile(Session& session, const std::string& file, const std::string& carriers);

}  // namespace motcua::cli
