#include "common/runtime/worker.h"

#include <exception>
#include <utility>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::runtime {

Worker::Worker(metrics::Registry& registry, std::string name, absl::Duration period,
               RunOnce run_once)
    : name_(std::move(name)),
      period_(period),
      run_once_(std::move(run_once)),
      runs_(registry.AddCounter("worker_runs_total", "Turns of a background worker.",
                                {{"worker", name_}})),
      errors_(registry.AddCounter("worker_errors_total",
                                  "Turns of a background worker that ended in an error.",
                                  {{"worker", name_}})),
      duration_(registry.AddHistogram("worker_duration_seconds",
                                      "Time of one turn of a background worker.",
                                      metrics::LatencyBuckets(), {{"worker", name_}})) {}

async::Task<void> Worker::Loop() {
  while (!stopping_) {
    const Stopwatch stopwatch;
    const absl::Status status = co_await RunSafely();
    Account(status, stopwatch.Elapsed());
    if (!stopping_) co_await wake_.WaitFor(period_);
  }
  ended_ = true;
}

async::Task<absl::Status> Worker::RunSafely() {
  std::string error;
  try {
    co_return co_await run_once_();
  } catch (const std::exception& exception) {
    error = exception.what();
  }
  co_return Internal(kInternal, Cat("the worker threw: ", error));
}

void Worker::Stop() {
  stopping_ = true;
  wake_.Notify();
}

void Worker::Account(const absl::Status& status, absl::Duration took) {
  runs_.Increment();
  metrics::Observe(duration_, took);
  if (!status.ok()) errors_.Increment();
  if (status == last_) return;
  last_ = status;
  if (status.ok()) {
    Log(kInfo, "worker is well again", {{"worker", name_}});
  } else {
    Log(kError, "worker failed",
        {{"worker", name_},
         {"code", absl::StatusCodeToString(status.code())},
         {"reason", ReasonOf(status)},
         {"error", ToStd(status.message())}});
  }
}

}  // namespace motcua::runtime
