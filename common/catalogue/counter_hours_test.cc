#include "common/catalogue/counter_hours.h"

#include "common/base/clock.h"
#include "common/base/strings.h"
#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kSaturdays[] = R"(saturday_counters {
  unit_codes: "866"
  fields: "Đất đai"
  sessions { begin: "07:30" end: "11:00" }
  valid_from: "2023-03-11"
  valid_to: "2024-12-31"
}
calendar_days { date: "2023-04-29" kind: DAY_KIND_HOLIDAY name: "Giỗ Tổ Hùng Vương" }
)";

absl::StatusOr<Catalogue> With(const std::string& saturdays) {
  return Catalogue::FromFiles(
      {{"u", kSmallUnits}, {"p", kSmallProcedures}, {"c", kSmallCalendar}, {"s", saturdays}});
}

absl::Time At(int year, int month, int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(year, month, day, hour, minute), LocalZone());
}

class CounterHoursTest : public testing::Test {
 protected:
  bool Open(absl::Time time, std::string_view field = "Đất đai", std::string_view unit = "29881") {
    return IsOpen(catalogue, unit, field, time);
  }

  Catalogue catalogue = *With(kSaturdays);
};

TEST_F(CounterHoursTest, OnWorkingDaysTheOfficeHours) {
  EXPECT_FALSE(Open(At(2023, 3, 10, 6, 59)));
  EXPECT_TRUE(Open(At(2023, 3, 10, 7, 0)));
  EXPECT_FALSE(Open(At(2023, 3, 10, 12, 0)));
  EXPECT_TRUE(Open(At(2023, 3, 10, 16, 59)));
  EXPECT_FALSE(Open(At(2023, 3, 10, 17, 0)));
}

TEST_F(CounterHoursTest, OnSaturdaysItsOwnHoursForItsFieldsUnitsAndDays) {
  EXPECT_FALSE(Open(At(2023, 3, 4, 8))) << "not yet";
  EXPECT_TRUE(Open(At(2023, 3, 11, 8)));
  EXPECT_TRUE(Open(At(2023, 3, 11, 8), "Đất đai", "866")) << "the unit itself";
  EXPECT_FALSE(Open(At(2023, 3, 11, 8), "Đất đai", "87.TTHCC")) << "another unit";
  EXPECT_FALSE(Open(At(2023, 3, 11, 8), "Chứng thực")) << "another field";
  EXPECT_FALSE(Open(At(2023, 3, 11, 11)));
  EXPECT_FALSE(Open(At(2023, 3, 12, 8))) << "a Sunday";
  EXPECT_FALSE(Open(At(2025, 1, 4, 8))) << "no longer";
}

TEST_F(CounterHoursTest, AHolidayIsClosedAndASwappedSaturdayIsAWorkingDay) {  // BLLĐ 2019 Đ.112
  EXPECT_FALSE(Open(At(2023, 4, 29, 8)));
  EXPECT_TRUE(Open(At(2024, 5, 4, 14), "Chứng thực"));
}

TEST_F(CounterHoursTest, SaysWhenItOpensNext) {
  const auto next = [&](absl::Time time, std::string_view field) {
    return NextOpening(catalogue, "29881", field, time);
  };
  EXPECT_EQ(next(At(2023, 3, 10, 17), "Đất đai"), At(2023, 3, 11, 7, 30));
  EXPECT_EQ(next(At(2023, 3, 10, 17), "Chứng thực"), At(2023, 3, 13, 7));
  EXPECT_EQ(next(At(2023, 3, 10, 12), "Đất đai"), At(2023, 3, 10, 13, 30));
  EXPECT_EQ(next(At(2023, 3, 10, 8), "Đất đai"), At(2023, 3, 10, 8)) << "open now";
}

TEST_F(CounterHoursTest, WhatASaturdayTakesInCountsFromTheNextWorkingDay) {  // NĐ 61/2018 Đ.18
  EXPECT_EQ(catalogue.calendar().EffectiveReceipt(At(2023, 3, 11, 8)), At(2023, 3, 13, 7));
}

TEST(SaturdayMistakesTest, AreReportedAtTheirLine) {
  const auto made = With(R"(saturday_counters {
  unit_codes: "999"
  fields: "Hàng không"
  sessions { begin: "11:00" end: "07:30" }
  valid_from: "2023-02-30"
}
saturday_counters { sessions { begin: "07:00" end: "09:00" } sessions { begin: "08:00" end: "10:00" } }
saturday_counters { }
)");
  ASSERT_FALSE(made.ok());
  const std::string message(made.status().message());
  EXPECT_THAT(message, HasSubstr("s:2: no unit 999"));
  EXPECT_THAT(message, HasSubstr("s:3: no procedure has the field Hàng không"));
  EXPECT_THAT(message, HasSubstr("s:4: hours need begin and end as HH:MM, end after begin"));
  EXPECT_THAT(message, HasSubstr("s:5: not a day: 2023-02-30"));
  EXPECT_THAT(message, HasSubstr("s:7: hours overlap or are out of order"));
  EXPECT_THAT(message, HasSubstr("s:8: sessions are missing"));
}

}  // namespace
}  // namespace motcua::catalogue
