#include "services/postal/domain/carriage.h"

#include "common/base/clock.h"
#include "services/postal/domain/test_catalogue.h"

namespace motcua::postal {
namespace {

absl::Time At(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 2, day, hour, minute), LocalZone());
}

class CarriageTest : public testing::Test {
 protected:
  catalogue::Catalogue catalogue = TestCatalogue();
};

TEST_F(CarriageTest, TheOfficeAtTheBeginningIsInCharge) {
  EXPECT_EQ(OfficeInCharge({"29884", "866"}, catalogue), "BD.29884");
  EXPECT_EQ(OfficeInCharge({"29869", "87.SXD"}, catalogue), "BD.866");
  EXPECT_EQ(OfficeInCharge({"87.SXD", "29869"}, catalogue), "BD.87");
}

TEST_F(CarriageTest, AHomeNotKnownIsServedFromTheOtherEnd) {
  EXPECT_EQ(OfficeInCharge({"", "30001"}, catalogue), "BD.871");
  EXPECT_EQ(OfficeInCharge({"", ""}, catalogue), "");
}

TEST_F(CarriageTest, KnowsWhatIsLocal) {
  EXPECT_TRUE(IsLocal({"29869", "866"}, catalogue)) << "same office";
  EXPECT_TRUE(IsLocal({"29884", "29869"}, catalogue)) << "same district, two offices";
  EXPECT_FALSE(IsLocal({"29884", "871"}, catalogue));
  EXPECT_FALSE(IsLocal({"29884", "87.SXD"}, catalogue));
  EXPECT_FALSE(IsLocal({"", "29869"}, catalogue)) << "a home not known may be anywhere";
}

struct DueRow {
  const char* name;
  Way way;
  absl::Time asked;
  absl::Time due;
};

TEST_F(CarriageTest, ArrivesInOneWorkingDayInTheDistrictAndTwoInTheProvince) {
  // 3 February 2023 is a Friday.
  const DueRow rows[] = {
      {"local", {"29884", "866"}, At(1, 9), At(2, 17)},
      {"local, late in the day", {"29884", "866"}, At(1, 15, 30), At(3, 17)},
      {"local, over the weekend", {"29884", "866"}, At(3, 9), At(6, 17)},
      {"in the province", {"29884", "87.SXD"}, At(1, 9), At(3, 17)},
      {"in the province, over the weekend", {"29884", "87.SXD"}, At(2, 9), At(6, 17)},
      {"home not known", {"", "866"}, At(1, 9), At(3, 17)},
  };
  for (const DueRow& row : rows) {
    EXPECT_EQ(ArrivalDue(row.way, catalogue, row.asked), row.due) << row.name;
  }
}

}  // namespace
}  // namespace motcua::postal
