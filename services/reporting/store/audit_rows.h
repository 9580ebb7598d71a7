// What the audit reads and writes: the archive's end, its rows as the chain sees them, checkpoints.
// Functions throw what SOCI throws.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/audit/signing.h"
#include "services/reporting/store/event_chain.h"
#include "services/reporting/store/event_row.h"

namespace motcua::reporting {

// The archive as it stands at one instant.
struct AuditHead {
  audit::AuditArchive archive;
  int64_t last_sequence = 0;  // as the archive says
  int64_t max_sequence = 0;   // of its rows
  std::vector<audit::AuditCheckpoint> checkpoints;  // oldest first
};

AuditHead ReadAuditHead(soci::session& sql, Dialect dialect);

// Which archive it is.
audit::AuditArchive ReadAuditArchive(soci::session& sql);

// Up to `limit` checkpoints that cover rows before `before` (0: all), newest first.
std::vector<audit::AuditCheckpoint> ReadCheckpoints(soci::session& sql, int64_t before, int limit);

// INTERNAL(ARCHIVE_ERROR): the payload is not base64.
absl::StatusOr<v1::AuditRow> AuditRowOf(const EventRow& row);

// Signs the chain's present end, unless that was done; none for an empty archive.
std::optional<audit::AuditCheckpoint> SignCheckpoint(soci::session& sql, const EventChain& chain,
                                                     const audit::SigningKey& key, absl::Time now);

}  // namespace motcua::reporting
