// Waits until the services have nothing left to do of their own accord, so that everything that
// follows from what the people did has followed before the clock goes on.
#pragma once

#include <atomic>
#include <string>

#include "absl/time/time.h"
#include "clients/province/wire.h"
#include "common/async/task.h"
#include "motcua/ops/v1/ops_service.pb.h"

namespace motcua::province {

// Summed over the services.
struct Backlog {
  int64_t waiting = 0;  // inbox, reactions in flight, timers that are due
  int64_t dead_letters = 0;
  std::string where;  // "routing: 3 in inbox, 1 timers due"; empty when nothing waits
};

// Asks all four services side by side. An error only when stopping.
async::Task<absl::StatusOr<Backlog>> AskBacklog(Wire& wire);

// Until two rounds of asking in a row found nothing waiting: the services are asked one after
// another, so a single round may miss what is on its way from one to the next. False when stopping.
async::Task<bool> WaitForStillness(Wire& wire);

}  // namespace motcua::province
