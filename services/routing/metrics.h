// What routing counts of its own; commits and the inbox are counted by common/store.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/metrics/registry.h"
#include "services/routing/store/lists.h"

namespace motcua::routing {

class Metrics {
 public:
  // `units`: those whose queues have series.
  Metrics(metrics::Registry& registry, const std::vector<std::string>& units);

  void AccountLeaseExpired() { leases_expired_.Increment(); }
  void AccountStuck() { steps_stuck_.Increment(); }
  void AccountStepOverdue() { steps_overdue_.Increment(); }
  void AccountRepair() { repairs_.Increment(); }

  // A unit's queue; `age`: how long the step that comes next has waited.
  void ShowQueue(const std::string& unit, const Depth& depth, absl::Duration age);
  void ShowOpen(int64_t journeys) { open_journeys_.Set(static_cast<double>(journeys)); }
  void ShowViolations(int64_t violations) { violations_.Set(static_cast<double>(violations)); }

 private:
  struct Queue {
    metrics::Gauge* queued;
    metrics::Gauge* leased;
    metrics::Gauge* overdue;
    metrics::Gauge* age;
  };

  metrics::Counter& leases_expired_;
  metrics::Counter& steps_stuck_;
  metrics::Counter& steps_overdue_;
  metrics::Counter& repairs_;
  metrics::Gauge& open_journeys_;
  metrics::Gauge& violations_;
  std::map<std::string, Queue> queues_;
};

}  // namespace motcua::routing
