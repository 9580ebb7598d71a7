// Proves all the time, a page a turn, that every open step is in exactly one place, and puts back
// what is not.
#pragma once

#include "absl/status/status.h"
#include "common/async/task.h"
#include "services/routing/metrics.h"
#include "services/routing/store/place_check.h"

namespace motcua::routing {

class Reconciler {
 public:
  Reconciler(PlaceChecker& checker, Metrics& metrics) : checker_(checker), metrics_(metrics) {}

  // One turn: the next page of the lists, or the next lists while they are short.
  async::Task<absl::Status> RunOnce();

 private:
  void GoOn(int64_t read);
  async::Task<absl::Status> RepairAll(std::vector<Misplaced> misplaced);

  PlaceChecker& checker_;
  Metrics& metrics_;
  size_t list_ = 0;         // where the pass is
  int64_t entry_ = 0;       // and in that list
  int64_t violations_ = 0;  // found by this pass so far
};

}  // namespace motcua::routing
