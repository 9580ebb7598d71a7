// Puts steps whose lease ran out back into their queues, or on the stuck list. The worker that lost
// its lease writes nothing: its token is refused from the instant of expiry (domain/work.cc).
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "services/routing/metrics.h"
#include "services/routing/store/journeys.h"

namespace motcua::routing {

class LeaseRecoverer {
 public:
  // `max_expiries`: a step becomes stuck when a lease on it runs out for that many times.
  LeaseRecoverer(Journeys& journeys, Metrics& metrics, const int& max_expiries)
      : journeys_(journeys), metrics_(metrics), max_expiries_(max_expiries) {}

  // One turn: every lease that has run out by now.
  async::Task<absl::Status> RunOnce();

 private:
  async::Task<absl::Status> Recover(std::string member);

  Journeys& journeys_;
  Metrics& metrics_;
  const int& max_expiries_;
};

}  // namespace motcua::routing
