#include "services/postal/workers/gauges.h"

#include <utility>

#include "services/postal/store/places.h"

namespace motcua::postal {

async::Task<absl::Status> Gauges::RunOnce() {
  auto stats = co_await inbox_.Stats();
  if (!stats.ok()) co_return stats.status();
  redis::Args args;
  args.emplace_back("ZCARD");
  args.push_back(committer_.keys().Open(kConsignmentKind));
  auto open = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!open.ok()) co_return open.status();
  inbox_metrics_.Show(*stats);
  metrics_.ShowOpen(open->integer);
  co_return absl::OkStatus();
}

}  // namespace motcua::postal
