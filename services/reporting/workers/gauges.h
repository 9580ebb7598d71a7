// Shows how far the archive is and how promises are kept.
#pragma once

#include <array>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/metrics/registry.h"
#include "common/redis/client.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

// Events in the live stream that are not archived yet. UNAVAILABLE(REDIS_UNAVAILABLE).
async::Task<absl::StatusOr<int64_t>> StreamLag(redis::Client& redis, std::string stream);

// Shows, by counter, which share of what was filed in the last four weeks was handed back or refused.
class HandBackGauges {
 public:
  // All must outlive the object.
  HandBackGauges(Archive& archive, const catalogue::Catalogue& catalogue, const Clock& clock,
                 metrics::Registry& metrics);

  // One turn; reads what was filed in these weeks.
  async::Task<absl::Status> RunOnce();

 private:
  Archive& archive_;
  const Clock& clock_;
  std::map<std::string, metrics::Gauge*> shares_;  // by one-stop unit
};

class Gauges {
 public:
  Gauges(Archive& archive, redis::Client& redis, std::string stream,
         const catalogue::Catalogue& catalogue, metrics::Registry& metrics);

  // One turn: reads the counts and shows them.
  async::Task<absl::Status> RunOnce();

 private:
  void Show(const ArchiveTotals& totals);

  Archive& archive_;
  redis::Client& redis_;
  std::string stream_;
  const catalogue::Catalogue& catalogue_;
  metrics::Gauge& lag_;
  metrics::Gauge& sequence_;
  metrics::Gauge& open_;
  metrics::Gauge& ended_;
  metrics::Gauge& duplicated_;
  // By type.v1.Level; 0 stands for units the catalogue does not know.
  std::array<metrics::Gauge*, 4> on_time_;
};

}  // namespace motcua::reporting
