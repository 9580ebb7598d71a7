// Taking steps from a unit's queue, nearest due first, never the same step twice.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/base/ids.h"
#include "motcua/routing/v1/routing_service.pb.h"
#include "services/routing/store/journeys.h"

namespace motcua::routing {

// A claim looks at the front of the queue and then commits all the leases it takes, with the
// answer, in one write: either all of it happened or nothing did, and a repetition finds the
// answer. Two claims of this process never try for the same steps; those of two processes may, and
// the loser's commit is refused whole and decided again without the steps it lost.
class Claims {
 public:
  using Response = v1::ClaimStepsResponse;

  // What is wished for.
  struct Wish {
    std::string unit;
    int max_steps = 1;
    absl::Duration lease;
    std::string actor;
  };

  Claims(Journeys& journeys, IdSource& ids) : journeys_(journeys), ids_(ids) {}

  // The steps taken; none when the queue is empty. A repetition gets the steps of the first answer
  // that are still under its leases.
  async::Task<absl::StatusOr<Response>> Claim(store::Command command, Wish wish);

 private:
  // What claims of this process are about to take from one unit's queue.
  struct Busy {
    absl::flat_hash_set<std::string> members;
    int64_t wished = 0;  // by claims that are still looking at the queue
  };
  using BusyByUnit = absl::flat_hash_map<std::string, Busy>;
  class Reservation;

  // Entries seen; 0 from the front: the queue is empty.
  async::Task<absl::StatusOr<int64_t>> Pick(const Wish& wish, bool from_front, Reservation& picked);
  async::Task<absl::StatusOr<Response>> Take(store::Command command, const Wish& wish,
                                             const std::vector<StepRef>& picked);
  void TakeStep(const Wish& wish, const StepRef& ref, Journeys::Draft& draft, Response& response);
  async::Task<absl::StatusOr<Response>> EarlierAnswer(store::Command command);
  async::Task<absl::StatusOr<Response>> StillHeld(Response earlier);

  Journeys& journeys_;
  IdSource& ids_;
  BusyByUnit busy_;
};

}  // namespace motcua::routing
