// Replays arrivals through units' queues by the same law as the services: routes, clock, stops and
// promises are services/routing/domain's, office time the catalogue's calendar. Only the officers
// are the simulation's (desk.h): they take a step up once as much of their free time has gone by as
// in reality, what is due first, and have it in hands for as long as it took in reality. What no
// record tells is drawn from records of the same step, the same for the same seed.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/simulate/arrivals.h"
#include "clients/cli/simulate/roster.h"
#include "common/catalogue/catalogue.h"

namespace motcua::cli::simulate {

struct Result {
  absl::Time resolved = absl::InfiniteFuture();
  absl::Time due = absl::InfiniteFuture();
  bool routed = false;  // false: the catalogue has no route for it; it was left out
};

// One for each arrival, in their order. `roster` has the officers there really were; the change is
// applied to it.
std::vector<Result> Simulate(const catalogue::Catalogue& catalogue,
                             const std::vector<Arrival>& arrivals, const Roster& roster,
                             const Change& change, uint64_t seed);

}  // namespace motcua::cli::simulate
