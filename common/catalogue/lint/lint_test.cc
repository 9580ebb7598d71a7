#include "common/catalogue/lint/lint.h"

#include <fstream>
#include <iterator>
#include <set>

#include "common/catalogue/lint/lint_fixture.h"
#include "common/testing/matchers.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(LintTest, ReportsWhatTheServicesRefuse) {
  EXPECT_THAT(Found("load", R"(code: "29863")", R"(code: "29881")"),
              ElementsAre("error u:7: unit 29881 is there twice"));
  EXPECT_THAT(Found("load", "share_permille: 500", "share_permille: 400"),
              ElementsAre("error p:11: shares add up to 900, not 1000"));
}

TEST(LintTest, StopsAtFilesThatCannotBeRead) {
  const auto findings = Lint({{"a", "units { code: 87 }"}, {"b", kSmallProcedures}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].rule, "load");
  EXPECT_EQ(findings[0].file, "a");
}

TEST(LintTest, HasItsRulesNamedOnce) {
  std::set<std::string_view> names;
  for (const RuleInfo& rule : LintRules()) {
    EXPECT_TRUE(names.insert(rule.name).second) << rule.name;
    EXPECT_THAT(std::string(rule.about), Not(IsEmpty()));
  }
}

TEST(LintTest, TheManualHasEveryRule) {
  std::ifstream file("docs/catalogue.md");  // ctest runs at the root
  const std::string manual(std::istreambuf_iterator<char>(file), {});
  for (const RuleInfo& rule : LintRules()) {
    EXPECT_THAT(manual, HasSubstr(Cat("`", rule.name, "`")));
  }
}

TEST(LintTest, TheCatalogueThatShipsHasNoError) {
  const auto files = Catalogue::ReadFiles("deploy/catalogue/dong-thap");
  ASSERT_THAT(files, IsOk());
  for (const Finding& finding : Lint(*files)) {
    EXPECT_EQ(finding.severity, Severity::kWarning)
        << finding.file << ":" << finding.line << ": " << finding.message;
  }
}

}  // namespace
}  // namespace motcua::catalogue
