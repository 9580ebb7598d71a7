#include "services/routing/workers/gauges.h"

#include <utility>

#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "services/routing/store/lists.h"

namespace motcua::routing {
namespace {

// The dossier whose step is next in line; empty for an empty queue.
std::string HeadOf(const Depth& depth) {
  auto step = depth.first.empty() ? std::nullopt : StepRef::Parse(depth.first.front().member);
  return step.has_value() ? step->dossier_code : std::string();
}

absl::Duration AgeOf(const Depth& depth, const Journey* journey, absl::Time now) {
  if (journey == nullptr || depth.first.empty()) return absl::ZeroDuration();
  auto step = StepRef::Parse(depth.first.front().member);
  if (!step.has_value() || step->step_index >= journey->steps_size()) return absl::ZeroDuration();
  return now - FromProto(journey->steps(step->step_index).queue_time());
}

}  // namespace

async::Task<absl::Status> Gauges::RunOnce() {
  auto stats = co_await inbox_.Stats();
  if (!stats.ok()) co_return stats.status();
  inbox_metrics_.Show(*stats);
  std::string open_list = journeys_.keys().Open(kJourneyKind);
  auto open = co_await CountAll(journeys_.redis(), std::move(open_list));
  if (!open.ok()) co_return open.status();
  metrics_.ShowOpen(*open);
  co_return co_await ShowQueues();
}

async::Task<absl::Status> Gauges::ShowQueues() {
  const absl::Time now = journeys_.clock().Now();
  auto depths = co_await ReadDepths(journeys_.redis(), journeys_.keys(), units_, now);
  if (!depths.ok()) co_return depths.status();
  std::vector<std::string> heads;
  for (const Depth& depth : *depths) {
    if (std::string head = HeadOf(depth); !head.empty()) heads.push_back(std::move(head));
  }
  auto journeys = co_await journeys_.aggregates().LoadMany(std::move(heads));
  if (!journeys.ok()) co_return journeys.status();
  auto journey = journeys->begin();
  for (size_t i = 0; i < units_.size(); ++i) {
    const Depth& depth = (*depths)[i];
    const bool has_head = !HeadOf(depth).empty();
    metrics_.ShowQueue(units_[i], depth,
                       AgeOf(depth, has_head ? journey->state.get() : nullptr, now));
    if (has_head) ++journey;
  }
  co_return absl::OkStatus();
}

}  // namespace motcua::routing
