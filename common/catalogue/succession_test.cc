// Who goes on with the work of units that end, and what a plan must hold; the plan that ships.
#include "common/catalogue/succession.h"

#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kUnits[] = R"(
units { code: "1" name: "Tỉnh cũ" level: LEVEL_PROVINCE valid_to: "2025-06-30" }
units { code: "10" name: "Huyện" level: LEVEL_DISTRICT parent_code: "1" valid_to: "2025-06-30" }
units { code: "10.TP" name: "Phòng" level: LEVEL_DISTRICT parent_code: "10" valid_to: "2025-06-30" }
units { code: "101" name: "Xã A" level: LEVEL_COMMUNE parent_code: "10" valid_to: "2025-06-30" }
units { code: "102" name: "Xã B" level: LEVEL_COMMUNE parent_code: "10" valid_to: "2025-06-30" }
units { code: "103" name: "Xã C" level: LEVEL_COMMUNE parent_code: "10" valid_to: "2025-06-30" }
units { code: "2" name: "Tỉnh mới" level: LEVEL_PROVINCE valid_from: "2025-07-01" }
units { code: "2.STP" name: "Sở" level: LEVEL_PROVINCE parent_code: "2" valid_from: "2025-07-01" }
units { code: "2.101" name: "Xã AB" level: LEVEL_COMMUNE parent_code: "2" valid_from: "2025-07-01" }
units { code: "2.103" name: "Xã CD" level: LEVEL_COMMUNE parent_code: "2" valid_from: "2025-07-01" }
selector_rules { unit_selector: "division:TP" instead: "origin" }
selector_rules { unit_selector: "district" instead: "origin" }
)";

constexpr char kPlan[] = R"(
reorganisations {
  id: "plan" title: "Sắp xếp" effective_date: "2025-07-01"
  changes { kind: UNIT_CHANGE_KIND_RENAME old_units { code: "1" } successors: "2" }
  changes { kind: UNIT_CHANGE_KIND_ABOLISH old_units { code: "10" } old_units { code: "10.TP" }
            successors: "2.STP" follow_origin: true }
  changes { kind: UNIT_CHANGE_KIND_MERGE old_units { code: "101" } old_units { code: "102" }
            old_units { code: "9" cell: "other" name: "Xã D" } successors: "2.101" }
  changes { kind: UNIT_CHANGE_KIND_SPLIT old_units { code: "103" } successors: "2.103"
            successors: "2.101" }
}
)";

absl::StatusOr<Catalogue> Load(std::string plan) {
  return Catalogue::FromFiles({{"units", kUnits}, {"plan", std::move(plan)}});
}

// The plan with a text replaced.
std::string With(std::string_view old, std::string_view text) {
  std::string plan = kPlan;
  return plan.replace(plan.find(old), old.size(), text);
}

class SuccessionTest : public ::testing::Test {
 protected:
  SuccessionTest() : catalogue_(*Load(kPlan)), plan_(*catalogue_.succession().Find("plan")) {}

  Catalogue catalogue_;
  const ReorganisationPlan& plan_;
};

TEST_F(SuccessionTest, FindsSuccessors) {
  EXPECT_EQ(plan_.SuccessorOf("102", ""), "2.101");
  EXPECT_EQ(plan_.SuccessorOf("103", ""), "2.103");  // split: the main one
  EXPECT_EQ(plan_.SuccessorOf("2.101", ""), std::nullopt);
  EXPECT_EQ(plan_.SuccessorOf("10.TP", "103"), "2.103");  // as the commune's own work
  EXPECT_EQ(plan_.SuccessorOf("10.TP", "2.101"), "2.101");
  EXPECT_EQ(plan_.SuccessorOf("10.TP", "10"), "2.STP");
  EXPECT_EQ(plan_.SuccessorOf("9", ""), std::nullopt);  // another cell's
  EXPECT_EQ(plan_.effective_time(), absl::FromCivil(absl::CivilDay(2025, 7, 1), LocalZone()));
  EXPECT_EQ(catalogue_.succession().LatestOf("102"), "2.101");
  EXPECT_THAT(catalogue_.succession().PredecessorsOf("2.101"), ElementsAre("101", "102", "103"));
}

