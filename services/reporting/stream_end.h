// Waits until the archive has every event that was written before.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/redis/client.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

class StreamEnd {
 public:
  // `stream` is the key of the live stream. All must outlive the object.
  StreamEnd(Archive& archive, redis::Client& redis, std::string stream,
            absl::Duration patience = absl::Seconds(3))
      : archive_(archive), redis_(redis), stream_(std::move(stream)), patience_(patience) {}

  // UNAVAILABLE(ARCHIVE_BEHIND): it did not catch up in time, of real time.
  async::Task<absl::Status> WaitUntilArchived();

 private:
  // Id of the last entry ever written; empty: there was none.
  async::Task<absl::StatusOr<std::string>> LastId();

  Archive& archive_;
  redis::Client& redis_;
  std::string stream_;
  absl::Duration patience_;
};

// Whether stream id `a` comes before `b`.
bool IsBefore(const std::string& a, const std::string& b);

}  // namespace motcua::reporting
