#include "services/intake/store/code_issuer.h"

#include <set>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"

namespace motcua::intake {
namespace {

constexpr absl::CivilDay kDay(2023, 1, 18);

RedisServer& Server() {
  static auto* server = new RedisServer();
  return *server;
}

class CodeIssuerTest : public ::testing::Test {
 protected:
  CodeIssuerTest() {
    Server().Flush();
    EXPECT_THAT(RunOn(io_, committer_.LoadFunctions()), IsOk());
  }

  absl::StatusOr<std::string> Next(CodeIssuer& issuer, absl::CivilDay day = kDay) {
    return RunOn(io_, issuer.Next("000.01.31.H20", day));
  }
  std::vector<absl::StatusOr<std::string>> NextMany(CodeIssuer& issuer, int count) {
    std::vector<async::Task<absl::StatusOr<std::string>>> tasks;
    for (int i = 0; i < count; ++i) tasks.push_back(issuer.Next("000.01.31.H20", kDay));
    return RunOn(io_, async::WhenAll(std::move(tasks)));
  }

  asio::io_context io_;
  redis::Client redis_{io_, {.address = Server().address(), .connections = 2}};
  store::Committer committer_{redis_, store::Keys("t")};
};

TEST_F(CodeIssuerTest, CountsUpFromOne) {
  CodeIssuer issuer(committer_);
  for (const char* code :
       {"000.01.31.H20-230118-0001", "000.01.31.H20-230118-0002", "000.01.31.H20-230118-0003"}) {
    EXPECT_THAT(Next(issuer), IsOkAndHolds(code));
  }
}

TEST_F(CodeIssuerTest, BeginsAnewEachDay) {
  CodeIssuer issuer(committer_);
  EXPECT_THAT(Next(issuer), IsOkAndHolds("000.01.31.H20-230118-0001"));
  EXPECT_THAT(Next(issuer, kDay + 1), IsOkAndHolds("000.01.31.H20-230119-0001"));
  EXPECT_THAT(Next(issuer), IsOkAndHolds("000.01.31.H20-230118-0002"));
}

// TT 01/2018 Đ.19 until 2025-09-14, then TT 03/2025 Đ.13; TT 04/2025 changed it for ministries
// alone.
TEST_F(CodeIssuerTest, UsesTheFormInForceOnTheDay) {
  CodeIssuer issuer(committer_);
  EXPECT_THAT(Next(issuer, absl::CivilDay(2025, 9, 14)), IsOkAndHolds("000.01.31.H20-250914-0001"));
  EXPECT_THAT(Next(issuer, absl::CivilDay(2025, 9, 15)), IsOkAndHolds("H20.031.01-250915-0001"));
  EXPECT_THAT(Next(issuer, absl::CivilDay(2026, 1, 24)), IsOkAndHolds("H20.031.01-260124-0001"));
  EXPECT_THAT(Next(issuer, absl::CivilDay(2026, 1, 25)), IsOkAndHolds("H20.031.01-260125-0001"));
}

TEST_F(CodeIssuerTest, InstancesShareTheCounter) {
  CodeIssuer one(committer_), other(committer_);
  std::set<std::string> codes;
  for (int i = 0; i < 100; ++i) {
    codes.insert(Next(one).value());
    codes.insert(Next(other).value());
  }
  EXPECT_EQ(codes.size(), 200);
}

TEST_F(CodeIssuerTest, ThousandAtOnceGetThousandCodes) {
  CodeIssuer issuer(committer_);
  std::set<std::string> codes;
  for (auto& code : NextMany(issuer, 1000)) codes.insert(code.value());
  EXPECT_EQ(codes.size(), 1000);
  EXPECT_EQ(*codes.begin(), "000.01.31.H20-230118-0001");
  EXPECT_EQ(*codes.rbegin(), "000.01.31.H20-230118-1000");
}

TEST_F(CodeIssuerTest, AllWhoWaitFailTogetherWhenRedisIsAway) {
  asio::io_context io;
  redis::Client away(io, {.address = "unix:/nonexistent/redis.sock",
                          .connections = 1,
                          .timeout = absl::Milliseconds(200)});
  store::Committer committer(away, store::Keys("t"));
  CodeIssuer issuer(committer);
  std::vector<async::Task<absl::StatusOr<std::string>>> tasks;
  for (int i = 0; i < 100; ++i) tasks.push_back(issuer.Next("000.01.31.H20", kDay));
  Stopwatch watch;
  for (const auto& code : RunOn(io, async::WhenAll(std::move(tasks)))) {
    EXPECT_THAT(code, StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
  }
  EXPECT_LT(watch.Elapsed(), absl::Seconds(5));
  away.Close();
}

}  // namespace
}  // namespace motcua::intake
