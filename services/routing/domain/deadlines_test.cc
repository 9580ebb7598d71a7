#include "services/routing/domain/deadlines.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/domain/explain.h"
#include "services/routing/domain/stops.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using calendar::LimitKind;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr calendar::TimeLimit kTenDays{LimitKind::kWorkingDays, 10};

TEST(ShareOutTimeTest, TenWorkingDaysEndTenWorkingDaysLater) {
  // NĐ 61/2018 Đ.18 with BLDS 2015 Đ.147: the day of receipt is not counted.
  TestJourney j({{1, kCounter, 1000}}, kTenDays);
  EXPECT_EQ(FromProto(j.journey.due_time()), Local(2023, 3, 20, 17, 0));
  EXPECT_EQ(j.DueOf(0), Local(2023, 3, 20, 17, 0));
}

TEST(ShareOutTimeTest, StagesShareTheOfficeTimeOneAfterAnother) {
  TestJourney j({{1, kCounter, 100}, {2, kDistrict, 700}, {3, kCounter, 200}},
                {LimitKind::kWorkingHours, 10});
  // 10 hours from Monday 08:00: 3.5 h + 3.5 h + 3 h = Tuesday 10:00.
  EXPECT_EQ(j.DueOf(0), Local(2023, 3, 6, 9, 0));
  EXPECT_EQ(j.DueOf(1), Local(2023, 3, 7, 8, 0));
  EXPECT_EQ(j.DueOf(2), Local(2023, 3, 7, 10, 0));
}

TEST(ShareOutTimeTest, ParallelStepsBeginTogetherAndTheLongestDecides) {
  TestJourney j({{1, kCounter, 100}, {2, kDistrict, 200}, {2, kDivision, 600}, {3, kCounter, 300}},
                {LimitKind::kWorkingHours, 10});
  EXPECT_EQ(j.DueOf(1), Local(2023, 3, 6, 11, 0));  // 1 h + 2 h
  EXPECT_EQ(j.DueOf(2), Local(2023, 3, 6, 17, 0));  // 1 h + 6 h
  EXPECT_EQ(j.DueOf(3), Local(2023, 3, 7, 10, 0));
}

TEST(ShareOutTimeTest, WithoutALimitNothingIsDue) {
  TestJourney j({{1, kCounter, 1000}}, {LimitKind::kNone, 0});
  EXPECT_FALSE(j.journey.has_due_time());
  EXPECT_FALSE(j.journey.steps(0).has_due_time());
  EXPECT_EQ(NextTimer(j.journey, j.calendar), absl::InfiniteFuture());
}

TEST(TimersTest, EachInstantIsToldOnceInOrder) {
  TestJourney j({{1, kCounter, 500}, {2, kDistrict, 500}}, kTenDays);
  auto fire = [&] { j.Do([&](Turn& t) { FireTimers(t, j.calendar); }); };
  j.now = NextTimer(j.journey, j.calendar) - absl::Microseconds(1);
  fire();
  EXPECT_THAT(j.Said(), IsEmpty());

  j.now = NextTimer(j.journey, j.calendar);
  EXPECT_EQ(j.now, j.DueOf(0));
  fire();
  EXPECT_THAT(j.Said(), ElementsAre("step_overdue"));
  fire();
  EXPECT_THAT(j.Said(), IsEmpty());

  // One working day before Monday 20 March, 17:00.
  j.now = NextTimer(j.journey, j.calendar);
  EXPECT_EQ(j.now, Local(2023, 3, 20, 7, 0));
  fire();
  EXPECT_THAT(j.Said(), ElementsAre("promise_near"));

  j.now = NextTimer(j.journey, j.calendar);
  EXPECT_EQ(j.now, Local(2023, 3, 20, 17, 0));
  fire();
  EXPECT_THAT(j.Said(), ElementsAre("dossier_overdue"));
  EXPECT_EQ(NextTimer(j.journey, j.calendar), absl::InfiniteFuture());
}

TEST(TimersTest, APassedPromiseIsNotNear) {
  TestJourney j({{1, kCounter, 1000}}, kTenDays);
  j.now = Local(2023, 4, 3);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("step_overdue", "dossier_overdue"));
}

TEST(TimersTest, AShortLimitIsNeverNear) {
  TestJourney j({{1, kCounter, 1000}}, {LimitKind::kSameDay, 0});
  EXPECT_EQ(NextTimer(j.journey, j.calendar), Local(2023, 3, 6, 17, 0));
}

TEST(TimersTest, AStepOpenedAfterItsDueTimeIsToldAtOnce) {
  TestJourney j({{1, kCounter, 100}, {2, kDistrict, 100}, {3, kCounter, 800}}, kTenDays);
  j.now = Local(2023, 3, 10, 8, 0);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  j.Finish(0);
  EXPECT_LE(NextTimer(j.journey, j.calendar), j.now);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("step_overdue"));
}

TEST(TimersTest, NothingIsToldWhileTheClockIsStopped) {
  TestJourney j({{1, kCounter, 1000}}, kTenDays);
  ASSERT_TRUE(j.DoClaim(0).ok());
  ASSERT_TRUE(j.DoHandBack(0).ok());
  EXPECT_EQ(NextTimer(j.journey, j.calendar), absl::InfiniteFuture());
  j.now = Local(2023, 5, 1);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), IsEmpty());
}

TEST(TimersTest, NothingIsToldOnceTheResultIsReady) {
  TestJourney j({{1, kCounter, 1000}}, kTenDays);
  j.Finish(0);
  EXPECT_EQ(NextTimer(j.journey, j.calendar), absl::InfiniteFuture());
}

TEST(ExplainClockTest, CoversTheLimitWithoutGaps) {
  TestJourney j({{1, kCounter, 1000}}, kTenDays);
  const auto intervals = ExplainClock(j.journey, j.calendar, j.limit, j.now);
  ASSERT_FALSE(intervals.empty());
  EXPECT_EQ(intervals.front().begin, kMonday);
  EXPECT_EQ(intervals.back().end, Local(2023, 3, 20, 17, 0));
  for (size_t i = 1; i < intervals.size(); ++i) {
    EXPECT_EQ(intervals[i].begin, intervals[i - 1].end);
  }
}

TEST(ExplainClockTest, AStopIsNotCounted) {
  TestJourney j({{1, kCounter, 1000}}, kTenDays);
  j.now = Local(2023, 3, 8, 9, 0);
  ASSERT_TRUE(j.DoClaim(0).ok());
  ASSERT_TRUE(j.DoHandBack(0).ok());
  j.now = Local(2023, 4, 8, 9, 0);
  const auto intervals = ExplainClock(j.journey, j.calendar, j.limit, j.now);
  ASSERT_GE(intervals.size(), 2u);
  EXPECT_EQ(intervals.back().reason, kStopSupplement);
  EXPECT_FALSE(intervals.back().counted);
  EXPECT_EQ(intervals.back().begin, Local(2023, 3, 8, 9, 0));
  EXPECT_EQ(intervals.back().end, j.now);
  EXPECT_EQ(intervals[intervals.size() - 2].end, intervals.back().begin);
}

TEST(ExplainClockTest, WithoutAPromiseThereIsNothingToExplain) {
  TestJourney j({{1, kCounter, 1000}}, {LimitKind::kNone, 0});
  EXPECT_THAT(ExplainClock(j.journey, j.calendar, j.limit, j.now), IsEmpty());
}

}  // namespace
}  // namespace motcua::routing
