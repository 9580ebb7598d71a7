// A service's start with a published catalogue, and what its status says.
#include "common/runtime/published_catalogue.h"

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/catalogue/test_catalogue.h"
#include "common/store/keys.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::runtime {
namespace {

catalogue::Catalogue Small(const std::string& more = "") {
  auto made = catalogue::Catalogue::FromFiles(
      {{"u", catalogue::kSmallUnits + more}, {"p", catalogue::kSmallProcedures}});
  EXPECT_THAT(made, IsOk());
  return *std::move(made);
}

class PublishedCatalogueTest : public ::testing::Test {
 protected:
  // As intake's commit leaves it.
  void Put(int number, const std::string& units) {
    catalogue::v1::PublishedCatalogue published;
    auto& file = *published.add_files();
    file.set_name("u");
    file.set_text(units);
    published.set_version("0123456789abcdef");
    published.set_publisher("operator");
    const std::string bytes = Cat("000000000", number) + published.SerializeAsString();
    redis::Args args = {"SET", store::Keys("t").Aggregate(kCatalogueKind, kPublishedId), bytes};
    EXPECT_THAT(RunOn(io, redis.Call(std::move(args))), IsOk());
  }

  RedisServer server;
  asio::io_context io;
  redis::Client redis{io, {.address = server.address(), .connections = 1}};
  catalogue::Catalogue running = Small();
  PublishedCatalogue published{redis, "t", running};
};

TEST_F(PublishedCatalogueTest, AFaultyOneLeavesWhatRunsAlone) {
  const std::string before = running.version();
  Put(1, "units { code: \"87\" }");
  EXPECT_THAT(RunOn(io, published.TakeUp(true)),
              StatusIs(absl::StatusCode::kInvalidArgument, kCatalogueInvalid));
  EXPECT_THAT(RunOn(io, published.TakeUp(true)),
              StatusIs(absl::StatusCode::kInvalidArgument, kCatalogueInvalid));
  EXPECT_EQ(running.version(), before);
  EXPECT_EQ(published.Status().published_version(), "0123456789abcdef");
  EXPECT_EQ(published.Status().publisher(), "operator");
}

TEST_F(PublishedCatalogueTest, TheNextIsTakenUpAfterAFault) {
  Put(1, "nonsense");
  EXPECT_FALSE(RunOn(io, published.TakeUp(false)).ok());
  Put(2, catalogue::kSmallUnits);
  EXPECT_THAT(RunOn(io, published.TakeUp(false)), IsOk());
  EXPECT_EQ(running.FindProcedure("1.001"), nullptr);
}

TEST_F(PublishedCatalogueTest, SaysWhenRedisIsAway) {
  server.Kill9();
  EXPECT_THAT(RunOn(io, published.TakeUp(false)),
              StatusIs(absl::StatusCode::kUnavailable, kRedisUnavailable));
}

TEST(SameUnitsTest, ComparesCodes) {
  EXPECT_TRUE(SameUnits(Small(), Small()));
  constexpr char kMore[] = "units { code: '87.STP' name: 'Sở' level: LEVEL_PROVINCE parent_code: '87' }";
  EXPECT_FALSE(SameUnits(Small(), Small(kMore)));
  EXPECT_FALSE(SameUnits(Small(kMore), Small()));
}

}  // namespace
}  // namespace motcua::runtime
