#include "services/postal/store/quarantine.h"

#include <set>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"

namespace motcua::postal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

v1::QuarantinedRecord RecordOf(const std::string& text, const std::string& carrier = "ems") {
  v1::QuarantinedRecord record;
  record.set_carrier(carrier);
  record.set_record(text);
  record.set_reason(v1::QUARANTINE_REASON_CODE);
  record.set_reporter("vnpost");
  return record;
}

class QuarantineTest : public testing::Test {
 protected:
  QuarantineTest() { Server().Flush(); }
  static RedisServer& Server() {
    static auto* server = new RedisServer();
    return *server;
  }

  absl::Status Add(std::vector<v1::QuarantinedRecord> records, absl::Time now = kNow) {
    return RunOn(io, quarantine.Add(std::move(records), now));
  }
  absl::StatusOr<Quarantine::Page> Read(int size, std::string token = "") {
    return RunOn(io, quarantine.Read("ems", size, std::move(token)));
  }
  static std::vector<std::string> TextsOf(const Quarantine::Page& page) {
    std::vector<std::string> texts;
    for (const auto& entry : page.entries) texts.push_back(entry.record.record());
    return texts;
  }

  asio::io_context io;
  redis::Client redis{io, {.address = Server().address(), .connections = 1}};
  store::Committer committer{redis, store::Keys("t")};
  Quarantine quarantine{committer};
};

TEST_F(QuarantineTest, ARecordThatComesAgainIsThereOnceSinceItsFirstTime) {
  EXPECT_THAT(Add({RecordOf("a")}), IsOk());
  EXPECT_THAT(Add({RecordOf("a"), RecordOf("b")}, kNow + absl::Hours(1)), IsOk());
  const auto page = Read(10);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(TextsOf(*page), ElementsAre("a", "b"));
  EXPECT_EQ(page->entries[0].record.receive_time().seconds(), absl::ToUnixSeconds(kNow));
  EXPECT_EQ(page->entries[0].record.id(), QuarantineId("a"));
  const auto fill = RunOn(io, quarantine.Count("ems"));
  EXPECT_EQ(fill->records, 2);
  EXPECT_EQ(fill->oldest, kNow);
}

TEST_F(QuarantineTest, PagesShowEachRecordOnceThoughAllCameAtOnce) {
  std::vector<v1::QuarantinedRecord> records;
  for (int i = 0; i < 25; ++i) records.push_back(RecordOf(Cat("r", i)));
  EXPECT_THAT(Add(records), IsOk());
  std::vector<std::string> seen;
  std::string token;
  do {
    const auto page = Read(10, token);
    ASSERT_THAT(page, IsOk());
    for (const std::string& text : TextsOf(*page)) seen.push_back(text);
    token = page->next_token;
  } while (!token.empty());
  EXPECT_EQ(seen.size(), 25u);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 25u);
}

TEST_F(QuarantineTest, ATokenGoesOnAfterWhatIsLeftOfAPage) {
  std::vector<v1::QuarantinedRecord> records;
  for (char c : {'a', 'b', 'c', 'd', 'e'}) records.push_back(RecordOf(std::string(1, c)));
  EXPECT_THAT(Add(records), IsOk());
  const auto first = Read(2);
  ASSERT_THAT(first, IsOk());
  const std::vector<Quarantine::Entry> left = {first->entries[1]};
  EXPECT_THAT(RunOn(io, quarantine.Remove("ems", {first->entries[0].member})), IsOkAndHolds(1));
  const auto second = Read(2, Quarantine::TokenAfter(first->entries, left, ""));
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(TextsOf(*second), ElementsAre("c", "d"));
}

TEST_F(QuarantineTest, WhatNobodySettledIsDroppedByItsAge) {
  EXPECT_THAT(Add({RecordOf("old")}), IsOk());
  EXPECT_THAT(RunOn(io, quarantine.Add({RecordOf("new")}, kNow + absl::Hours(1))), IsOk());
  EXPECT_THAT(RunOn(io, quarantine.DropOld("ems", kNow)), IsOkAndHolds(0));
  EXPECT_THAT(RunOn(io, quarantine.DropOld("ems", kNow + absl::Hours(1))), IsOkAndHolds(1));
  EXPECT_THAT(TextsOf(*Read(10)), ElementsAre("new"));
}

TEST_F(QuarantineTest, CarriersAreApart) {
  EXPECT_THAT(Add({RecordOf("a", "vnpost-hcc")}), IsOk());
  EXPECT_THAT(TextsOf(*Read(10)), IsEmpty());
}

TEST_F(QuarantineTest, RefusesATokenOfAnotherList) {
  for (const char* token : {"x", "1", "1:x", "1:-1", "1:2:3"}) {
    EXPECT_THAT(Read(10, token), StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid));
  }
}

}  // namespace
}  // namespace motcua::postal
