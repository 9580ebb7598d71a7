#include "services/routing/domain/calendar_change.h"

#include <random>
#include <utility>

#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/explain.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<StepSpec> kSteps = {{1, kCounter, 200}, {2, kDistrict, 600}, {3, kCounter, 200}};

calendar::Calendar WithDays(
    const std::vector<std::pair<absl::CivilDay, calendar::DayKind>>& days) {
  calendar::CalendarData data;
  for (const auto& [day, kind] : days) data.days[day] = {kind, "Theo thông báo"};
  return calendar::Calendar(std::move(data));
}
calendar::Calendar Holiday(int month, int day) {
  return WithDays({{absl::CivilDay(2023, month, day), calendar::DayKind::kHoliday}});
}

void Change(TestJourney& j, const calendar::Calendar& to) {
  j.calendar = to;
  j.Do([&](Turn& t) { Reckon(t, j.limit, j.calendar); });
}
absl::Time PromiseOf(const TestJourney& j) { return FromProto(j.journey.due_time()); }

TEST(CalendarChangeTest, ADayOffMovesThePromiseAndTheStepsThatAreLeft) {  // BLLĐ 2019 Đ.112
  TestJourney j(kSteps);  // until Monday 20 March, 17:00
  j.Finish(0);
  const absl::Time done = j.DueOf(0);
  const absl::Time second = j.DueOf(1);
  Change(j, Holiday(3, 9));
  EXPECT_THAT(j.Said(), ElementsAre("repromised"));
  EXPECT_EQ(j.last[0].repromised().reason(), "CALENDAR");
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 21, 17, 0));
  EXPECT_EQ(FromProto(j.journey.calendar_move().old_due_time()), Local(2023, 3, 20, 17, 0));
  EXPECT_EQ(FromProto(j.journey.first_due_time()), Local(2023, 3, 20, 17, 0)) << "on the receipt";
  EXPECT_EQ(j.journey.apology_count(), 0);
  EXPECT_EQ(j.DueOf(0), done);
  EXPECT_EQ(j.DueOf(1), second + absl::Hours(24));
  EXPECT_EQ(j.DueOf(2), PromiseOf(j));
}

TEST(CalendarChangeTest, ASecondTimeNothingHappens) {
  TestJourney j(kSteps);
  Change(j, Holiday(3, 9));
  const Journey once = j.journey;
  Change(j, Holiday(3, 9));
  EXPECT_THAT(j.Said(), IsEmpty());
  EXPECT_FALSE(j.touched);
  EXPECT_THAT(j.journey, EqualsProto(once));
}

TEST(CalendarChangeTest, APromiseGivenIsNeverMadeEarlier) {
  TestJourney j(kSteps);
  const absl::Time promise = PromiseOf(j);
  const Journey before = j.journey;
  Change(j, WithDays({{absl::CivilDay(2023, 3, 11), calendar::DayKind::kSwappedWorking}}));
  EXPECT_THAT(j.Said(), IsEmpty());
  EXPECT_TRUE(j.touched) << "the journey keeps by which calendar it is reckoned";
  EXPECT_EQ(PromiseOf(j), promise);
  for (int i = 0; i < 3; ++i) {
    EXPECT_GE(j.DueOf(i), FromProto(before.steps(i).due_time()));
  }
  const auto intervals = ExplainClock(j.journey, j.calendar, j.limit, j.now);
  EXPECT_EQ(intervals.back().reason, "PROMISE_STANDS");
  EXPECT_EQ(intervals.back().end, promise);
}

TEST(CalendarChangeTest, ADayOffOutsideTheLimitMovesNothing) {
  TestJourney j(kSteps);
  Change(j, Holiday(3, 28));
  EXPECT_THAT(j.Said(), IsEmpty());
  EXPECT_FALSE(j.journey.has_calendar_move());
}

TEST(CalendarChangeTest, CalendarDaysEndOnTheNextWorkingDay) {  // BLDS 2015 Đ.148(5)
  TestJourney j(kSteps, {calendar::LimitKind::kCalendarDays, 10});  // until Thursday 16 March
  ASSERT_EQ(PromiseOf(j), Local(2023, 3, 16, 17, 0));
  Change(j, Holiday(3, 9));
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 16, 17, 0)) << "a day off counts among calendar days";
  Change(j, WithDays({{absl::CivilDay(2023, 3, 16), calendar::DayKind::kHoliday},
                      {absl::CivilDay(2023, 3, 17), calendar::DayKind::kHoliday}}));
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 20, 17, 0));
}

