#include "services/reporting/domain/report_days.h"

#include <map>
#include <random>

#include "common/testing/matchers.h"
#include "services/reporting/domain/report.h"

namespace motcua::reporting {
namespace {

TEST(ReportDaysTest, ReadsAndWritesDays) {
  EXPECT_EQ(*ParseDay("1970-01-01"), 0);
  EXPECT_EQ(*ParseDay("2023-01-02"), LocalDay(1672592400000000));
  EXPECT_EQ(DayText(*ParseDay("2024-02-29")), "2024-02-29");
  EXPECT_EQ(DayText(kNoDay), "");
  for (const char* wrong : {"", "2023-02-30", "2023-2-3", "1969-12-31", "2023-01-02x", "today"}) {
    EXPECT_FALSE(ParseDay(wrong).ok()) << wrong;
  }
}

TEST(ReportDaysTest, ADayBeginsAtLocalMidnight) {
  const int64_t day = *ParseDay("2023-01-02");
  EXPECT_EQ(BeginOfDay(day), 1672592400000000);
  EXPECT_EQ(LocalDay(BeginOfDay(day)), day);
  EXPECT_EQ(LocalDay(BeginOfDay(day) - 1), day - 1);
}

TEST(ReportDaysTest, AMonthHasTwoHalves) {
  EXPECT_EQ(HalfOf(*ParseDay("1970-01-14")), 0);
  EXPECT_EQ(HalfOf(*ParseDay("1970-01-15")), 1);
  EXPECT_EQ(HalfOf(*ParseDay("1970-01-31")), 1);
  EXPECT_EQ(HalfOf(*ParseDay("1970-02-01")), 2);
  for (int64_t half = 0; half < 2400; ++half) {
    EXPECT_EQ(HalfOf(FirstDayOfHalf(half)), half);
    EXPECT_EQ(HalfOf(FirstDayOfHalf(half) - 1), half - 1) << half;
  }
}

// The day a slot begins at, and the day after it.
DayPeriod DaysOf(Grain grain, int64_t number) {
  switch (grain) {
    case Grain::kYear:
      return {FirstDayOfYear(number), FirstDayOfYear(number + 1)};
    case Grain::kHalf:
      return {FirstDayOfHalf(number), FirstDayOfHalf(number + 1)};
    default:
      return {number, number + 1};
  }
}

// An opening after every day of these tests.
constexpr int64_t kAllClosed = 100000;

// How often each day lies in the slots.
std::map<int64_t, int> Cover(const std::vector<SlotRange>& slots, int* count) {
  std::map<int64_t, int> days;
  for (const SlotRange& range : slots) {
    for (int64_t slot = range.first; slot <= range.last; ++slot, ++*count) {
      const auto grain = static_cast<Grain>(slot / 100000000 % 10);
      const DayPeriod held = DaysOf(grain, slot % 100000000);
      for (int64_t day = held.begin; day < held.end; ++day) ++days[day];
    }
  }
  return days;
}

TEST(ReportDaysTest, SlotsHoldEachDayOfAPeriodOnce) {
  std::mt19937 random(5);
  for (int i = 0; i < 500; ++i) {
    const int64_t begin = 19000 + static_cast<int64_t>(random() % 1200);
    const DayPeriod period{begin, begin + static_cast<int64_t>(random() % 1200)};
    int count = 0;
    const auto days = Cover(FlowSlots(3, period, kAllClosed), &count);
    ASSERT_EQ(static_cast<int64_t>(days.size()), period.end - period.begin);
    for (const auto& [day, times] : days) ASSERT_TRUE(period.Holds(day) && times == 1);
    EXPECT_LE(count, 2 * (17 + 24) + 4);
    const int64_t opening = HalfOf(begin - 40 + static_cast<int64_t>(random() % 1200));
    for (const int64_t open : {opening, kNoOpening}) {
      EXPECT_EQ(Cover(FlowSlots(3, period, open), &count), days);
    }
  }
}

TEST(ReportDaysTest, WhatIsNotClosedIsReadByDay) {
  const int64_t march = HalfOf(*ParseDay("2023-03-01"));
  const DayPeriod year{*ParseDay("2023-01-01"), *ParseDay("2024-01-01")};
  const auto slots = FlowSlots(1, year, march);
  ASSERT_EQ(slots.size(), 2u);
  EXPECT_EQ(slots[0],
            (SlotRange{SlotOf(1, Grain::kHalf, march - 4), SlotOf(1, Grain::kHalf, march - 1)}));
  EXPECT_EQ(slots[1], (SlotRange{SlotOf(1, Grain::kDay, *ParseDay("2023-03-01")),
                                 SlotOf(1, Grain::kDay, *ParseDay("2023-12-31"))}));
  EXPECT_FALSE(IsClosedYear(2022, march - 5));
  EXPECT_TRUE(IsClosedYear(2022, march - 4));
  EXPECT_FALSE(IsClosedYear(2023, march));
  EXPECT_FALSE(IsClosedYear(1960, kNoOpening));
}

TEST(ReportDaysTest, PeriodsOfFormsAreFewSlots) {
  const auto count = [](const char* first, const char* end) {
    int slots = 0;
    Cover(FlowSlots(1, {*ParseDay(first), *ParseDay(end)}, kAllClosed), &slots);
    return slots;
  };
  EXPECT_EQ(count("2023-01-01", "2024-01-01"), 1);
  EXPECT_EQ(count("2023-03-01", "2023-04-01"), 2);
  EXPECT_EQ(count("2023-01-01", "2023-04-01"), 6);
  EXPECT_EQ(count("2022-12-15", "2023-03-15"), 6);  // a quarter of NĐ 09/2019 Đ.12
  EXPECT_EQ(count("2022-12-15", "2023-12-15"), 24);
  EXPECT_EQ(count("2023-05-08", "2023-05-15"), 7);
  EXPECT_EQ(count("2023-05-08", "2023-05-08"), 0);
}

}  // namespace
}  // namespace motcua::reporting
