// Work a service does over and over of its own accord.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/async/signal.h"
#include "common/async/task.h"
#include "common/metrics/registry.h"

namespace motcua::runtime {

// io thread only, but for the constructor.
class Worker {
 public:
  using RunOnce = std::function<async::Task<absl::Status>()>;

  Worker(metrics::Registry& registry, std::string name, absl::Duration period, RunOnce run_once);

  // Runs, waits `period`, runs again, until Stop. The worker must outlive the task.
  async::Task<void> Loop();

  // A turn in progress goes on to its end; none begins after it.
  void Stop();

  // True once Loop has ended, or if it never ran and never will.
  bool ended() const { return ended_; }

 private:
  async::Task<absl::Status> RunSafely();
  void Account(const absl::Status& status, absl::Duration took);

  std::string name_;
  absl::Duration period_;
  RunOnce run_once_;
  metrics::Counter& runs_;
  metrics::Counter& errors_;
  metrics::Histogram& duration_;
  async::Signal wake_;
  bool stopping_ = false;
  bool ended_ = false;
  absl::Status last_;  // What was logged last.
};

}  // namespace motcua::runtime
