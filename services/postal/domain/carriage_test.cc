#include "services/postal/domain/carriage.h"

#include "services/postal/domain/test_catalogue.h"

namespace motcua::postal {
namespace {

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

TEST_F(CarriageTest, TheOfficeAtTheEndHandsOver) {
  EXPECT_EQ(OfficeAtEnd({"29869", "29884"}, catalogue), "BD.29884");
  EXPECT_EQ(OfficeAtEnd({"29869", ""}, catalogue), "BD.866") << "a home not known";
}

}  // namespace
}  // namespace motcua::postal
