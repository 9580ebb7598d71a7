#include "services/routing/workers/batch.h"

#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "services/routing/store/lists.h"

namespace motcua::routing {
namespace {

async::Task<absl::Status> AllOk(std::vector<async::Task<absl::Status>> tasks) {
  auto results = co_await async::WhenAll(std::move(tasks));
  for (const absl::Status& result : results) {
    if (!result.ok()) co_return result;
  }
  co_return absl::OkStatus();
}

}  // namespace

async::Task<absl::Status> ForEachDue(
    Journeys& journeys, std::string key,
    std::function<async::Task<absl::Status>(std::string member)> handle) {
  const absl::Time now = journeys.clock().Now();
  auto count = co_await CountDue(journeys.redis(), key, now);
  if (!count.ok()) co_return count.status();
  for (int64_t left = *count; left > 0; left -= kBatch) {
    auto due = co_await ReadDue(journeys.redis(), key, now, kBatch);
    if (!due.ok()) co_return due.status();
    std::vector<async::Task<absl::Status>> turns;
    for (Entry& entry : *due) turns.push_back(handle(std::move(entry.member)));
    MOTCUA_CO_RETURN_IF_ERROR(co_await AllOk(std::move(turns)));
  }
  co_return absl::OkStatus();
}

}  // namespace motcua::routing
