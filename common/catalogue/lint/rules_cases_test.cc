#include "common/catalogue/lint/lint_fixture.h"
#include "gmock/gmock.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The first procedure (10 working days, case lost) with something more in its seventh line.
std::vector<std::string> FoundWith(std::string_view rule, const std::string& text) {
  return Found(rule, "  fee_vnd: 15000", "  fee_vnd: 15000 " + text);
}

TEST(CaseRulesLint, UnreachableRule) {
  EXPECT_THAT(FoundWith("unreachable-rule",
                        "fee_rules { cases: 'lost' channels: CHANNEL_ONLINE fee_vnd: 5000 } "
                        "fee_rules { cases: 'lost' fee_vnd: 7000 }"),
              IsEmpty());
  EXPECT_THAT(FoundWith("unreachable-rule",
                        "fee_rules { cases: 'lost' fee_vnd: 5000 } "
                        "fee_rules { cases: 'lost' channels: CHANNEL_ONLINE fee_vnd: 7000 }"),
              ElementsAre("warning p:7: procedure 1.001: the rule never decides: rules before it do, "
                          "or its cases never hold"));
}

TEST(CaseRulesLint, UnreachableStep) {
  const std::string step =
      "route { stage: 1 name: 'Niêm yết' unit_selector: 'origin' share_permille: 100 "
      "role: 'officer' cases: '";
  EXPECT_THAT(FoundWith("unreachable-step", step + "lost' }"), IsEmpty());
  EXPECT_THAT(FoundWith("unreachable-step",
                        "cases { key: 'a' name: 'A' question: 'A?' } "
                        "cases { key: 'b' name: 'B' question: 'A?' } " + step + "b' }"),
              ElementsAre("error p:7: procedure 1.001: the step is never reached: its cases ask what "
                          "was asked before"));
}

TEST(CaseRulesLint, RuleLimitTooShort) {
  const auto rule = [](int hours) {
    return Cat("limit_rules { channels: CHANNEL_ONLINE limit { kind: LIMIT_KIND_WORKING_HOURS "
               "amount: ", hours, " } }");
  };
  EXPECT_THAT(FoundWith("rule-limit-too-short", rule(8)), IsEmpty());
  EXPECT_THAT(FoundWith("rule-limit-too-short", rule(2)),
              ElementsAre("warning p:11: procedure 1.001: the step has 24 minutes of the limit online"));
}

TEST(CaseRulesLint, AnswerAfterLimit) {
  const auto answer = [](int days) {
    return Found("answer-after-limit", "share_permille: 500 role",
                 Cat("share_permille: 500 answer_limit { kind: LIMIT_KIND_WORKING_DAYS amount: ", days,
                     " } role"));
  };
  EXPECT_THAT(answer(5), IsEmpty());
  EXPECT_THAT(answer(6), ElementsAre("warning p:13: procedure 1.001: the answer is waited for 2880 "
                                     "minutes, the step has 2400 of the limit at the counter"));
}

TEST(CaseRulesLint, AWayThatDoesNotCountIsNoneOfTheLimit) {  // TT 17/2017/TT-BTTTT Đ.7
  const auto slow = [](const std::string& more) {
    return Found("post-slower-than-limit",
                 "amount: 10 }\n  fee_vnd: 15000", Cat("amount: 1 }\n  fee_vnd: 15000 route { stage: 1 name: "
                 "'Nhận' unit_selector: 'division:TNMT' share_permille: 100 role: 'officer' "
                 "needs_originals: true ", more, " }"));
  };
  EXPECT_THAT(slow(""), testing::SizeIs(1));
  EXPECT_THAT(slow("post_stops_clock: true"), IsEmpty());
}

}  // namespace
}  // namespace motcua::catalogue
