#include "common/runtime/worker.h"

#include <stdexcept>
#include <string>

#include "common/testing/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::runtime {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Fails in its second and third turn, throws in the fourth, asks to stop in the fifth.
class Scripted {
 public:
  async::Task<absl::Status> RunOnce() {
    ++turns;
    if (turns == 4) throw std::runtime_error("thrown on purpose");
    if (turns == 5) worker->Stop();
    co_return turns == 2 || turns == 3 ? absl::UnavailableError("no Redis") : absl::OkStatus();
  }
  Worker* worker = nullptr;
  int turns = 0;
};

class WorkerTest : public ::testing::Test {
 protected:
  void Run(absl::Duration period) {
    Worker worker(registry_, "relay", period, [this] { return scripted_.RunOnce(); });
    scripted_.worker = &worker;
    ::testing::internal::CaptureStderr();
    RunOn(io_, worker.Loop());
    log_ = ::testing::internal::GetCapturedStderr();
    EXPECT_TRUE(worker.ended());
  }

  asio::io_context io_{1};
  metrics::Registry registry_;
  Scripted scripted_;
  std::string log_;
};

TEST_F(WorkerTest, RunsUntilStopped) {
  Run(absl::ZeroDuration());
  EXPECT_EQ(scripted_.turns, 5);
}

TEST_F(WorkerTest, CountsTurnsAndErrors) {
  Run(absl::Milliseconds(1));
  EXPECT_THAT(registry_.Text(), HasSubstr("worker_runs_total{worker=\"relay\"} 5"));
  EXPECT_THAT(registry_.Text(), HasSubstr("worker_errors_total{worker=\"relay\"} 3"));
}

TEST_F(WorkerTest, LogsAnErrorOnceAndItsEnd) {
  Run(absl::ZeroDuration());
  const size_t first = log_.find("no Redis");
  ASSERT_NE(first, log_.npos);
  EXPECT_THAT(log_.substr(first + 1), Not(HasSubstr("no Redis")));
  EXPECT_THAT(log_, HasSubstr("thrown on purpose"));
  EXPECT_THAT(log_, HasSubstr("worker is well again"));
}

TEST_F(WorkerTest, StoppingEndsTheWaitBetweenTurns) {
  scripted_.turns = 4;  // The next turn stops the worker; the wait after it would last an hour.
  Run(absl::Hours(1));
  EXPECT_EQ(scripted_.turns, 5);
}

}  // namespace
}  // namespace motcua::runtime
