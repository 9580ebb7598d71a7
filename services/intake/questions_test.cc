// Guidance that asks: each answer brings the next question or the checklist.
#include "services/intake/questions.h"

#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "services/intake/guidance.h"

namespace motcua::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using enum absl::StatusCode;

constexpr char kUnits[] = R"pb(
  units {
    code: "87"
    name: "Tỉnh"
    level: LEVEL_PROVINCE
    one_stop: true
    agency_code: "000.00.00.H20"
    post_office_code: "8"
  }
  post_offices { code: "8" name: "Bưu điện" unit_code: "87" }
)pb";
constexpr char kPermit[] = R"pb(
  procedures {
    code: "1.1"
    name: "Cấp lại giấy phép"
    field: "Xây dựng"
    levels: LEVEL_PROVINCE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 4 }
    fee_vnd: 1250000
    cases { key: "torn" name: "Rách" question: "Giấy phép bị rách?" }
    cases { key: "lost" name: "Mất" question: "Giấy phép bị mất?" }
    papers { name: "Đơn" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    papers { name: "Bản rách" kind: PAPER_KIND_ORIGINAL count: 1 required: true cases: "torn" }
    papers { name: "Bản cam kết" kind: PAPER_KIND_ORIGINAL count: 1 required: true cases: "lost" }
    route { stage: 1 name: "Thẩm tra" unit_selector: "origin" share_permille: 500 role: "officer" }
    route { stage: 2 name: "Ký" unit_selector: "origin" share_permille: 500 role: "leader" }
  }
)pb";

const catalogue::Catalogue& Catalogue() {
  static const auto* const catalogue = new catalogue::Catalogue(
      *catalogue::Catalogue::FromFiles({{"units", kUnits}, {"procedures", kPermit}}));
  return *catalogue;
}

struct Said {
  std::string key;
  bool yes;
};

absl::StatusOr<v1::GetGuidanceResponse> Ask(const std::vector<Said>& answers) {
  v1::GetGuidanceRequest request;
  request.set_procedure_code("1.1");
  request.set_receiving_unit("87");
  for (const Said& said : answers) {
    v1::CaseAnswer& answer = *request.add_answers();
    answer.set_case_key(said.key);
    answer.set_yes(said.yes);
  }
  return Guide(request, Catalogue(),
               absl::FromCivil(absl::CivilSecond(2023, 3, 6, 9), LocalZone()));
}

std::vector<std::string> PaperNames(const v1::GetGuidanceResponse& response) {
  std::vector<std::string> names;
  for (const auto& paper : response.papers()) names.push_back(paper.name());
  return names;
}

TEST(QuestionsTest, AreAskedInOrderUntilOneIsAnsweredYes) {
  const auto begin = Ask({});
  ASSERT_THAT(begin, IsOk());
  EXPECT_FALSE(begin->decided());
  EXPECT_EQ(begin->next_question().key(), "torn");
  EXPECT_THAT(PaperNames(*begin), ElementsAre("Đơn", "Bản rách", "Bản cam kết"));
  const auto second = Ask({{"torn", false}});
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->next_question().question(), "Giấy phép bị mất?");
  EXPECT_THAT(PaperNames(*second), ElementsAre("Đơn", "Bản cam kết"));
  const auto decided = Ask({{"torn", false}, {"lost", true}});
  ASSERT_THAT(decided, IsOk());
  EXPECT_TRUE(decided->decided());
  EXPECT_FALSE(decided->has_next_question());
  EXPECT_EQ(decided->case_key(), "lost");
  EXPECT_THAT(PaperNames(*decided), ElementsAre("Đơn", "Bản cam kết"));
}

TEST(QuestionsTest, TheFirstYesOfTheCatalogueDecides) {
  const auto decided = Ask({{"lost", true}, {"torn", true}});
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->case_key(), "torn");
}

TEST(QuestionsTest, AllAnsweredNoIsTheWayWithoutACase) {
  const auto decided = Ask({{"torn", false}, {"lost", false}});
  ASSERT_THAT(decided, IsOk());
  EXPECT_TRUE(decided->decided());
  EXPECT_EQ(decided->case_key(), "");
  EXPECT_THAT(PaperNames(*decided), ElementsAre("Đơn"));
}

TEST(QuestionsTest, AnswersMustMakeSense) {
  EXPECT_THAT(Ask({{"stolen", true}}), StatusIs(kInvalidArgument, kCaseUnknown));
  EXPECT_THAT(Ask({{"lost", true}, {"lost", false}}), StatusIs(kInvalidArgument, kFieldInvalid));
  v1::GetGuidanceRequest both;
  both.set_procedure_code("1.1");
  both.set_case_key("lost");
  both.add_answers()->set_case_key("torn");
  EXPECT_THAT(Guide(both, Catalogue(), absl::UnixEpoch()),
              StatusIs(kInvalidArgument, kFieldInvalid));
}

TEST(QuestionsTest, SaysWhatHappensNextWhereUntilWhenAndWhatItCosts) {
  const auto guided = Ask({{"torn", true}});
  ASSERT_THAT(guided, IsOk());
  EXPECT_THAT(guided->advice(),
              ElementsAre(HasSubstr("một cửa của Tỉnh"), "Lệ phí: 1.250.000 đồng.",
                          "Hồ sơ được giải quyết tại: Tỉnh.", HasSubstr("17:00 ngày 10/03/2023"),
                          HasSubstr("Giờ tiếp nhận tại quầy: ngày làm việc 07:00–11:30 và")));
  EXPECT_EQ(guided->steps(1).due_time().seconds(), guided->due_time().seconds());
  EXPECT_LT(FromProto(guided->steps(0).due_time()), FromProto(guided->due_time()));
}

}  // namespace
}  // namespace motcua::intake