TEST_F(SuccessionTest, RightsGoWithTheUnitsAndNeverRise) {
  EXPECT_TRUE(catalogue_.Covers("101", "2.101"));
  EXPECT_TRUE(catalogue_.Covers("10", "2.101"));
  EXPECT_TRUE(catalogue_.Covers("1", "2.STP"));
  EXPECT_TRUE(catalogue_.Covers("2.101", "102"));
  EXPECT_TRUE(catalogue_.Covers("2", "10.TP"));
  EXPECT_FALSE(catalogue_.Covers("10", "2.STP"));
  EXPECT_FALSE(catalogue_.Covers("102", "2.103"));
  EXPECT_FALSE(catalogue_.Covers("2.103", "102"));
}

TEST_F(SuccessionTest, SelectorsGoOnWithoutDistricts) {
  EXPECT_EQ(*catalogue_.ResolveUnit("division:TP", "101"), "10.TP");
  EXPECT_EQ(*catalogue_.ResolveUnit("division:TP", "2.101"), "2.101");
  EXPECT_EQ(*catalogue_.ResolveUnit("district", "2.103"), "2.103");
  EXPECT_FALSE(catalogue_.ResolveUnit("division:XX", "2.103").ok());
}

TEST(ReorganisationMistakesTest, AreToldWithFileAndLine) {
  struct Row {
    std::string plan, message;
  };
  const std::vector<Row> rows = {
      {With(R"( old_units { code: "102" })", ""), "units:6: unit 102 ends, and plan names no successor"},
      {With(R"(successors: "2.103")", R"(successors: "2.999")"), "plan:9: no unit 2.999"},
      {With(R"(successors: "2.103")", R"(successors: "101")"), "plan:9: unit 101 does not exist on"},
      {With(R"(old_units { code: "103" })", R"(old_units { code: "2.103" })"),
       "unit 2.103 does not end the day before 2025-07-01"},
      {With(R"(old_units { code: "10" })", R"(old_units { code: "101" })"), "unit 101 is named twice"},
      {With("KIND_SPLIT", "KIND_RENAME"), "too many or too few successors"},
      {With(R"(successors: "2.STP")", ""), "the change names no successor"},
      {With("2025-07-01", "tomorrow"), "plan:3: not a day: tomorrow"},
      {With(R"(id: "plan")", R"(id: "Plan")"), "id must be"},
  };
  for (const Row& row : rows) {
    const auto loaded = Load(row.plan);
    ASSERT_FALSE(loaded.ok()) << row.message;
    EXPECT_THAT(std::string(loaded.status().message()), HasSubstr(row.message));
  }
}

// 202/2025/QH15 and 1663/NQ-UBTVQH15: 305 communes of two provinces become 102, three are split.
TEST(ShippedPlanTest, HasEveryCommuneOfBothProvinces) {
  const auto loaded = Catalogue::Load("deploy/catalogue/dong-thap");
  ASSERT_TRUE(loaded.ok()) << loaded.status().message();
  const ReorganisationPlan* plan = loaded->succession().Find("dong-thap-2025-07-01");
  ASSERT_NE(plan, nullptr);
  int here = 0, elsewhere = 0, split = 0, new_communes = 0;
  for (const v1::UnitChange& change : plan->text().changes()) {
    split += change.kind() == v1::UNIT_CHANGE_KIND_SPLIT;
    for (const v1::OldUnit& old : change.old_units()) {
      const v1::Unit* unit = loaded->FindUnit(old.code());
      const bool commune = old.code().size() == 5;
      here += commune && old.cell().empty() && unit->level() == type::v1::LEVEL_COMMUNE;
      elsewhere += commune && !old.cell().empty();
    }
  }
  for (const v1::Unit& unit : loaded->units()) {
    new_communes += unit.level() == type::v1::LEVEL_COMMUNE && unit.valid_from() == "2025-07-01";
  }
  EXPECT_EQ(here, 141);
  EXPECT_EQ(elsewhere, 164);
  EXPECT_EQ(split, 3);
  EXPECT_EQ(new_communes, 102);
  EXPECT_EQ(plan->SuccessorOf("866.TNMT", "29869"), plan->SuccessorOf("29869", ""));
  EXPECT_EQ(plan->SuccessorOf("866.TNMT", "866"), "82.SNNMT");
  EXPECT_EQ(plan->SuccessorOf("866", "866"), "82.TTHCC");
}

}  // namespace
}  // namespace motcua::catalogue