TEST(CalendarChangeTest, APromiseOfAnApologyOnlyLeavesARestDay) {  // NĐ 61/2018 Đ.19(9)
  TestJourney j(kSteps);
  ASSERT_THAT(j.DoApologise(Local(2023, 3, 28, 16, 0)), IsOk());
  Change(j, Holiday(3, 9));
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 28, 16, 0));
  Change(j, Holiday(3, 28));
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 29, 17, 0));
  EXPECT_EQ(j.DueOf(2), PromiseOf(j));
  EXPECT_EQ(j.journey.apology_count(), 1);
}

TEST(CalendarChangeTest, PausesAreReckonedByTheNewCalendar) {
  TestJourney j(kSteps);
  j.now = Local(2023, 3, 7, 8, 0);
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.Do([](Turn& t) { return AskFee(t, 0, "token", "Phí"); }), IsOk());
  j.now = Local(2023, 3, 10, 8, 0);  // three working days, later two
  j.Do([&](Turn& t) { FeePaid(t, j.limit, j.calendar); });
  ASSERT_EQ(PromiseOf(j), Local(2023, 3, 23, 17, 0));
  Change(j, Holiday(3, 9));
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 23, 17, 0))
      << "a day later for the limit, a day less of pause";
}

TEST(CalendarChangeTest, NoAlertIsToldTwice) {
  TestJourney j({{1, kCounter, 1000}}, {calendar::LimitKind::kWorkingDays, 10},
                type::v1::RETURN_METHOD_COUNTER, *ParseLadder("-2:officer,0:unit-head,1:chairman"));
  std::vector<std::string> told;
  const auto fire_until = [&](absl::Time end) {
    for (; j.now < end; j.now += absl::Hours(1)) {
      j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
      for (const std::string& word : j.Said()) told.push_back(word);
    }
  };
  fire_until(Local(2023, 3, 17, 12, 0));
  EXPECT_THAT(told, ElementsAre("escalated")) << "two working days before Monday, 17:00";
  // Monday and Tuesday are declared free: that rung's instant lies ahead again.
  Change(j, WithDays({{absl::CivilDay(2023, 3, 20), calendar::DayKind::kHoliday},
                      {absl::CivilDay(2023, 3, 21), calendar::DayKind::kHoliday}}));
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 22, 17, 0));
  fire_until(Local(2023, 4, 3, 8, 0));
  EXPECT_THAT(told, ElementsAre("escalated", "promise_near", "step_overdue", "dossier_overdue",
                                "escalated", "escalated"));
}

TEST(CalendarChangeTest, WhatHasItsResultIsLeftAlone) {
  TestJourney j({{1, kCounter, 1000}});
  j.Finish(0);
  Change(j, Holiday(3, 9));
  EXPECT_FALSE(j.touched);
}

// Any change of days: never earlier, monotone in the days off, and as if the journey had begun by
// the later calendar.
TEST(CalendarChangesTest, MoreDaysOffNeverMakeAnEarlierPromise) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    std::mt19937 random(seed);
    std::vector<std::pair<absl::CivilDay, calendar::DayKind>> days;
    absl::Time last = absl::InfinitePast();
    TestJourney j(kSteps, {random() % 2 == 0 ? calendar::LimitKind::kWorkingDays
                                             : calendar::LimitKind::kCalendarDays,
                           static_cast<int>(random() % 20) + 1});
    for (int i = 0; i < 5; ++i) {
      days.emplace_back(absl::CivilDay(2023, 3, 7) + static_cast<int>(random() % 30),
                        calendar::DayKind::kHoliday);
      Change(j, WithDays(days));
      EXPECT_GE(PromiseOf(j), last) << seed;
      EXPECT_EQ(PromiseOf(j), j.calendar.Due(kMonday, j.limit)) << seed;
      EXPECT_EQ(j.DueOf(2), PromiseOf(j)) << seed;
      last = PromiseOf(j);
    }
  }
}

}  // namespace
}  // namespace motcua::routing
