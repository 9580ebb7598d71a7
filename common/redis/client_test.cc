#include "common/redis/client.h"

#include <map>

#include "common/async/signal.h"
#include "common/base/clock.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"

namespace motcua::redis {
namespace {

using Result = absl::StatusOr<Reply>;

class CountingObserver : public Observer {
 public:
  void OnCallStart() override { ++started; }
  void OnCallEnd(std::string_view command, const absl::Status& status, absl::Duration) override {
    ++ended[std::string(command)];
    if (!status.ok()) ++errors;
  }
  void OnConnectionUp(int) override { ++ups; }
  void OnConnectionDown(int, const absl::Status&) override { ++downs; }

  int started = 0, errors = 0, ups = 0, downs = 0;
  std::map<std::string, int> ended;
};

class ClientTest : public ::testing::Test {
 protected:
  Options MakeOptions(absl::Duration timeout = absl::Seconds(20)) {
    Options options;
    options.address = server_.address();
    options.timeout = timeout;
    return options;
  }

  Result Run(Client& client, Args args) { return RunOn(io_, client.Call(std::move(args))); }

  // Turns the loop until the condition holds.
  template <typename Condition>
  ::testing::AssertionResult Eventually(Condition condition) {
    const Stopwatch stopwatch;
    while (!condition()) {
      if (stopwatch.Elapsed() > absl::Seconds(20)) return ::testing::AssertionFailure();
      RunOn(io_, async::Sleep(absl::Milliseconds(1)));
    }
    return ::testing::AssertionSuccess();
  }

  // Starts `count` calls at once; each outcome goes to `results_`.
  void StartCalls(Client& client, int count) {
    for (int i = 0; i < count; ++i) async::Detach(io_, CallAndStore(&client, i));
  }
  async::Task<void> CallAndStore(Client* client, int i) {
    Args args = {"SET", Cat("key", i), std::string(2000, 'x')};
    results_.push_back(co_await client->Call(std::move(args)));
  }

