// The clock and the post between units: whether that time counts is the procedure's to say
// (TT 17/2017/TT-BTTTT Đ.7).
#include <random>
#include <utility>

#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/explain.h"
#include "services/routing/domain/steps.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;

const StepSpec kFirst = {1, kCounter, 200};
const StepSpec kByPost = {2, kDistrict, 600, true, true};
const StepSpec kLast = {3, kCounter, 200};

void Arrive(TestJourney& j, std::string_view unit) {
  j.Do([&](Turn& t) { PapersArrived(t, unit, j.calendar); });
}
absl::Time PromiseOf(const TestJourney& j) { return FromProto(j.journey.due_time()); }

TEST(PostStopTest, TheWayOfOriginalsStopsTheClockWhereTheProcedureSaysSo) {
  TestJourney j({kFirst, kByPost, kLast});  // until Monday 20 March, 17:00
  const absl::Time second_step = j.DueOf(1);
  j.now = Local(2023, 3, 7, 8, 0);
  j.Finish(0);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "papers_awaited", "clock_stopped"));
  EXPECT_EQ(j.last[2].clock_stopped().reason(), "POST");
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_AWAITING_POST);
  EXPECT_EQ(j.StateOf(1), STEP_STATE_AWAITING_PAPERS);
  EXPECT_EQ(NextTimer(j.journey, j.calendar), absl::InfiniteFuture());
  j.now = Local(2023, 3, 9, 8, 0);
  Arrive(j, kDistrict);
  EXPECT_THAT(j.Said(), ElementsAre("clock_resumed", "repromised", "queued"));
  EXPECT_EQ(j.last[1].repromised().reason(), "POST");
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 22, 17, 0)) << "two working days later";
  EXPECT_EQ(j.DueOf(1), j.calendar.AddWorking(second_step, 2 * 480));
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_RUNNING);
}

TEST(PostStopTest, WithoutThatRuleItCounts) {
  TestJourney j({kFirst, {2, kDistrict, 600, true, false}, kLast});
  j.Finish(0);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "papers_awaited"));
  EXPECT_TRUE(ClockRuns(j.journey));
  j.now = Local(2023, 3, 9, 8, 0);
  Arrive(j, kDistrict);
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 20, 17, 0));
}

TEST(PostStopTest, OnlyTheArrivalThereOrTheEndOfTheWayEndsIt) {
  TestJourney j({kFirst, kByPost, kLast});
  j.Finish(0);
  const auto resume = [&](std::string_view reason) {
    return j.Do([&](Turn& t) { return ResumeClock(t, reason, j.limit, j.calendar); });
  };
  EXPECT_FALSE(resume(kStopSupplement));
  EXPECT_FALSE(resume(kStopFee));
  EXPECT_FALSE(resume(kStopAuthority));
  Arrive(j, "000");
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_AWAITING_POST);
  j.now = Local(2023, 3, 8, 8, 0);
  j.Do([&](Turn& t) { PapersLost(t, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("clock_resumed", "repromised", "stuck"));
  EXPECT_TRUE(ClockRuns(j.journey)) << "to look for them is the office's own time";
  ASSERT_THAT(j.Do([](Turn& t) { return Requeue(t, 1); }), IsOk());
}

TEST(PostStopTest, TheClockRunsWhileAnotherStepOfTheStageIsWorkedOn) {
  TestJourney j({kFirst, {2, kDivision, 600}, {2, kDistrict, 600, true, true}, kLast});
  j.Finish(0);
  EXPECT_TRUE(ClockRuns(j.journey));
  j.now = Local(2023, 3, 7, 8, 0);
  j.Finish(1);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "clock_stopped"));
  j.now = Local(2023, 3, 8, 8, 0);
  Arrive(j, kDistrict);
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 21, 17, 0)) << "one working day";
}

TEST(PostStopTest, AWithdrawalEndsIt) {
  TestJourney j({kFirst, kByPost, kLast});
  j.Finish(0);
  j.Do([](Turn& t) { Withdraw(t); });
  EXPECT_EQ(LastingStop(j.journey), nullptr);
  Arrive(j, kDistrict);
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_WITHDRAWN);
}

