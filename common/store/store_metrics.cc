#include "common/store/store_metrics.h"

namespace motcua::store {
namespace {

constexpr std::array<const char*, 4> kOutcomeNames = {"done", "repeated", "conflict", "handled"};

// Counters only rise: adds what came since they were last shown.
void RaiseTo(metrics::Counter& counter, int64_t total) {
  const double missing = static_cast<double>(total) - counter.Value();
  if (missing > 0) counter.Increment(missing);
}

}  // namespace

CommitMetrics::CommitMetrics(metrics::Registry& registry, const std::string& kind)
    : duration_(registry.AddHistogram("store_commit_duration_seconds",
                                      "Time of a commit, from its call to its answer.",
                                      metrics::LatencyBuckets(), {{"kind", kind}})) {
  for (size_t i = 0; i < kOutcomes; ++i) {
    commits_[i] = &registry.AddCounter("store_commits_total", "Commits, by what became of them.",
                                       {{"kind", kind}, {"outcome", kOutcomeNames[i]}});
  }
}

void CommitMetrics::OnCommit(std::string_view kind, CommitOutcome outcome,
                             absl::Duration elapsed) {
  commits_[static_cast<size_t>(outcome)]->Increment();
  metrics::Observe(duration_, elapsed);
}

InboxMetrics::InboxMetrics(metrics::Registry& registry)
    : waiting_(registry.AddGauge("inbox_waiting_events", "Events not reacted to yet.")),
      in_flight_(registry.AddGauge("inbox_reactions_in_flight", "Reactions running.")),
      dead_letters_(registry.AddGauge("inbox_dead_letters",
                                      "Events whose reaction failed for good; an operator's work.")),
      reactions_(registry.AddCounter("inbox_reactions_total", "Events reacted to.")),
      retries_(registry.AddCounter("inbox_retries_total", "Reactions that were tried again.")) {}

void InboxMetrics::Show(const InboxStats& stats) {
  waiting_.Set(static_cast<double>(stats.waiting));
  in_flight_.Set(static_cast<double>(stats.in_flight));
  dead_letters_.Set(static_cast<double>(stats.dead_letters));
  RaiseTo(reactions_, stats.reacted);
  RaiseTo(retries_, stats.retried);
}

}  // namespace motcua::store
