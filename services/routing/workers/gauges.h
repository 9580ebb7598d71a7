// Keeps routing's gauges: every unit's queue, open journeys and the inbox.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/store/inbox.h"
#include "common/store/store_metrics.h"
#include "services/routing/metrics.h"
#include "services/routing/store/journeys.h"

namespace motcua::routing {

class Gauges {
 public:
  Gauges(Journeys& journeys, store::Inbox& inbox, std::vector<std::string> units, Metrics& metrics,
         store::InboxMetrics& inbox_metrics)
      : journeys_(journeys),
        inbox_(inbox),
        units_(std::move(units)),
        metrics_(metrics),
        inbox_metrics_(inbox_metrics) {}

  // One turn: reads the counts from Redis and shows them.
  async::Task<absl::Status> RunOnce();

 private:
  async::Task<absl::Status> ShowQueues();

  Journeys& journeys_;
  store::Inbox& inbox_;
  std::vector<std::string> units_;
  Metrics& metrics_;
  store::InboxMetrics& inbox_metrics_;
};

}  // namespace motcua::routing
