// The hash chain over the table of events: how far it reaches, and its next links. Throws what SOCI
// throws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/audit/chain.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/rows.h"
#include "soci/soci.h"

namespace motcua::reporting {

class EventChain {
 public:
  // Where the chain of `state`'s archive stands. Rows that were archived before there was a chain are
  // linked now, in transactions of a few thousand: a process that dies goes on there.
  static absl::StatusOr<EventChain> Open(soci::session& sql, const ArchiveState& state,
                                         const std::string& stream);

  // Links the rows, which follow each other and come from `entries`: fills in their marks. The chain
  // is moved by Save, and kept by the caller only if it committed.
  void Link(const std::vector<StreamEntry>& entries, std::vector<EventRow>& rows);
  // Writes where the chain stands; in the transaction that writes the rows.
  void Save(soci::session& sql) const;

  int64_t sequence() const { return sequence_; }
  const audit::Hash& hash() const { return hash_; }

 private:
  EventChain(int64_t sequence, audit::Hash hash) : sequence_(sequence), hash_(hash) {}
  absl::StatusOr<bool> LinkOldRows(soci::session& sql);

  int64_t sequence_;
  audit::Hash hash_;
};

}  // namespace motcua::reporting
