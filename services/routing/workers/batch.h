// What workers share: many turns side by side.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "services/routing/store/journeys.h"

namespace motcua::routing {

// Entries a worker takes up at a time.
inline constexpr int64_t kBatch = 256;

// Runs `handle` for each entry of the list whose instant has come, kBatch side by side. A handled
// entry is expected to leave the list or move on in it; one that stays is left to the next turn.
// Errors: the first, after those begun have ended.
async::Task<absl::Status> ForEachDue(
    Journeys& journeys, std::string key,
    std::function<async::Task<absl::Status>(std::string member)> handle);

}  // namespace motcua::routing
