// Carries the cell's events from the live stream into the archive.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/metrics/registry.h"
#include "common/redis/client.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

struct ArchiverOptions {
  int batch = 1000;                               // most events a transaction
  absl::Duration wait = absl::Milliseconds(200);  // how long a read waits for the first event
};

// Each event is archived exactly once: the stream's position is stored with the events, and the
// stream is cut only up to what is stored. Whatever is killed at whatever instant, the next turn
// goes on from the stored position.
class Archiver {
 public:
  // `stream` is the key of the live stream; nobody else reads or trims it.
  Archiver(Archive& archive, redis::Client& redis, std::string stream, metrics::Registry& metrics,
           ArchiverOptions options = {});

  // One turn: waits for events, archives what is there, up to twenty batches, and trims the stream.
  async::Task<absl::Status> RunOnce();

 private:
  async::Task<absl::StatusOr<std::vector<StreamEntry>>> Read(std::string position);
  async::Task<absl::StatusOr<bool>> ArchiveBatch();
  async::Task<absl::Status> Trim();
  void Account(const std::vector<StreamEntry>& entries);

  Archive& archive_;
  redis::Client& redis_;
  std::unique_ptr<redis::Client> reader_;  // its connection may wait for events
  std::string stream_;
  ArchiverOptions options_;
  std::string trimmed_to_;
  metrics::Counter& archived_;
  metrics::Histogram& delay_;
};

// The id right after `id` in a stream: "5-7" → "5-8".
std::string NextStreamId(const std::string& id);

}  // namespace motcua::reporting
