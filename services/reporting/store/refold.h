// Fills the projections of an archive that was written before they were kept.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "soci/soci.h"

namespace motcua::reporting {

// Makes every projection anew from the events, in one transaction, if the archive has events and no
// summaries; readers see the old ones until then. Throws what SOCI throws; INTERNAL(ARCHIVE_ERROR).
absl::Status RefoldIfNeeded(soci::session& sql, int64_t last_sequence);

}  // namespace motcua::reporting
