#include "clients/province/round.h"

#include <algorithm>
#include <set>

#include "clients/province/test_province.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

Parcel ResultTo(const std::string& commune, int number) {
  return {.consignment_id = Cat("EQ", 10000000 + number, "0VN"),
          .dossier_code = Cat("dossier-", number),
          .kind = CONSIGNMENT_KIND_RESULT_TO_HOME,
          .from_unit = "866",
          .home_commune = commune,
          .create_time = January(9, 9)};
}

absl::Time EndOf(const std::vector<Scan>& round) {
  return FromProto(round.back().event.event_time());
}

TEST(RoundTest, DeliversNextWorkingDayInTheDistrictAndOnTheSecondBeyond) {
  for (int i = 0; i < 100; ++i) {
    const auto near = RoundOf(ResultTo("29881", i), 1, DongThap());
    if (near.back().event.kind() != TRACKING_KIND_DELIVERED) continue;
    EXPECT_EQ(absl::ToCivilDay(EndOf(near), LocalZone()), absl::CivilDay(2023, 1, 10));
    const auto far = RoundOf(ResultTo("30214", i), 1, DongThap());
    if (far.back().event.kind() != TRACKING_KIND_DELIVERED) continue;
    EXPECT_EQ(absl::ToCivilDay(EndOf(far), LocalZone()), absl::CivilDay(2023, 1, 11));
  }
}

TEST(RoundTest, ScansHappenInOrderAndHaveTheirOwnIds) {
  for (int i = 0; i < 300; ++i) {
    const auto round = RoundOf(ResultTo("29881", i), 1, DongThap());
    std::set<std::string> ids;
    absl::Time last = absl::InfinitePast();
    for (const Scan& scan : round) {
      ids.insert(scan.event.event_id());
      EXPECT_GE(FromProto(scan.event.event_time()), last);
      EXPECT_GE(scan.report_time, FromProto(scan.event.event_time()));
      last = FromProto(scan.event.event_time());
      EXPECT_NE(DongThap().FindPostOffice(scan.event.post_office()), nullptr);
    }
    EXPECT_EQ(ids.size(), round.size());
    EXPECT_EQ(round.front().event.kind(), TRACKING_KIND_COLLECTED);
  }
}

TEST(RoundTest, SomeAreReportedTwiceSomeLateAFewComeBackOrAreLost) {
  int scans = 0, twice = 0, late = 0, returned = 0, lost = 0;
  for (int i = 0; i < 5000; ++i) {
    const auto round = RoundOf(ResultTo("29881", i), 1, DongThap());
    for (const Scan& scan : round) {
      ++scans;
      twice += scan.twice ? 1 : 0;
      late += scan.report_time > FromProto(scan.event.event_time()) ? 1 : 0;
    }
    returned += round.back().event.kind() == TRACKING_KIND_RETURNED ? 1 : 0;
    lost += round.back().event.kind() == TRACKING_KIND_LOST ? 1 : 0;
  }
  EXPECT_NEAR(1.0 * twice / scans, 0.03, 0.01);
  EXPECT_NEAR(1.0 * late / scans, 0.03, 0.01);
  EXPECT_NEAR(returned, 15, 12);
  EXPECT_NEAR(lost, 15, 12);
}

Parcel Originals(const std::string& from, const std::string& to, int number) {
  return {.consignment_id = Cat("EQ", 10000000 + number, "0VN"),
          .dossier_code = Cat("dossier-", number),
          .kind = CONSIGNMENT_KIND_UNIT_TO_UNIT,
          .from_unit = from,
          .to_unit = to,
          .create_time = January(9, 9)};
}

TEST(RoundTest, OriginalsGoInBagsThroughTheProvinceToAnotherDistrict) {
  const std::string here = DongThap().PostOfficeOf("29881")->code();
  const std::string there = DongThap().PostOfficeOf("30214")->code();
  const std::string hub = DongThap().PostOfficeOf("87")->code();
  std::vector<std::string> legs;
  for (const Scan& scan : RoundOf(Originals("29881", "30214", 1), 1, DongThap())) {
    if (scan.bag_to.empty()) continue;
    EXPECT_EQ(scan.event.kind(), TRACKING_KIND_DEPARTED);
    legs.push_back(Cat(scan.event.post_office(), " ", scan.bag_to));
  }
  EXPECT_EQ(legs, (std::vector<std::string>{Cat(here, " ", hub), Cat(hub, " ", there)}));
}

TEST(RoundTest, AFewOriginalsAreMissingFromTheirBagOrDamaged) {
  int missing = 0, damaged = 0, lost = 0;
  for (int i = 0; i < 5000; ++i) {
    const auto round = RoundOf(Originals("29881", "30214", i), 1, DongThap());
    for (const Scan& scan : round) {
      missing += scan.fate == Fate::kMissing ? 1 : 0;
      damaged += scan.fate == Fate::kDamaged ? 1 : 0;
    }
    lost += round.back().event.kind() == TRACKING_KIND_LOST ? 1 : 0;
  }
  EXPECT_NEAR(missing - lost, 150, 40);
  EXPECT_NEAR(damaged, 30, 16);
  EXPECT_NEAR(lost, 15, 12);
  EXPECT_LE(lost, missing) << "what is lost is first missed in its bag";
}

TEST(RoundTest, TheSameParcelHasTheSameRound) {
  const auto once = RoundOf(ResultTo("29881", 5), 1, DongThap());
  const auto again = RoundOf(ResultTo("29881", 5), 1, DongThap());
  ASSERT_EQ(once.size(), again.size());
  for (size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].event.SerializeAsString(), again[i].event.SerializeAsString());
    EXPECT_EQ(once[i].report_time, again[i].report_time);
  }
}

}  // namespace
}  // namespace motcua::province
