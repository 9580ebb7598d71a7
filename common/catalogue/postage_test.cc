#include "common/catalogue/postage.h"

#include "common/base/clock.h"
#include "common/catalogue/test_catalogue.h"
#include "common/testing/matchers.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kPostage[] = R"(
postage_rates { zone: POSTAL_ZONE_LOCAL postage_vnd: 20000 slip_return_vnd: 5000 valid_to: "2023-06-30" }
postage_rates { zone: POSTAL_ZONE_LOCAL postage_vnd: 25000 valid_from: "2023-07-01" }
postage_rates { zone: POSTAL_ZONE_PROVINCE postage_vnd: 30000 slip_return_vnd: 8000 }
postman_rounds { post_offices: "BD.866" rounds { begin: "08:00" end: "11:00" items: 2 } rounds { begin: "14:00" end: "16:30" items: 3 } }
postman_rounds { rounds { begin: "09:00" end: "10:00" items: 1 } }
)";

// Another province, a district of the first with a commune that a post office of its own serves.
constexpr char kFarUnits[] = R"(
units { code: "82" name: "Tỉnh Tiền Giang" level: LEVEL_PROVINCE post_office_code: "BD.82" }
units { code: "815" name: "Thành phố Mỹ Tho" level: LEVEL_DISTRICT parent_code: "82" }
units { code: "871" name: "Huyện Tam Nông" level: LEVEL_DISTRICT parent_code: "87" post_office_code: "BD.871" }
units { code: "29884" name: "Xã Mỹ Tân" level: LEVEL_COMMUNE parent_code: "866" post_office_code: "BD.29884" }
post_offices { code: "BD.82" name: "Bưu điện tỉnh" unit_code: "82" }
post_offices { code: "BD.871" name: "Bưu điện huyện" unit_code: "871" }
post_offices { code: "BD.29884" name: "Bưu điện xã" unit_code: "29884" }
)";

absl::StatusOr<Catalogue> With(const std::string& postage) {
  return Catalogue::FromFiles({{"u", kSmallUnits}, {"f", kFarUnits}, {"p", kSmallProcedures},
                               {"c", kSmallCalendar}, {"t", postage}});
}

absl::Time At(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 2, day, hour, minute), LocalZone());
}

class PostageTest : public testing::Test {
 protected:
  Catalogue catalogue_ = *With(kPostage);
};

TEST_F(PostageTest, AZoneIsADistrictOrAPostOfficeOrTheProvince) {  // TT 17/2017 Đ.7
  EXPECT_EQ(ZoneOf(catalogue_, "29884", "29881"), v1::POSTAL_ZONE_LOCAL) << "one district";
  EXPECT_EQ(ZoneOf(catalogue_, "87.SXD", "87.TTHCC"), v1::POSTAL_ZONE_LOCAL) << "one post office";
  EXPECT_EQ(ZoneOf(catalogue_, "29884", "871"), v1::POSTAL_ZONE_PROVINCE);
  EXPECT_EQ(ZoneOf(catalogue_, "29884", "815"), v1::POSTAL_ZONE_COUNTRY);
  EXPECT_EQ(ZoneOf(catalogue_, "", "815"), v1::POSTAL_ZONE_PROVINCE) << "not known";
}

TEST_F(PostageTest, TheReturnOfTheSlipDoublesTheTime) {  // TT 17/2017 Đ.7
  const auto days = [](v1::PostalZone zone, bool slip) { return CarriageLimit(zone, slip).amount; };
  EXPECT_EQ(days(v1::POSTAL_ZONE_LOCAL, false), 1);
  EXPECT_EQ(days(v1::POSTAL_ZONE_LOCAL, true), 2);
  EXPECT_EQ(days(v1::POSTAL_ZONE_PROVINCE, false), 2);
  EXPECT_EQ(days(v1::POSTAL_ZONE_PROVINCE, true), 4);
  EXPECT_EQ(days(v1::POSTAL_ZONE_COUNTRY, false), 4);
  EXPECT_EQ(days(v1::POSTAL_ZONE_COUNTRY, true), 8);
}

