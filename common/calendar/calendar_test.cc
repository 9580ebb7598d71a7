#include "common/calendar/calendar.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::calendar {
namespace {

// "2023-01-18 09:30" in Vietnam.
absl::Time T(const std::string& text) {
  absl::Time time;
  std::string error;
  EXPECT_TRUE(absl::ParseTime("%Y-%m-%d %H:%M:%E*S", text.size() > 16 ? text : text + ":00",
                              absl::FixedTimeZone(7 * 60 * 60), &time, &error))
      << error;
  return time;
}

std::string Show(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M", time, absl::FixedTimeZone(7 * 60 * 60));
}

// The real days off around Tết 2023, the swap of 29 April 2024, and two more.
Calendar MakeCalendar() {
  CalendarData data;
  for (int day = 20; day <= 26; ++day) {
    if (day == 21 || day == 22) continue;
    data.days[absl::CivilDay(2023, 1, day)] = {DayKind::kHoliday, "Tết Nguyên đán"};
  }
  data.days[absl::CivilDay(2023, 5, 1)] = {DayKind::kHoliday, "Ngày Quốc tế Lao động"};
  data.days[absl::CivilDay(2023, 5, 2)] = {DayKind::kCompensatory, "Giỗ Tổ Hùng Vương"};
  data.days[absl::CivilDay(2023, 5, 3)] = {DayKind::kCompensatory, "Ngày Chiến thắng"};
  data.days[absl::CivilDay(2024, 4, 29)] = {DayKind::kSwappedOff, "30/4 - 1/5/2024"};
  data.days[absl::CivilDay(2024, 4, 30)] = {DayKind::kHoliday, "Ngày Chiến thắng"};
  data.days[absl::CivilDay(2024, 5, 1)] = {DayKind::kHoliday, "Ngày Quốc tế Lao động"};
  data.days[absl::CivilDay(2024, 5, 4)] = {DayKind::kSwappedWorking, "30/4 - 1/5/2024"};
  return Calendar(std::move(data));
}

TEST(CalendarTest, WorkingDays) {
  const Calendar calendar = MakeCalendar();
  EXPECT_TRUE(calendar.IsWorkingDay(absl::CivilDay(2023, 1, 18)));
  EXPECT_FALSE(calendar.IsWorkingDay(absl::CivilDay(2023, 1, 14))) << "Saturday";
  EXPECT_FALSE(calendar.IsWorkingDay(absl::CivilDay(2023, 1, 20))) << "holiday";
  EXPECT_FALSE(calendar.IsWorkingDay(absl::CivilDay(2024, 4, 29))) << "swapped off";
  EXPECT_TRUE(calendar.IsWorkingDay(absl::CivilDay(2024, 5, 4))) << "Saturday worked instead";
  EXPECT_FALSE(calendar.IsWorkingDay(absl::CivilDay(2017, 12, 29))) << "before the calendar";
  EXPECT_FALSE(calendar.IsWorkingDay(absl::CivilDay(2046, 1, 1))) << "after the calendar";
}

struct DueCase {
  std::string name;
  std::string received;
  TimeLimit limit;
  std::string due;
};

class DueTest : public testing::TestWithParam<DueCase> {};

TEST_P(DueTest, IsAsTheRuleSays) {
  const DueCase& row = GetParam();
  EXPECT_EQ(Show(MakeCalendar().Due(T(row.received), row.limit)), row.due);
}

using enum LimitKind;
const DueCase kDueCases[] = {
    // BLDS 2015 Đ.147: the day of receipt is not counted.
    {"OneWorkingDay", "2023-01-09 09:00", {kWorkingDays, 1}, "2023-01-10 17:00"},
    {"BeforeOpening", "2023-01-09 05:00", {kWorkingDays, 1}, "2023-01-10 17:00"},
    {"WorkingDaysSkipTheWeekend", "2023-01-12 09:00", {kWorkingDays, 3}, "2023-01-17 17:00"},
    // BLLĐ 2019 Đ.111-112: holidays and the days in their place do not count.
    {"WorkingDaysSkipTet", "2023-01-18 09:00", {kWorkingDays, 2}, "2023-01-27 17:00"},
    {"WorkingDaysSkipCompensatory", "2023-04-28 09:00", {kWorkingDays, 1}, "2023-05-04 17:00"},
    {"SwappedDayOffDoesNotCount", "2024-04-26 09:00", {kWorkingDays, 1}, "2024-05-02 17:00"},
    {"WorkedSaturdayCounts", "2024-05-02 09:00", {kWorkingDays, 2}, "2024-05-04 17:00"},
    // NĐ 61/2018 Đ.18: after 15:00 means the next working day.
    {"AtFifteenSharp", "2023-01-09 15:00", {kWorkingDays, 1}, "2023-01-10 17:00"},
    {"JustAfterFifteen", "2023-01-09 15:00:00.000001", {kWorkingDays, 1}, "2023-01-11 17:00"},
    {"LateOnFriday", "2023-01-13 16:00", {kWorkingDays, 1}, "2023-01-17 17:00"},
    {"OnSaturday", "2023-01-14 09:00", {kWorkingDays, 1}, "2023-01-17 17:00"},
    {"DuringTet", "2023-01-23 09:00", {kWorkingDays, 1}, "2023-01-30 17:00"},
    // BLDS 2015 Đ.148(5): the last day is never a rest day; days between do count.
    {"CalendarDays", "2023-01-09 09:00", {kCalendarDays, 10}, "2023-01-19 17:00"},
    {"CalendarDaysEndOnSaturday", "2023-01-09 09:00", {kCalendarDays, 5}, "2023-01-16 17:00"},
    {"CalendarDaysEndInTet", "2023-01-09 09:00", {kCalendarDays, 12}, "2023-01-27 17:00"},
    {"CalendarDaysReceivedLate", "2023-01-09 15:30", {kCalendarDays, 3}, "2023-01-13 17:00"},
    // NĐ 23/2015 Đ.7: within the day, or the next if received after 15:00.
    {"SameDay", "2023-01-09 09:00", {kSameDay, 0}, "2023-01-09 17:00"},
    {"SameDayReceivedLate", "2023-01-13 15:01", {kSameDay, 0}, "2023-01-16 17:00"},
    // Office hours: the midday break and the night do not count.
    {"HoursOverMidday", "2023-01-09 10:30", {kWorkingHours, 4}, "2023-01-09 16:30"},
    {"HoursToClosing", "2023-01-09 14:00", {kWorkingHours, 3}, "2023-01-09 17:00"},
    {"HoursOverNight", "2023-01-09 14:00", {kWorkingHours, 4}, "2023-01-10 08:00"},
    {"HoursReceivedLate", "2023-01-13 16:00", {kWorkingHours, 2}, "2023-01-16 09:00"},
    {"HoursReceivedAtMidday", "2023-01-09 12:00", {kWorkingHours, 1}, "2023-01-09 14:30"},
    {"HoursReceivedBeforeOpening", "2023-01-09 05:00", {kWorkingHours, 1}, "2023-01-09 08:00"},
};
INSTANTIATE_TEST_SUITE_P(Rules, DueTest, testing::ValuesIn(kDueCases),
                         [](const auto& info) { return info.param.name; });

TEST(CalendarTest, NoLimitIsNeverDue) {
  EXPECT_EQ(MakeCalendar().Due(T("2023-01-09 09:00"), {kNone, 0}), absl::InfiniteFuture());
}

TEST(CalendarTest, DeadlinesBeyondTheCalendarAreInfinite) {
  const Calendar calendar = MakeCalendar();
  for (LimitKind kind : {kSameDay, kWorkingDays, kCalendarDays, kWorkingHours}) {
    EXPECT_EQ(calendar.Due(T("2046-02-01 09:00"), {kind, 3}), absl::InfiniteFuture());
    EXPECT_EQ(calendar.Due(absl::InfiniteFuture(), {kind, 3}), absl::InfiniteFuture());
  }
  EXPECT_EQ(calendar.Due(T("2045-12-29 09:00"), {kWorkingDays, 3}), absl::InfiniteFuture());
  EXPECT_EQ(calendar.Due(T("2045-12-29 09:00"), {kCalendarDays, 3000}), absl::InfiniteFuture());
  EXPECT_EQ(Show(calendar.Due(absl::InfinitePast(), {kSameDay, 0})), "2018-01-01 17:00");
}

TEST(CalendarTest, AddWorkingStopsAtClosingAndGoesBackToOpening) {
  const Calendar calendar = MakeCalendar();
  EXPECT_EQ(Show(calendar.AddWorking(T("2023-01-09 06:00"), 270)), "2023-01-09 11:30");
  EXPECT_EQ(Show(calendar.AddWorking(T("2023-01-09 06:00"), 480)), "2023-01-09 17:00");
  EXPECT_EQ(Show(calendar.AddWorking(T("2023-01-09 06:00"), 481)), "2023-01-10 07:01");
  EXPECT_EQ(Show(calendar.AddWorking(T("2023-01-09 17:00"), -210)), "2023-01-09 13:30");
  EXPECT_EQ(Show(calendar.AddWorking(T("2023-01-09 17:00"), -480)), "2023-01-09 07:00");
  EXPECT_EQ(calendar.AddWorking(T("2023-01-14 09:00"), 0), T("2023-01-14 09:00"));
  EXPECT_EQ(calendar.AddWorking(T("2023-01-14 09:00"), 1'000'000'000'000), absl::InfiniteFuture());
  EXPECT_EQ(calendar.AddWorking(T("2023-01-14 09:00"), -1'000'000'000'000), absl::InfinitePast());
}

TEST(CalendarTest, WorkingMinutesHaveASign) {
  const Calendar calendar = MakeCalendar();
  const absl::Time a = T("2023-01-13 16:00");
  const absl::Time b = T("2023-01-16 08:30");
  EXPECT_EQ(calendar.WorkingMinutesBetween(a, b), 150);
  EXPECT_EQ(calendar.WorkingMinutesBetween(b, a), -150);
  EXPECT_GT(calendar.WorkingMinutesBetween(absl::InfinitePast(), absl::InfiniteFuture()), 0);
}

TEST(CalendarTest, OfficeHoursAreData) {
  CalendarData data;
  data.sessions = {{8 * 60, 12 * 60}};
  const Calendar calendar(std::move(data));
  EXPECT_EQ(Show(calendar.Due(T("2023-01-09 09:00"), {kSameDay, 0})), "2023-01-09 12:00");
  EXPECT_EQ(calendar.WorkingMinutesBetween(T("2023-01-09 00:00"), T("2023-01-10 00:00")), 240);
}

std::vector<std::string> Lines(const std::vector<Interval>& intervals) {
  std::vector<std::string> lines;
  for (const Interval& i : intervals) {
    lines.push_back(Show(i.begin) + " " + Show(i.end).substr(5) + (i.counted ? " + " : " - ") +
                    i.reason);
    EXPECT_FALSE(i.rule.empty());
  }
  return lines;
}

TEST(CalendarTest, ExplainsOfficeTime) {
  EXPECT_THAT(Lines(MakeCalendar().Explain(T("2024-05-03 16:00"), T("2024-05-06 07:30"))),
              testing::ElementsAre("2024-05-03 16:00 05-03 17:00 + OFFICE_HOURS",
                                   "2024-05-03 17:00 05-04 07:00 - OUTSIDE_HOURS",
                                   "2024-05-04 07:00 05-04 11:30 + SWAPPED_WORKING",
                                   "2024-05-04 11:30 05-04 13:30 - OUTSIDE_HOURS",
                                   "2024-05-04 13:30 05-04 17:00 + SWAPPED_WORKING",
                                   "2024-05-04 17:00 05-05 00:00 - OUTSIDE_HOURS",
                                   "2024-05-05 00:00 05-06 00:00 - WEEKEND",
                                   "2024-05-06 00:00 05-06 07:00 - OUTSIDE_HOURS",
                                   "2024-05-06 07:00 05-06 07:30 + OFFICE_HOURS"));
}

TEST(CalendarTest, ExplainsWorkingDays) {
  EXPECT_THAT(Lines(MakeCalendar().ExplainDue(T("2023-04-27 15:30"), {kWorkingDays, 2})),
              testing::ElementsAre("2023-04-27 15:30 04-28 07:00 - RECEIVED_LATE",
                                   "2023-04-28 07:00 04-29 00:00 - RECEIPT_DAY",
                                   "2023-04-29 00:00 05-01 00:00 - WEEKEND",
                                   "2023-05-01 00:00 05-02 00:00 - HOLIDAY",
                                   "2023-05-02 00:00 05-03 00:00 - COMPENSATORY_DAY",
                                   "2023-05-03 00:00 05-04 00:00 - COMPENSATORY_DAY",
                                   "2023-05-04 00:00 05-05 17:00 + COUNTED_DAY"));
}

TEST(CalendarTest, ExplainsCalendarDays) {
  EXPECT_THAT(Lines(MakeCalendar().ExplainDue(T("2023-01-09 09:00"), {kCalendarDays, 5})),
              testing::ElementsAre("2023-01-09 09:00 01-10 00:00 - RECEIPT_DAY",
                                   "2023-01-10 00:00 01-15 00:00 + COUNTED_DAY",
                                   "2023-01-15 00:00 01-16 17:00 - MOVED_OFF_REST_DAY"));
}

TEST(CalendarTest, ExplainsSameDayAndHours) {
  const Calendar calendar = MakeCalendar();
  EXPECT_THAT(Lines(calendar.ExplainDue(T("2023-01-09 09:00"), {kSameDay, 0})),
              testing::ElementsAre("2023-01-09 09:00 01-09 17:00 + COUNTED_DAY"));
  EXPECT_THAT(Lines(calendar.ExplainDue(T("2023-01-09 16:00"), {kWorkingHours, 1})),
              testing::ElementsAre("2023-01-09 16:00 01-10 07:00 - RECEIVED_LATE",
                                   "2023-01-10 07:00 01-10 08:00 + OFFICE_HOURS"));
  EXPECT_TRUE(calendar.ExplainDue(T("2023-01-09 09:00"), {kNone, 0}).empty());
}

}  // namespace
}  // namespace motcua::calendar