TEST(PostStopTest, TheWayHomeIsPartOfNoLimit) {  // NĐ 61/2018 Đ.20: the limit ends with the result
  TestJourney j({{1, kCounter, 1000}}, {calendar::LimitKind::kWorkingDays, 10},
                type::v1::RETURN_METHOD_POST);
  j.Finish(0);
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_RESULT_READY);
  EXPECT_FALSE(ClockRuns(j.journey));
}

TEST(PostStopTest, IsExplainedWithItsRule) {
  TestJourney j({kFirst, kByPost, kLast});
  j.now = Local(2023, 3, 7, 8, 0);
  j.Finish(0);
  j.now = Local(2023, 3, 9, 8, 0);
  Arrive(j, kDistrict);
  const auto intervals = ExplainClock(j.journey, j.calendar, j.limit, j.now);
  const auto post = std::ranges::find(intervals, "POST", &calendar::Interval::reason);
  ASSERT_NE(post, intervals.end());
  EXPECT_EQ(post->begin, Local(2023, 3, 7, 8, 0));
  EXPECT_EQ(post->end, j.now);
  EXPECT_FALSE(post->counted);
  EXPECT_THAT(post->rule, testing::HasSubstr("TT 17/2017"));
  EXPECT_EQ(intervals.back().end, PromiseOf(j));
}

// A route of five stages by post, each on its way and then in work for so many minutes.
struct Leg {
  int way;
  int work;
};

TestJourney AfterLegs(const std::vector<Leg>& legs, bool post_stops) {
  std::vector<StepSpec> specs = {{1, kCounter, 200}};
  for (size_t i = 0; i < legs.size(); ++i) {
    specs.push_back({static_cast<int>(i) + 2, i % 2 == 0 ? kDistrict : kDivision, 200, true,
                     post_stops});
  }
  specs.push_back({static_cast<int>(legs.size()) + 2, kCounter, 200});
  TestJourney j(specs);
  j.Finish(0);
  for (size_t i = 0; i < legs.size(); ++i) {
    j.now += absl::Minutes(legs[i].way);
    Arrive(j, specs[i + 1].unit);
    j.now += absl::Minutes(legs[i].work);
    j.Finish(static_cast<int>(i) + 1);
  }
  return j;
}

std::vector<Leg> RandomLegs(std::mt19937& random) {
  std::vector<Leg> legs;
  for (int i = 0; i < 4; ++i) {
    legs.push_back({static_cast<int>(random() % 5000), static_cast<int>(random() % 2000)});
  }
  return legs;
}

TEST(PostStopsTest, AddUp) {
  const calendar::Calendar calendar;
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    const auto legs = RandomLegs(random);
    int64_t minutes = 0;
    absl::Time at = kMonday;
    for (const Leg& leg : legs) {
      minutes += calendar.WorkingMinutesBetween(at, at + absl::Minutes(leg.way));
      at += absl::Minutes(leg.way + leg.work);
    }
    const absl::Time counted = PromiseOf(AfterLegs(legs, false));
    EXPECT_EQ(counted, Local(2023, 3, 20, 17, 0));
    EXPECT_EQ(PromiseOf(AfterLegs(legs, true)), calendar.AddWorking(counted, minutes)) << seed;
  }
}

// The last way: a longer one before it shifts what follows, perhaps onto days of rest.
TEST(PostStopsTest, ALongerWayNeverMakesAnEarlierPromise) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    auto legs = RandomLegs(random);
    const absl::Time shorter = PromiseOf(AfterLegs(legs, true));
    EXPECT_GE(shorter, PromiseOf(AfterLegs(legs, false))) << seed;
    legs.back().way += static_cast<int>(random() % 3000);
    EXPECT_GE(PromiseOf(AfterLegs(legs, true)), shorter) << seed;
  }
}

}  // namespace
}  // namespace motcua::routing
