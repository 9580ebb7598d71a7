// The writing end of the archive: events, projections and the place in the live stream, in one
// transaction. Used by one thread at a time, never by the io thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/audit/signing.h"
#include "motcua/event/v1/event.pb.h"
#include "motcua/reporting/v1/keeping_service.pb.h"
#include "services/reporting/store/database.h"
#include "services/reporting/store/vault.h"

namespace motcua::reporting {

// An event as read from the live stream.
struct StreamEntry {
  std::string id;     // "<milliseconds>-<number>"
  std::string bytes;  // the serialized event, kept as it came even if it cannot be parsed
};

struct ArchiveState {
  std::string archive_id;        // made with the archive; tells one archive from another
  std::string position = "0-0";  // id of the last entry taken from the stream
  int64_t last_sequence = 0;     // of the last event; sequences run from 1 without gaps
};

class ArchiveWriter {
 public:
  // Connects at first use. `stream` is the key of the live stream; an archive belongs to one stream
  // for good.
  ArchiveWriter(Database database, std::string stream);
  ~ArchiveWriter();

  // Where the archive stands; connects, and creates or migrates the tables, if that was not done.
  // FAILED_PRECONDITION(ARCHIVE_OF_OTHER_STREAM | ARCHIVE_TOO_NEW), UNAVAILABLE.
  absl::StatusOr<ArchiveState> State();

  // Archives the entries, which follow State().position in the stream, whole or not at all. After
  // an error State() tells whether they are in. ABORTED(ARCHIVE_MOVED_ON): another program archives
  // the same stream.
  absl::Status Append(const std::vector<StreamEntry>& entries);

  // Keeps final states (kept_states.h), all or none; again it changes nothing.
  absl::Status Keep(const std::string& kind, const std::vector<v1::KeptAggregate>& aggregates,
                    const SecretKey& master);

  // Signs the hash of the events archived so far (audit_rows.h); none for an empty archive.
  absl::StatusOr<std::optional<audit::AuditCheckpoint>> SignCheckpoint(const audit::SigningKey& key,
                                                                       absl::Time now);

 private:
  class Connection;

  absl::Status EnsureConnected();
  // Runs `use` on the connection, and lets go of that after an error: whether something was
  // committed is known only to the database, and the next use asks it.
  template <class Use>
  auto WithConnection(Use use) -> decltype(use(std::declval<Connection&>()));

  Database database_;
  std::string stream_;
  std::unique_ptr<Connection> connection_;  // null: not connected, or in doubt
};

}  // namespace motcua::reporting
