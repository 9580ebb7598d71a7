// Resume tokens of WatchEvents: a place in one archive, in a form clients take as it is.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "services/reporting/store/archive_writer.h"

namespace motcua::reporting {

std::string MakeResumeToken(const std::string& archive_id, int64_t sequence);

// The sequence. INVALID_ARGUMENT(RESUME_TOKEN_INVALID): not a token, of another archive, or of a
// place this archive has not reached.
absl::StatusOr<int64_t> ReadResumeToken(const std::string& token, const ArchiveState& archive);

}  // namespace motcua::reporting
