// Checks of requests that are the same for many RPCs.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::intake {

// NOT_FOUND DOSSIER_NOT_FOUND, naming the code.
absl::Status DossierNotFound(const std::string& code);

// INVALID_ARGUMENT FIELD_REQUIRED at "dossier_code"; DossierNotFound for what cannot be a code, so
// that it never becomes part of a key.
absl::Status CheckCode(const std::string& code);

// ABORTED STALE_VERSION with the version, unless `expected` is it or 0.
absl::Status CheckVersion(int64_t expected, int64_t version);

// INVALID_ARGUMENT FIELD_REQUIRED or BATCH_TOO_LARGE.
absl::Status CheckBatch(const v1::BatchSubmitDossiersRequest& request);

}  // namespace motcua::intake
