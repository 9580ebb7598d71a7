#include "common/catalogue/catalogue.h"

#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::HasSubstr;

absl::StatusOr<Catalogue> With(const std::string& rules) {
  return Catalogue::FromFiles(
      {{"u", kSmallUnits}, {"p", kSmallProcedures}, {"c", kSmallCalendar}, {"r", rules}});
}

TEST(RetentionTest, RulesAreRead) {
  const auto made = With("retention_rules { fields: 'Đất đai' years: 20 }");
  ASSERT_TRUE(made.ok()) << made.status();
  ASSERT_EQ(made->retention_rules().size(), 1);
  EXPECT_EQ(made->retention_rules()[0].years(), 20);
}

TEST(RetentionTest, MistakesAreReportedAtTheirLine) {
  const auto made = With(R"(retention_rules {
  procedures: "9.999"
  fields: "Hàng không"
  years: 101
}
retention_rules { }
)");
  ASSERT_FALSE(made.ok());
  const std::string message(made.status().message());
  EXPECT_THAT(message, HasSubstr("r:2: no procedure 9.999"));
  EXPECT_THAT(message, HasSubstr("r:3: no procedure has the field Hàng không"));
  EXPECT_THAT(message, HasSubstr("r:4: must be 1 to 100"));
  EXPECT_THAT(message, HasSubstr("r:6: must be 1 to 100"));
}

}  // namespace
}  // namespace motcua::catalogue
