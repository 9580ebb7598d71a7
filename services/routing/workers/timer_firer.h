// Says what the legal clock has to say when its instant comes: step overdue, promise near, dossier
// overdue, a rung of the ladder reached. Each is a commit that also moves the timer on, so each is said exactly once, whatever
// dies when and however many firers run.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "services/routing/metrics.h"
#include "services/routing/store/journeys.h"

namespace motcua::routing {

class TimerFirer {
 public:
  TimerFirer(Journeys& journeys, Metrics& metrics) : journeys_(journeys), metrics_(metrics) {}

  // One turn: every timer whose instant has come by now.
  async::Task<absl::Status> RunOnce();

 private:
  async::Task<absl::Status> Fire(std::string dossier_code);

  Journeys& journeys_;
  Metrics& metrics_;
};

}  // namespace motcua::routing
