#include "services/intake/store/dossier_list.h"

#include <string>
#include <vector>

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"

namespace motcua::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RedisServer& Server() {
  static auto* server = new RedisServer();
  return *server;
}

class DossierListTest : public ::testing::Test {
 protected:
  DossierListTest() { Server().Flush(); }

  void Add(int64_t score, const std::string& code) {
    redis::Args args;
    args.emplace_back("ZADD");
    args.emplace_back("list");
    args.push_back(Cat(score));
    args.push_back(code);
    ASSERT_THAT(RunOn(io_, redis_.Call(std::move(args))), IsOk());
  }
  CodePage Read(std::string position, int size) {
    auto page = RunOn(io_, ReadCodes(redis_, "list", std::move(position), size));
    EXPECT_THAT(page, IsOk());
    return page.value_or(CodePage());
  }
  // All codes, page by page.
  std::vector<std::string> ReadAll(int size) {
    std::vector<std::string> codes;
    std::string position;
    do {
      CodePage page = Read(position, size);
      EXPECT_LE(page.codes.size(), static_cast<size_t>(size));
      codes.insert(codes.end(), page.codes.begin(), page.codes.end());
      position = page.next;
    } while (!position.empty());
    return codes;
  }

  asio::io_context io_;
  redis::Client redis_{io_, {.address = Server().address(), .connections = 1}};
};

TEST_F(DossierListTest, AnEmptyListHasOnePage) {
  const CodePage page = Read("", 10);
  EXPECT_THAT(page.codes, IsEmpty());
  EXPECT_EQ(page.next, "");
}

TEST_F(DossierListTest, GoesOldestFirst) {
  Add(3000, "C");
  Add(1000, "A");
  Add(2000, "B");
  EXPECT_THAT(ReadAll(1), ElementsAre("A", "B", "C"));
  EXPECT_THAT(ReadAll(2), ElementsAre("A", "B", "C"));
  EXPECT_THAT(ReadAll(3), ElementsAre("A", "B", "C"));
  EXPECT_THAT(ReadAll(50), ElementsAre("A", "B", "C"));
}

TEST_F(DossierListTest, PagesThroughDossiersOfOneInstant) {
  std::vector<std::string> codes;
  for (int i = 100; i < 150; ++i) {
    codes.push_back(Cat("X-", i));
    Add(i < 110 ? 1000 : 2000, codes.back());
  }
  for (int size : {1, 7, 10, 49, 50}) EXPECT_EQ(ReadAll(size), codes) << size;
}

TEST_F(DossierListTest, LosesNothingWhenMembersLeave) {
  for (const char* code : {"A", "B", "C", "D", "E"}) Add(1000, code);
  const CodePage first = Read("", 2);
  EXPECT_THAT(first.codes, ElementsAre("A", "B"));
  redis::Args remove;
  for (const char* word : {"ZREM", "list", "A", "B"}) remove.emplace_back(word);
  ASSERT_THAT(RunOn(io_, redis_.Call(std::move(remove))), IsOk());
  const CodePage second = Read(first.next, 2);
  EXPECT_THAT(second.codes, ElementsAre("C", "D"));
  EXPECT_THAT(Read(second.next, 2).codes, ElementsAre("E"));
}

TEST_F(DossierListTest, RefusesStrangePositions) {
  for (const char* bad : {"x", "12", "a/B", "12/b", "12/B/C", "12/"}) {
    EXPECT_THAT(RunOn(io_, ReadCodes(redis_, "list", bad, 10)),
                StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid))
        << bad;
  }
}

}  // namespace
}  // namespace motcua::intake
