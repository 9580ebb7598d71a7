// Keeps postal's gauges: open consignments and the inbox.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/store/inbox.h"
#include "common/store/store_metrics.h"
#include "services/postal/metrics.h"

namespace motcua::postal {

class Gauges {
 public:
  Gauges(store::Committer& committer, store::Inbox& inbox, Metrics& metrics,
         store::InboxMetrics& inbox_metrics)
      : committer_(committer), inbox_(inbox), metrics_(metrics), inbox_metrics_(inbox_metrics) {}

  // One turn: reads the counts from Redis and shows them.
  async::Task<absl::Status> RunOnce();

 private:
  store::Committer& committer_;
  store::Inbox& inbox_;
  Metrics& metrics_;
  store::InboxMetrics& inbox_metrics_;
};

}  // namespace motcua::postal
