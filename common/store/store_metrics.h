// Metrics of commits and inboxes, alike in every service.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "common/metrics/registry.h"
#include "common/store/commit.h"
#include "common/store/inbox.h"

namespace motcua::store {

// Commits of one kind of aggregate:
//   store_commits_total{kind,outcome}      outcome: done, repeated, conflict, handled
//   store_commit_duration_seconds{kind}
class CommitMetrics final : public CommitObserver {
 public:
  CommitMetrics(metrics::Registry& registry, const std::string& kind);

  void OnCommit(std::string_view kind, CommitOutcome outcome, absl::Duration elapsed) override;

 private:
  static constexpr size_t kOutcomes = 4;
  std::array<metrics::Counter*, kOutcomes> commits_;  // by CommitOutcome
  metrics::Histogram& duration_;
};

// A service's inbox:
//   inbox_waiting_events, inbox_reactions_in_flight, inbox_dead_letters
//   inbox_reactions_total, inbox_retries_total
class InboxMetrics {
 public:
  explicit InboxMetrics(metrics::Registry& registry);

  // Shows what Inbox::Stats answered; call it every few seconds.
  void Show(const InboxStats& stats);

 private:
  metrics::Gauge& waiting_;
  metrics::Gauge& in_flight_;
  metrics::Gauge& dead_letters_;
  metrics::Counter& reactions_;
  metrics::Counter& retries_;
};

}  // namespace motcua::store
