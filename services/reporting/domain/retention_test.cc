#include "services/reporting/domain/retention.h"

#include "common/base/clock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace motcua::reporting {
namespace {

RetentionRules Rules(const std::string& text) {
  catalogue::v1::CatalogueFile file;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &file)) << text;
  return file.retention_rules();
}

DossierRow Row(int channel = type::v1::CHANNEL_COUNTER) {
  return {.code = "D1", .procedure_code = "1.001", .field = "Đất đai", .channel = channel};
}

// TT 17/2017/TT-BTTTT Đ.14: electronic records of the post at least five years.
TEST(RetentionTest, IsFiveYearsWithoutARule) {
  EXPECT_EQ(YearsToRetain(Row(), Rules("")), 5);
  EXPECT_EQ(YearsToRetain(Row(), Rules("retention_rules { fields: 'Hộ tịch' years: 9 }")), 5);
}

TEST(RetentionTest, IsTheLongestOfTheRulesThatFit) {
  const auto rules = Rules(R"(
      retention_rules { years: 2 }
      retention_rules { procedures: '1.001' procedures: '1.002' years: 7 }
      retention_rules { fields: 'Đất đai' years: 20 }
      retention_rules { procedures: '1.001' fields: 'Hộ tịch' years: 70 })");
  EXPECT_EQ(YearsToRetain(Row(), rules), 20);
  DossierRow other = Row();
  other.procedure_code = "1.003";
  other.field = "Chứng thực";
  EXPECT_EQ(YearsToRetain(other, rules), 2);
  EXPECT_EQ(ShortestRetention(rules), 2);
}

TEST(RetentionTest, ThePostHasRulesOfItsOwn) {
  const auto rules = Rules(R"(
      retention_rules { years: 1 }
      retention_rules { carried_by_post: true years: 5 })");
  EXPECT_EQ(YearsToRetain(Row(), rules), 1);
  EXPECT_EQ(YearsToRetain(Row(type::v1::CHANNEL_POSTAL), rules), 5);
  DossierRow row = Row();
  row.post_time = 1;
  EXPECT_EQ(YearsToRetain(row, rules), 5);
}

TEST(RetentionTest, YearsAreOfTheCalendar) {
  const auto at = [](int year, int month, int day) {
    return absl::FromCivil(absl::CivilSecond(year, month, day, 9, 30, 0), LocalZone());
  };
  EXPECT_EQ(YearsLater(at(2023, 3, 1), 5), at(2028, 3, 1));
  EXPECT_EQ(YearsLater(at(2024, 2, 29), 1), at(2025, 3, 1));
}

}  // namespace
}  // namespace motcua::reporting
