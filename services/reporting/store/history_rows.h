// Whole histories of dossiers, from the tables.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/reporting/store/archive_reader.h"
#include "soci/soci.h"

namespace motcua::reporting {

// Throws what SOCI throws. INTERNAL(ARCHIVE_ERROR): an event cannot be read.
absl::StatusOr<std::vector<WholeHistory>> ReadHistories(soci::session& sql,
                                                          const HistoryQuery& query);

}  // namespace motcua::reporting
