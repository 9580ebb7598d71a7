// Files many dossiers from JSON lines.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "clients/cli/session.h"

namespace motcua::cli {

// One SubmitDossierRequest a line of the file ("-": the standard input), sent 500 at a time. Lines
// without a request_id get one made from the run's id and the line's number: with --request-id the
// same file may be sent again safely. Prints a line for each; an error if any was not filed.
absl::Status SubmitBatch(Session& session, const std::string& path);

}  // namespace motcua::cli
