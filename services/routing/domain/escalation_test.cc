#include "services/routing/domain/escalation.h"

#include <random>
#include <set>
#include <utility>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

constexpr calendar::TimeLimit kTenDays{calendar::LimitKind::kWorkingDays, 10};

TestJourney WithLadder(calendar::TimeLimit limit, std::string ladder = kDefaultLadder) {
  return TestJourney({{1, kCounter, 200}, {2, kDistrict, 800}}, limit,
                     type::v1::RETURN_METHOD_COUNTER, *ParseLadder(ladder));
}

void Fire(TestJourney& j) {
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
}

// The rungs the last turn told.
std::vector<int> Rungs(const TestJourney& j) {
  std::vector<int> rungs;
  for (const Event& event : j.last) {
    if (event.has_escalated()) rungs.push_back(event.escalated().rung());
  }
  return rungs;
}

TEST(ParseLadderTest, ReadsRungs) {
  const auto ladder = ParseLadder(kDefaultLadder);
  ASSERT_THAT(ladder, IsOk());
  ASSERT_EQ(ladder->size(), 6u);
  EXPECT_EQ(ladder->front().working_days(), -2);
  EXPECT_EQ(ladder->front().level(), ESCALATION_LEVEL_OFFICER);
  EXPECT_EQ(ladder->back().working_days(), 5);
  EXPECT_EQ(ladder->back().level(), ESCALATION_LEVEL_CHAIRMAN);
  EXPECT_THAT(*ParseLadder(""), IsEmpty());
}

TEST(ParseLadderTest, RefusesWhatIsNoLadder) {
  for (const char* text : {"1", "1:", ":officer", "1:boss", "2:officer,1:chairman",
                           "1:officer,1:chairman", "251:chairman", "1:officer,", "x:officer"}) {
    EXPECT_THAT(ParseLadder(text), StatusIs(absl::StatusCode::kInvalidArgument, kSettingInvalid))
        << text;
  }
}

TEST(LadderTest, EachRungIsToldOnceAtItsInstant) {
  TestJourney j = WithLadder(kTenDays);  // until Monday 20 March, 17:00
  const std::vector<std::pair<int, absl::Time>> expected = {
      {-2, Local(2023, 3, 17, 7, 0)},  {-1, Local(2023, 3, 20, 7, 0)},
      {0, Local(2023, 3, 20, 17, 0)},  {1, Local(2023, 3, 21, 17, 0)},
      {3, Local(2023, 3, 23, 17, 0)},  {5, Local(2023, 3, 27, 17, 0)}};
  for (const auto& [rung, instant] : expected) {
    j.now = instant - absl::Microseconds(1);
    Fire(j);
    EXPECT_THAT(Rungs(j), IsEmpty()) << rung;
    EXPECT_LE(NextTimer(j.journey, j.calendar), instant);
    j.now = instant;
    Fire(j);
    EXPECT_THAT(Rungs(j), ElementsAre(rung));
    Fire(j);
    EXPECT_THAT(j.Said(), IsEmpty()) << "once";
  }
  EXPECT_EQ(NextTimer(j.journey, j.calendar), absl::InfiniteFuture());
}

TEST(LadderTest, SaysWhoAndWhereAndOfWhichPromise) {
  TestJourney j = WithLadder(kTenDays, "0:chairman");
  j.Finish(0);
  j.now = FromProto(j.journey.due_time());
  Fire(j);
  const Event& event = j.last.back();
  EXPECT_EQ(event.unit_code(), kDistrict);
  EXPECT_EQ(event.escalated().level(), ESCALATION_LEVEL_CHAIRMAN);
  EXPECT_THAT(event.escalated().due_time(), EqualsProto(j.journey.due_time()));
}

TEST(LadderTest, OfAShortLimitOnlyWhatLiesAheadIsTold) {
  TestJourney j = WithLadder({calendar::LimitKind::kSameDay, 0});
  Fire(j);
  EXPECT_THAT(Rungs(j), IsEmpty());
  j.now = FromProto(j.journey.due_time());
  Fire(j);
  EXPECT_THAT(Rungs(j), ElementsAre(0));
}

TEST(LadderTest, AfterAnOutageEveryRungIsToldInOrder) {
  TestJourney j = WithLadder(kTenDays);
  j.now = Local(2023, 3, 22, 8, 0);
  Fire(j);
  EXPECT_THAT(Rungs(j), ElementsAre(-2, -1, 0, 1));
}

TEST(LadderTest, WithoutALimitThereIsNone) {
  TestJourney j = WithLadder({calendar::LimitKind::kNone, 0});
  EXPECT_THAT(j.journey.escalation(), IsEmpty());
}

TEST(LadderTest, EndsWithTheWork) {
  TestJourney j = WithLadder(kTenDays);
  j.Finish(0);
  j.Finish(1);
  EXPECT_EQ(NextTimer(j.journey, j.calendar), absl::InfiniteFuture());
  j.now = Local(2023, 4, 20);
  Fire(j);
  EXPECT_THAT(j.Said(), IsEmpty());
}

TEST(LadderTest, ANewPromiseRearmsTheRungsAheadAlone) {
  TestJourney j = WithLadder(kTenDays);
  j.now = Local(2023, 3, 20, 7, 0);
  Fire(j);
  EXPECT_THAT(Rungs(j), ElementsAre(-2, -1));
  // One day more: two days before the new promise is now, one day before it lies ahead.
  ASSERT_THAT(j.DoApologise(Local(2023, 3, 21, 17, 0)), IsOk());
  Fire(j);
  EXPECT_THAT(Rungs(j), IsEmpty());
  j.now = Local(2023, 3, 21, 7, 0);
  Fire(j);
  EXPECT_THAT(Rungs(j), ElementsAre(-1));
  j.now = Local(2023, 3, 21, 17, 0);
  Fire(j);
  EXPECT_THAT(Rungs(j), ElementsAre(0));
}

// Whatever happens when: no rung is told twice of a promise, and none before its instant.
TEST(LadderTest, NothingIsToldTwice) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    TestJourney j = WithLadder({calendar::LimitKind::kWorkingDays, 1 + static_cast<int>(seed % 12)});
    std::set<std::pair<int, absl::Time>> told;
    for (int turn = 0; turn < 200; ++turn) {
      j.now += absl::Minutes(random() % 400);
      Fire(j);
      for (const Event& event : j.last) {
        if (!event.has_escalated()) continue;
        const absl::Time due = FromProto(event.escalated().due_time());
        EXPECT_TRUE(told.emplace(event.escalated().rung(), due).second) << seed;
        EXPECT_EQ(due, FromProto(j.journey.due_time())) << seed;
        EXPECT_LE(j.calendar.AddWorking(due, 480 * event.escalated().rung()), j.now) << seed;
      }
      if (random() % 20 == 0) {
        (void)j.DoApologise(FromProto(j.journey.due_time()) + absl::Hours(24 * (random() % 3)));
      }
      if (random() % 20 == 0 && j.DoClaim(0).ok()) {
        if (!j.DoHandBack(0).ok()) (void)j.Do([](Turn& t) { return Release(t, 0, "token", ""); });
      }
      if (random() % 5 == 0) j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
    }
  }
}

}  // namespace
}  // namespace motcua::routing
