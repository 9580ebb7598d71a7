#include "services/postal/store/s10_issuer.h"

#include <set>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "services/postal/domain/s10.h"

namespace motcua::postal {
namespace {

class S10IssuerTest : public testing::Test {
 protected:
  static RedisServer& Server() {
    static auto* server = new RedisServer();
    return *server;
  }
  S10IssuerTest() {
    Server().Flush();
    EXPECT_THAT(RunOn(io, committer.LoadFunctions()), IsOk());
  }

  // Asks `count` times at once.
  std::vector<absl::StatusOr<std::string>> Ask(S10Issuer& issuer, int count) {
    std::vector<async::Task<absl::StatusOr<std::string>>> tasks;
    for (int i = 0; i < count; ++i) tasks.push_back(issuer.Next());
    return RunOn(io, async::WhenAll(std::move(tasks)));
  }

  asio::io_context io;
  redis::Client redis{io, {.address = Server().address(), .connections = 2}};
  store::Committer committer{redis, store::Keys("t")};
};

TEST_F(S10IssuerTest, BeginsAtOne) {
  S10Issuer issuer(committer);
  EXPECT_THAT(RunOn(io, issuer.Next()), IsOkAndHolds("EQ000000014VN"));
}

TEST_F(S10IssuerTest, TwoIssuersAndManyCallersGetEachIdOnce) {
  S10Issuer one(committer), other(committer);
  std::set<std::string> seen;
  for (int round = 0; round < 3; ++round) {
    for (S10Issuer* issuer : {&one, &other}) {
      for (auto& id : Ask(*issuer, 150)) {
        ASSERT_THAT(id, IsOk());
        EXPECT_TRUE(IsS10(*id)) << *id;
        EXPECT_TRUE(seen.insert(*id).second) << *id << " was given twice";
      }
    }
  }
  EXPECT_EQ(seen.size(), 900u);
}

TEST_F(S10IssuerTest, SaysWhenSerialsHaveRunOut) {
  redis::Args args = {"SET", committer.keys().Serial("s10"), "99999999"};
  ASSERT_THAT(RunOn(io, redis.Call(std::move(args))), IsOk());
  S10Issuer issuer(committer);
  EXPECT_THAT(RunOn(io, issuer.Next()), StatusIs(absl::StatusCode::kOutOfRange, kSerialsExhausted));
}

}  // namespace
}  // namespace motcua::postal
