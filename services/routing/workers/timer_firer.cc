#include "services/routing/workers/timer_firer.h"

#include <utility>

#include "google/protobuf/empty.pb.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/workers/batch.h"

namespace motcua::routing {

using google::protobuf::Empty;

// Timers are kept to the millisecond below their instant: one that is read within that millisecond
// has nothing to say yet and stays where it is for the next turn.
async::Task<absl::Status> TimerFirer::RunOnce() {
  return ForEachDue(journeys_, journeys_.keys().Timers(kRoutingService),
                    [this](std::string code) { return Fire(std::move(code)); });
}

async::Task<absl::Status> TimerFirer::Fire(std::string dossier_code) {
  int steps_overdue = 0;
  std::function<absl::StatusOr<Empty>(Turn&, int64_t)> act = [&](Turn& turn,
                                                                 int64_t) -> absl::StatusOr<Empty> {
    steps_overdue = FireTimers(turn, journeys_.calendar());
    return Empty();
  };
  auto done = co_await journeys_.Act<Empty>(store::Command(), std::move(dossier_code),
                                            std::string(kSystemActor), std::move(act));
  if (absl::IsNotFound(done.status())) co_return absl::OkStatus();  // the reconciler's to remove
  for (int i = 0; done.ok() && i < steps_overdue; ++i) metrics_.AccountStepOverdue();
  co_return done.status();
}

}  // namespace motcua::routing
