#include "common/runtime/host.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "common/base/strings.h"
#include "common/catalogue/test_catalogue.h"
#include "common/runtime/health_of.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::runtime {
namespace {

constexpr char kGetBacklog[] = "/motcua.ops.v1.OpsService/GetBacklog";

// What the service under test did, seen from the test's thread.
struct Trace {
  std::atomic<int> port{0};
  std::atomic<int> start_turns{0};
  std::atomic<int> drained{0};
  std::atomic<bool> released{false};
};

// A service that only counts.
class Probe {
 public:
  Probe(Host& host, Trace& trace) : host_(host), trace_(trace) {}
  ~Probe() { trace_.released = true; }

  // Unavailable at first, as Redis may be.
  async::Task<absl::Status> Start() {
    if (++trace_.start_turns < 3) co_return absl::UnavailableError("not yet");
    co_return absl::OkStatus();
  }

  async::Task<absl::Status> RunOnce() {
    trace_.port = host_.rpc().port();
    co_return absl::OkStatus();
  }

  async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> Backlog() {
    ops::v1::GetBacklogResponse backlog;
    backlog.set_timers_due(7);
    co_return backlog;
  }

 private:
  Host& host_;
  Trace& trace_;
};

class HostTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = ::testing::TempDir() + "motcua_host_XXXXXX";
    ASSERT_NE(mkdtemp(directory_.data()), nullptr);
    std::ofstream(directory_ + "/units.textproto") << catalogue::kSmallUnits;
    std::ofstream(directory_ + "/procedures.textproto") << catalogue::kSmallProcedures;
    std::ofstream(directory_ + "/policy") << R"(
      roles { name: "ops" allow: "/motcua.ops.v1.OpsService/*" }
      callers { name: "player" roles: "ops" })";
  }
  void TearDown() override { EXPECT_EQ(std::system(Cat("rm -r ", directory_).c_str()), 0); }

  absl::Status Build(Host& host) {
    auto probe = std::make_shared<Probe>(host, trace_);
    host.OnStart("probe", [probe = probe.get()] { return probe->Start(); });
    host.Every("probe", absl::Milliseconds(5), [probe = probe.get()] { return probe->RunOnce(); });
    host.SetBacklogSource([probe = probe.get()] { return probe->Backlog(); });
    host.OnDrain([this] { ++trace_.drained; });
    host.KeepAlive(std::move(probe));
    return absl::OkStatus();
  }

  int Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "program");
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    ServiceSpec spec;
    spec.name = "probe";
    return RunService(spec, static_cast<int>(argv.size()), argv.data(),
                      [this](Host& host) { return Build(host); });
  }

  std::vector<std::string> Arguments(const std::string& redis) const {
    return {"--listen=127.0.0.1:0", "--metrics-listen=127.0.0.1:0", "--plaintext",
            "--redis=" + redis, "--redis-timeout=300ms", "--catalogue=" + directory_,
            "--policy=" + directory_ + "/policy"};
  }

  std::string AwaitPort() const {
    while (trace_.port == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return Cat("127.0.0.1:", trace_.port.load());
  }

  static void AwaitHealth(const std::string& target, const std::string& wanted) {
    for (int i = 0; i < 1000 && HealthOf(target) != wanted; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    EXPECT_EQ(HealthOf(target), wanted);
  }

  std::string directory_;
  Trace trace_;
};

TEST_F(HostTest, ServesUntilTermThenDrains) {
  RedisServer redis;
  int exit_code = -1;
  std::thread service([&] { exit_code = Run(Arguments(redis.address())); });
  const std::string target = AwaitPort();
  EXPECT_EQ(trace_.start_turns, 3);
  AwaitHealth(target, kServing);

  const auto player = *Channel::Create(nullptr, {.target = target, .caller = "player"});
  const auto backlog = player->CallSync<ops::v1::GetBacklogResponse>(
      kGetBacklog, ops::v1::GetBacklogRequest(), absl::Seconds(5));
  EXPECT_THAT(backlog, IsOkAndHolds(EqualsProto("service: 'probe' timers_due: 7")));
  EXPECT_FALSE(trace_.released);

  kill(getpid(), SIGTERM);
  service.join();
  EXPECT_EQ(exit_code, 0);
  EXPECT_EQ(trace_.drained, 1);
  EXPECT_TRUE(trace_.released);
}

TEST_F(HostTest, HealthFollowsRedis) {
  RedisServer redis;
  std::thread service([&] { Run(Arguments(redis.address())); });
  const std::string target = AwaitPort();
  AwaitHealth(target, kServing);
  redis.Kill9();
  AwaitHealth(target, kNotServing);
  redis.Start();
  AwaitHealth(target, kServing);
  kill(getpid(), SIGTERM);
  service.join();
}

TEST_F(HostTest, BadSettingsExitWithTwoAndNameThem) {
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(Run({"--redis-connections=0"}), 2);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              ::testing::HasSubstr("--redis-connections=0: must be 1 to 64"));
}

TEST_F(HostTest, AMissingCatalogueExitsWithOne) {
  auto arguments = Arguments("127.0.0.1:1");
  arguments.push_back("--catalogue=/no/such/directory");
  ::testing::internal::CaptureStderr();
  EXPECT_EQ(Run(arguments), 1);
  EXPECT_THAT(::testing::internal::GetCapturedStderr(), ::testing::HasSubstr("/no/such/directory"));
}

TEST_F(HostTest, HelpListsTheSettings) {
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(Run({"--help"}), 0);
  EXPECT_THAT(::testing::internal::GetCapturedStdout(),
              ::testing::HasSubstr("Environment: MOTCUA_DRAIN_TIMEOUT"));
}

}  // namespace
}  // namespace motcua::runtime
