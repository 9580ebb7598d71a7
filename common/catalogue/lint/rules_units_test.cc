// Units, the post and the calendar.
#include "common/catalogue/lint/lint_fixture.h"

namespace motcua::catalogue {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(UnitOutlivesParentTest, NamesTheFirstDayWithoutIt) {
  EXPECT_THAT(Found("unit-outlives-parent"), IsEmpty());
  EXPECT_THAT(
      Found("unit-outlives-parent", R"(parent_code: "87" agency_code: "000.00.31.H20")",
            R"(parent_code: "87" valid_to: "2024-12-31" agency_code: "000.00.31.H20")"),
      ElementsAre("error u:5: unit 866.TNMT exists on 2025-01-01, unit 866 above it does not",
                  "error u:7: unit 29881 exists on 2025-01-01, unit 866 above it does not"));
}

TEST(UnitOutlivesParentTest, LooksAtTheDayAskedFor) {
  const std::string from = R"(parent_code: "87" agency_code: "000.00.31.H20")";
  const std::string to = R"(parent_code: "87" valid_to: "2024-12-31" agency_code: "000.00.31.H20")";
  EXPECT_THAT(Found("unit-outlives-parent", from, to, absl::CivilDay(2024, 6, 1)), IsEmpty());
  EXPECT_EQ(Found("unit-outlives-parent", from, to, absl::CivilDay(2025, 6, 1)).size(), 2u);
}

TEST(DuplicateUnitNameTest, BelowTheSameUnitAtTheSameTime) {
  EXPECT_THAT(Found("duplicate-unit-name"), IsEmpty());
  EXPECT_THAT(Found("duplicate-unit-name", "Xã Mỹ Ngãi", "Phường 11"),
              ElementsAre("warning u:7: unit 29881 has the name of unit 29863: \"Phường 11\""));
  // The first of them has ended by then.
  EXPECT_THAT(
      Found("duplicate-unit-name", "Xã Mỹ Ngãi", "Phường 11", absl::CivilDay(2025, 1, 1)),
      IsEmpty());
}

TEST(PostOfficeAreaTest, TheAreaLastsAsLongAsTheUnits) {
  EXPECT_THAT(Found("post-office-area"), IsEmpty());
  EXPECT_THAT(Found("post-office-area", R"(unit_code: "866")", R"(unit_code: "29863")"),
              ElementsAre("warning u:9: post office BD.866 lies in unit 29863, which does not "
                          "exist on all days of unit 866 it carries for"));
}

TEST(NoPostOfficeTest, NamesTheCounters) {
  EXPECT_THAT(Found("no-post-office"), IsEmpty());
  EXPECT_THAT(Found("no-post-office", R"(post_office_code: "BD.87")", ""),
              ElementsAre("warning u:2: no post office carries for the counter of unit 87.TTHCC"));
}

TEST(UnusedPostOfficeTest, CarriesForNobody) {
  EXPECT_THAT(Found("unused-post-office"), IsEmpty());
  EXPECT_THAT(Found("unused-post-office", R"(post_office_code: "BD.866")", ""),
              ElementsAre("warning u:9: post office BD.866 carries for no unit"));
}

TEST(DuplicatePostOfficeNameTest, InTheSameUnit) {
  EXPECT_THAT(Found("duplicate-post-office-name"), IsEmpty());
  EXPECT_THAT(
      Found("duplicate-post-office-name", R"("Bưu điện thành phố" unit_code: "866")",
            R"("Bưu điện tỉnh" unit_code: "87")"),
      ElementsAre("warning u:9: post office BD.866 has the name of post office BD.87 in the same "
                  "unit: \"Bưu điện tỉnh\""));
}

TEST(CalendarYearMissingTest, BetweenTheFirstAndTheLast) {
  EXPECT_THAT(Found("calendar-year-missing"), IsEmpty());
  EXPECT_THAT(Found("calendar-year-missing", "2023-05-01", "2021-05-01"),
              ElementsAre("error c:1: the calendar has no day off in 2022",
                          "error c:1: the calendar has no day off in 2023"));
  EXPECT_THAT(Found("calendar-year-missing", "", "", absl::CivilDay(2031, 1, 1)),
              ElementsAre("error c:1: the calendar has no day off in 2031"));
}

// BLLĐ 2019 Đ.112(1).
TEST(CalendarHolidayMissingTest, NamesWhatTheLawHas) {
  const auto found = Found("calendar-holiday-missing");
  EXPECT_THAT(found, Contains("warning c:1: 2023 has no Tết Nguyên đán among its holidays"));
  EXPECT_THAT(found, Contains("warning c:1: 2023 has no Giỗ Tổ Hùng Vương among its holidays"));
  EXPECT_THAT(found, Contains("warning c:1: 2023 has no 2023-09-02 among its holidays"));
  EXPECT_THAT(found,
              Contains("warning c:1: 2023 has no day beside 2 September among its holidays"));
  EXPECT_THAT(found, testing::Not(Contains(
                         "warning c:1: 2023 has no 2023-05-01 among its holidays")));
  const std::string tet =
      R"(calendar_days { date: "2023-01-20" kind: DAY_KIND_HOLIDAY name: "Tết Nguyên đán" })";
  EXPECT_THAT(
      Found("calendar-holiday-missing", "calendar_days { date: \"2023",
            tet + "\ncalendar_days { date: \"2023"),
      Contains("warning c:1: 2023 has no five days of Tết Nguyên đán among its holidays"));
}

TEST(SwappedDaysTest, OneForOne) {
  EXPECT_THAT(Found("swapped-days"),
              ElementsAre("warning c:2: 2024-05-04 is worked in exchange for no day off"));
  EXPECT_THAT(Found("swapped-days", R"("2023-05-01" kind: DAY_KIND_HOLIDAY)",
                    R"("2024-04-29" kind: DAY_KIND_SWAPPED_OFF)"),
              IsEmpty());
  EXPECT_THAT(Found("swapped-days", R"("2023-05-01" kind: DAY_KIND_HOLIDAY)",
                    R"("2023-05-01" kind: DAY_KIND_SWAPPED_OFF)"),
              Contains("warning c:1: 2023-05-01 is off in exchange, but no rest day is worked for "
                       "it"));
}

}  // namespace
}  // namespace motcua::catalogue