TEST_F(PostageTest, WorkingDaysCountFromTheDayOfTakingOver) {  // Friday, 3 February
  EXPECT_EQ(CarriageDue(catalogue_, "29884", "29881", false, At(3, 9)), At(6, 17));
  EXPECT_EQ(CarriageDue(catalogue_, "29884", "29881", false, At(3, 15, 30)), At(7, 17));
  EXPECT_EQ(CarriageDue(catalogue_, "29884", "871", true, At(3, 9)), At(9, 17));
}

TEST_F(PostageTest, ThePostageIsThatOfTheDay) {
  EXPECT_EQ(PostageOf(catalogue_, v1::POSTAL_ZONE_LOCAL, true, absl::CivilDay(2023, 6, 30)), 25000);
  EXPECT_EQ(PostageOf(catalogue_, v1::POSTAL_ZONE_LOCAL, true, absl::CivilDay(2023, 7, 1)), 25000);
  EXPECT_EQ(PostageOf(catalogue_, v1::POSTAL_ZONE_LOCAL, false, absl::CivilDay(2023, 6, 30)), 20000);
  EXPECT_EQ(PostageOf(catalogue_, v1::POSTAL_ZONE_COUNTRY, false, absl::CivilDay(2023, 7, 1)), 0);
}

TEST_F(PostageTest, PostmenGoOnWorkingDaysByTheirOfficesRounds) {
  EXPECT_THAT(RoundsOn(catalogue_, "BD.866", absl::CivilDay(2023, 2, 3)),
              ElementsAre(Round{At(3, 8), At(3, 11), 2}, Round{At(3, 14), At(3, 16, 30), 3}));
  EXPECT_THAT(RoundsOn(catalogue_, "BD.871", absl::CivilDay(2023, 2, 3)),
              ElementsAre(Round{At(3, 9), At(3, 10), 1}));
  EXPECT_THAT(RoundsOn(catalogue_, "BD.866", absl::CivilDay(2023, 2, 4)), IsEmpty()) << "Saturday";
  EXPECT_THAT(RoundsOn(*With(""), "BD.866", absl::CivilDay(2023, 2, 3)), IsEmpty());
}

TEST(PostageMistakesTest, AreReportedAtTheirLine) {
  const auto made = With(R"(postage_rates { postage_vnd: -1 }
postage_rates { zone: POSTAL_ZONE_LOCAL valid_to: "2023-06-30" }
postage_rates { zone: POSTAL_ZONE_LOCAL valid_from: "2023-06-30" }
postman_rounds { post_offices: "BD.999" }
postman_rounds { post_offices: "BD.866" rounds { begin: "11:00" end: "08:00" items: 1 } }
postman_rounds { post_offices: "BD.866" rounds { begin: "08:00" end: "11:00" items: 0 } }
postman_rounds { rounds { begin: "08:00" end: "11:00" items: 1 } rounds { begin: "10:00" end: "12:00" items: 1 } }
postman_rounds { rounds { begin: "08:00" end: "11:00" items: 1 } }
)");
  ASSERT_FALSE(made.ok());
  const std::string text(made.status().message());
  for (const char* mistake :
       {"t:1: zone is missing", "t:1: postage is negative",
        "t:3: another rate of the zone holds on these days", "t:4: no post office BD.999",
        "t:4: rounds are missing", "t:5: a round needs begin and end as HH:MM, end after begin",
        "t:6: rounds of BD.866 are there twice", "t:6: a round visits 1 to 1000 homes",
        "t:7: rounds overlap or are out of order",
        "t:8: rounds of all other offices are there twice"}) {
    EXPECT_THAT(text, HasSubstr(mistake));
  }
}

}  // namespace
}  // namespace motcua::catalogue
