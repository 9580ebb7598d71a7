// Keeps postal's gauges: what is open, hand-overs that are not closed, and the inbox.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/store/inbox.h"
#include "common/store/store_metrics.h"
#include "services/postal/metrics.h"

namespace motcua::postal {

class Gauges {
 public:
  Gauges(store::Committer& committer, store::Inbox& inbox, const catalogue::Catalogue& catalogue,
         const Clock& clock, Metrics& metrics, store::InboxMetrics& inbox_metrics)
      : committer_(committer),
        inbox_(inbox),
        catalogue_(catalogue),
        clock_(clock),
        metrics_(metrics),
        inbox_metrics_(inbox_metrics) {}

  // One turn: reads the counts from Redis and shows them.
  async::Task<absl::Status> RunOnce();

 private:
  async::Task<absl::StatusOr<int64_t>> Count(std::string key);
  async::Task<absl::Status> ShowUnclosed();

  store::Committer& committer_;
  store::Inbox& inbox_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  Metrics& metrics_;
  store::InboxMetrics& inbox_metrics_;
};

}  // namespace motcua::postal
