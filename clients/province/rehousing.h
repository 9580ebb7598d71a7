// The operator's part in a reorganisation: counts what will move, orders it, waits for its end, and
// counts again.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "clients/province/wire.h"
#include "common/async/task.h"

namespace motcua::province {

// Figures before and after.
struct Rehousing {
  std::string id;
  int64_t concerned = 0;      // open dossiers, journeys and consignments under units that end
  int64_t moved = 0;          // of those, re-homed
  int64_t left = 0;           // still under units that ended
  int64_t steps_before = 0;   // in queues and hands of all units
  int64_t steps_after = 0;
  int64_t journeys_before = 0;  // open
  int64_t journeys_after = 0;
  int64_t violations = 0;     // of the rule of one place
};

// `id` is in force by the services' clock, and nothing else happens meanwhile.
async::Task<absl::StatusOr<Rehousing>> Rehouse(Wire& wire, std::string id);

}  // namespace motcua::province