  RedisServer server_;
  asio::io_context io_;
  std::vector<Result> results_;
};

TEST_F(ClientTest, AnswersEveryKindOfReply) {
  Client client(io_, MakeOptions());
  EXPECT_EQ(Run(client, {"SET", "k", std::string("a\0b", 3)})->text, "OK");
  EXPECT_EQ(Run(client, {"GET", "k"})->text, std::string("a\0b", 3));
  EXPECT_TRUE(Run(client, {"GET", "absent"})->is_nil());
  EXPECT_EQ(Run(client, {"INCR", "n"})->integer, 1);
  EXPECT_EQ(Run(client, {"MGET", "n", "absent"})->items.size(), 2u);
  EXPECT_THAT(Run(client, {"INCR", "k"}), StatusIs(absl::StatusCode::kInternal, kRedisError));
  EXPECT_TRUE(client.Healthy());
  EXPECT_EQ(client.InFlight(), 0);
}

TEST_F(ClientTest, TakesViewsWithoutOwningThem) {
  Client client(io_, MakeOptions());
  const std::string key = "key", value = "value";
  Views set = {"SET", key, value};
  EXPECT_THAT(RunOn(io_, client.Call(std::move(set))), IsOk());
  EXPECT_EQ(Run(client, {"GET", "key"})->text, "value");
}

TEST_F(ClientTest, TenThousandPipelinedCallsAllSucceed) {
  CountingObserver observer;
  Client client(io_, MakeOptions(), &observer);
  StartCalls(client, 10000);
  ASSERT_TRUE(Eventually([&] { return results_.size() == 10000; }));
  for (const Result& result : results_) ASSERT_THAT(result, IsOk());
  EXPECT_EQ(Run(client, {"DBSIZE"})->integer, 10000);
  EXPECT_EQ(observer.started, 10001);
  EXPECT_EQ(observer.ended["SET"], 10000);
  EXPECT_EQ(observer.errors, 0);
  EXPECT_EQ(observer.ups, 8);
}

TEST_F(ClientTest, KilledInTheMiddleEveryCallEndsAndLaterCallsSucceed) {
  CountingObserver observer;
  Client client(io_, MakeOptions(absl::Milliseconds(300)), &observer);
  StartCalls(client, 10000);
  ASSERT_TRUE(Eventually([&] { return results_.size() > 100; }));
  ASSERT_LT(results_.size(), 10000u);
  server_.Kill9();
  ASSERT_TRUE(Eventually([&] { return results_.size() == 10000; }));
  int lost = 0;
  for (const Result& result : results_) {
    if (result.ok()) continue;
    ++lost;
    ASSERT_THAT(result, StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
    ASSERT_TRUE(RetryAfterOf(result.status()).has_value());
  }
  EXPECT_GT(lost, 0);
  EXPECT_EQ(observer.errors, lost);
  EXPECT_GE(observer.downs, 8);
  EXPECT_FALSE(client.Healthy());

  server_.Start();
  ASSERT_TRUE(Eventually([&] { return client.Healthy(); }));
  EXPECT_THAT(Run(client, {"SET", "k", "v"}), IsOk());
  ASSERT_TRUE(Eventually([&] { return observer.ups == 16; })) << "all connections come back";
}

TEST_F(ClientTest, AHangingRedisCostsTheTimeoutNoMore) {
  Options options = MakeOptions(absl::Milliseconds(200));
  options.connect_timeout = absl::Milliseconds(200);
  Client client(io_, options);
  ASSERT_THAT(Run(client, {"PING"}), IsOk());
  server_.Stop();
  const Stopwatch stopwatch;
  StartCalls(client, 100);
  ASSERT_TRUE(Eventually([&] { return results_.size() == 100; }));
  EXPECT_GE(stopwatch.Elapsed(), absl::Milliseconds(190));
  EXPECT_LT(stopwatch.Elapsed(), absl::Seconds(5));
  for (const Result& result : results_) {
    ASSERT_THAT(result, StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
  }
  server_.Continue();
  ASSERT_TRUE(Eventually([&] { return client.Healthy(); }));
  EXPECT_THAT(Run(client, {"PING"}), IsOk());
}

TEST_F(ClientTest, AnIdleClientNoticesAHang) {
  Options options = MakeOptions();
  options.connect_timeout = absl::Milliseconds(100);
  Client client(io_, options);
  ASSERT_THAT(Run(client, {"PING"}), IsOk());
  server_.Stop();
  EXPECT_TRUE(Eventually([&] { return !client.Healthy(); }));
  server_.Continue();
  EXPECT_TRUE(Eventually([&] { return client.Healthy(); }));
}

async::Task<void> CallIdempotentAndStore(Client* client, std::optional<Result>* result) {
  Args args = {"SET", "k", "v"};
  result->emplace(co_await client->CallIdempotent(std::move(args)));
}

TEST_F(ClientTest, AnIdempotentCallSurvivesARestart) {
  Client client(io_, MakeOptions());
  ASSERT_THAT(Run(client, {"PING"}), IsOk());
  server_.Stop();  // so that the command is surely sent and not answered
  std::optional<Result> result;
  async::Detach(io_, CallIdempotentAndStore(&client, &result));
  ASSERT_TRUE(Eventually([&] { return client.InFlight() > 0; }));
  RunOn(io_, async::Sleep(absl::Milliseconds(20)));
  server_.Kill9();
  ASSERT_TRUE(Eventually([&] { return !client.Healthy(); }));
  EXPECT_FALSE(result.has_value());
  server_.Start();
  ASSERT_TRUE(Eventually([&] { return result.has_value(); }));
  EXPECT_THAT(*result, IsOk());
}

TEST_F(ClientTest, AnIdempotentCallGivesUpAtTheTimeout) {
  Client client(io_, MakeOptions(absl::Milliseconds(100)));
  server_.Kill9();
  Args args = {"GET", "k"};
  EXPECT_THAT(RunOn(io_, client.CallIdempotent(std::move(args))),
              StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
}

TEST_F(ClientTest, CallsWaitForTheFirstConnection) {
  server_.Kill9();
  Client client(io_, MakeOptions());
  StartCalls(client, 10);
  ASSERT_TRUE(Eventually([&] { return client.InFlight() == 10; }));
  server_.Start();
  ASSERT_TRUE(Eventually([&] { return results_.size() == 10; }));
  for (const Result& result : results_) EXPECT_THAT(result, IsOk());
}

TEST_F(ClientTest, LoadsAndCallsFunctions) {
  CountingObserver observer;
  Client client(io_, MakeOptions(), &observer);
  EXPECT_THAT(Run(client, {"FCALL", "answer", "0"}),
              StatusIs(absl::StatusCode::kInternal, kRedisFunctionMissing));
  for (const char* answer : {"41", "42"}) {
    const std::string code = Cat("#!lua name=deep\nredis.register_function('answer', ",
                                 "function() return ", answer, " end)");
    ASSERT_THAT(RunOn(io_, client.LoadLibrary("deep", code)), IsOk());
  }
  EXPECT_EQ(Run(client, {"FCALL", "answer", "0"})->integer, 42);
  EXPECT_EQ(observer.ended["answer"], 2);
  EXPECT_FALSE(RunOn(io_, client.LoadLibrary("deep", "#!lua name=deep\nreturn (")).ok());
  const std::string other = "#!lua name=other\nredis.register_function('f', function() end)";
  EXPECT_FALSE(RunOn(io_, client.LoadLibrary("deep", other)).ok());
}

TEST_F(ClientTest, ADedicatedClientBlocksWithoutHarm) {
  Options options = MakeOptions(absl::Milliseconds(100));
  options.connect_timeout = absl::Milliseconds(100);
  Client client(io_, options);
  const auto dedicated = client.Dedicated();
  EXPECT_TRUE(Run(*dedicated, {"BLPOP", "list", "0.5"})->is_nil());
  EXPECT_THAT(Run(client, {"PING"}), IsOk());
}

TEST_F(ClientTest, CloseEndsCallsAtHand) {
  Client client(io_, MakeOptions());
  ASSERT_THAT(Run(client, {"PING"}), IsOk());
  server_.Stop();
  StartCalls(client, 20);
  ASSERT_TRUE(Eventually([&] { return client.InFlight() == 20; }));
  client.Close();
  EXPECT_EQ(results_.size(), 20u);
  for (const Result& result : results_) {
    EXPECT_THAT(result, StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
  }
  EXPECT_THAT(Run(client, {"PING"}), StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
}

TEST_F(ClientTest, DropsTheConnectionToAReadOnlyReplica) {
  CountingObserver observer;
  Client client(io_, MakeOptions(), &observer);
  ASSERT_THAT(Run(client, {"REPLICAOF", "127.0.0.1", "1"}), IsOk());
  EXPECT_THAT(Run(client, {"SET", "k", "v"}),
              StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
  EXPECT_EQ(observer.downs, 1);
  ASSERT_THAT(Run(client, {"REPLICAOF", "NO", "ONE"}), IsOk());
  EXPECT_THAT(Run(client, {"SET", "k", "v"}), IsOk());
}

TEST(ClientOverTcp, SaysWhenNobodyListensOrTheNameIsUnknown) {
  for (const char* address :
       {"127.0.0.1:1", "[::1]:1", "no-such-host.invalid:6379", "unix:/nonexistent/redis.sock"}) {
    asio::io_context io;
    Options options;
    options.address = address;
    options.timeout = absl::Milliseconds(50);
    Client client(io, options);
    Args args = {"PING"};
    EXPECT_THAT(RunOn(io, client.Call(std::move(args))),
                StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable))
        << address;
  }
}

TEST(ClientWithPassword, AuthenticatesEveryConnection) {
  RedisServer::Options server_options;
  server_options.arguments = {"--user", "app", "on", ">secret", "~*", "+@all"};
  RedisServer server(server_options);
  asio::io_context io;
  Options options;
  options.address = server.address();
  options.user = "app";
  options.password = "secret";
  Client client(io, options);
  Args args = {"ACL", "WHOAMI"};
  EXPECT_EQ(RunOn(io, client.Call(std::move(args)))->text, "app");
}

}  // namespace
}  // namespace motcua::redis
