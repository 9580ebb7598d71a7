#include "services/postal/store/listing.h"

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"
#include "services/postal/store/places.h"

namespace motcua::postal {
namespace {

using testing::ElementsAre;

class ListingTest : public testing::Test {
 protected:
  static RedisServer& Server() {
    static auto* server = new RedisServer();
    return *server;
  }
  ListingTest() { Server().Flush(); }

  void Add(int64_t score, std::string id) { Call({"ZADD", Key(), Cat(score), std::move(id)}); }
  void Remove(std::string id) { Call({"ZREM", Key(), std::move(id)}); }
  absl::StatusOr<ListPage> Page(int size, std::string token = "") {
    return RunOn(io,
                 ReadPage(committer, kConsignmentKind, "BD.866/CREATED", size, std::move(token)));
  }

  asio::io_context io;
  redis::Client redis{io, {.address = Server().address(), .connections = 1}};
  store::Committer committer{redis, store::Keys("t")};

 private:
  std::string Key() { return committer.keys().Index(kConsignmentKind, "BD.866/CREATED"); }
  void Call(redis::Args args) { ASSERT_THAT(RunOn(io, redis.Call(std::move(args))), IsOk()); }
};

TEST_F(ListingTest, AnEmptyListIsOnePage) {
  const auto page = Page(10);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->ids, ElementsAre());
  EXPECT_EQ(page->next_token, "");
}

TEST_F(ListingTest, PagesFollowEachOtherOldestFirst) {
  for (int i = 0; i < 7; ++i) Add(1'675'000'000'000 + 1000 * i, Cat("id", i));
  const auto first = Page(3);
  EXPECT_THAT(first->ids, ElementsAre("id0", "id1", "id2"));
  const auto second = Page(3, first->next_token);
  EXPECT_THAT(second->ids, ElementsAre("id3", "id4", "id5"));
  const auto last = Page(3, second->next_token);
  EXPECT_THAT(last->ids, ElementsAre("id6"));
  EXPECT_EQ(last->next_token, "");
}

TEST_F(ListingTest, AFullLastPageHasNoToken) {
  for (int i = 0; i < 3; ++i) Add(i, Cat("id", i));
  EXPECT_EQ(Page(3)->next_token, "");
}

TEST_F(ListingTest, ManyOfOneInstantAreAllShownOnce) {
  for (int i = 100; i < 150; ++i) Add(5, Cat("id", i));
  std::vector<std::string> seen;
  std::string token;
  do {
    const auto page = Page(7, token);
    ASSERT_THAT(page, IsOk());
    seen.insert(seen.end(), page->ids.begin(), page->ids.end());
    token = page->next_token;
  } while (!token.empty());
  ASSERT_EQ(seen.size(), 50u);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(seen[i], Cat("id", 100 + i));
}

TEST_F(ListingTest, WhatLeavesBetweenPagesHidesNothing) {
  for (int i = 0; i < 6; ++i) Add(i, Cat("id", i));
  const auto first = Page(2);
  Remove("id0");
  Remove("id1");
  EXPECT_THAT(Page(2, first->next_token)->ids, ElementsAre("id2", "id3"));
}

TEST_F(ListingTest, RefusesTokensOfOtherLists) {
  for (const char* token : {"x", "BD.871/CREATED:5:id", "BD.866/CREATED:five:id",
                            "BD.866/CREATED:5", "BD.866/CREATED:5:id:more"}) {
    EXPECT_THAT(Page(2, token), StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid))
        << token;
  }
}

}  // namespace
}  // namespace motcua::postal
