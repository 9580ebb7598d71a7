#include "services/intake/guidance.h"

#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "services/intake/domain/test_catalogue.h"
#include "services/intake/submission.h"

namespace motcua::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum absl::StatusCode;

absl::Time Now() { return absl::FromCivil(absl::CivilSecond(2023, 1, 18, 9), LocalZone()); }

absl::CivilDay Today() { return absl::ToCivilDay(Now(), LocalZone()); }

v1::GetGuidanceRequest Ask(const std::string& procedure, const std::string& case_key = "",
                           const std::string& unit = "") {
  v1::GetGuidanceRequest request;
  request.set_procedure_code(procedure);
  request.set_case_key(case_key);
  request.set_receiving_unit(unit);
  return request;
}

std::vector<std::string> PaperNames(const v1::GetGuidanceResponse& response) {
  std::vector<std::string> names;
  for (const auto& paper : response.papers()) names.push_back(paper.name());
  return names;
}

TEST(Guide, ShowsWhatACaseNeeds) {
  const auto lost = Guide(Ask("1.001193", "lost_birth_note"), TestCatalogue(), Now());
  ASSERT_THAT(lost, IsOk());
  EXPECT_THAT(PaperNames(*lost), ElementsAre("Tờ khai", "Giấy chứng sinh", "Giấy cam đoan", "Ảnh"));
  EXPECT_EQ(lost->papers(2).count(), 2);
  EXPECT_FALSE(lost->papers(3).required());
  EXPECT_EQ(lost->procedure().name(), "Đăng ký khai sinh");
  EXPECT_EQ(lost->cases(0).key(), "lost_birth_note");
  EXPECT_FALSE(lost->has_due_time());
  EXPECT_EQ(lost->steps(0).unit_code(), "");
  EXPECT_FALSE(lost->personal_presence());
}

TEST(Guide, ShowsPlacesAndPromiseForAUnit) {
  const auto guided = Guide(Ask("1.009994", "", "866"), TestCatalogue(), Now());
  ASSERT_THAT(guided, IsOk());
  EXPECT_EQ(guided->steps(0).unit_code(), "87.SXD");
  EXPECT_EQ(guided->steps(0).unit_name(), "Sở Xây dựng");
  EXPECT_EQ(guided->procedure().fee_vnd(), 75000);
  EXPECT_EQ(FromProto(guided->due_time()),
            absl::FromCivil(absl::CivilSecond(2023, 2, 8, 17), LocalZone()));
  const auto unlimited = Guide(Ask("2.000815", "", "29869"), TestCatalogue(), Now());
  ASSERT_THAT(unlimited, IsOk());
  EXPECT_FALSE(unlimited->has_due_time());
  EXPECT_TRUE(Guide(Ask("1.000894"), TestCatalogue(), Now())->personal_presence());
}

TEST(Guide, NamesWhatItDoesNotKnow) {
  EXPECT_THAT(Guide(Ask("9.9"), TestCatalogue(), Now()), StatusIs(kNotFound, kProcedureNotFound));
  EXPECT_THAT(Guide(Ask("1.001193", "twins"), TestCatalogue(), Now()),
              StatusIs(kInvalidArgument, kCaseUnknown));
  EXPECT_THAT(Guide(Ask("1.001193", "", "0"), TestCatalogue(), Now()),
              StatusIs(kNotFound, kUnitNotFound));
}

TEST(Guide, TheDayOfFilingDecidesTheVersion) {
  v1::GetGuidanceRequest request = Ask("1.000894", "", "29869");
  const auto today = Guide(request, TestCatalogue(), Now());
  ASSERT_THAT(today, IsOk());
  EXPECT_EQ(today->procedure().version(), 1);
  EXPECT_THAT(PaperNames(*today), ElementsAre("Tờ khai"));
  request.set_filing_day("2024-01-02");
  const auto later = Guide(request, TestCatalogue(), Now());
  ASSERT_THAT(later, IsOk());
  EXPECT_EQ(later->procedure().version(), 2);
  EXPECT_EQ(later->procedure().fee_vnd(), 30000);
  EXPECT_THAT(PaperNames(*later), ElementsAre("Tờ khai", "Giấy xác nhận"));
  EXPECT_EQ(FromProto(later->due_time()),
            absl::FromCivil(absl::CivilSecond(2024, 1, 5, 17), LocalZone()));
  request.set_filing_day("2.1.2024");
  EXPECT_THAT(Guide(request, TestCatalogue(), Now()), StatusIs(kInvalidArgument, kFieldInvalid));
}

TEST(SearchProcedures, FindsTheVersionOfTheDay) {
  v1::SearchProceduresRequest request;
  request.set_text("kết hôn");
  const auto today = SearchProcedures(request, TestCatalogue(), Today());
  ASSERT_THAT(today, IsOk());
  ASSERT_EQ(today->procedures_size(), 1);
  EXPECT_EQ(today->procedures(0).version(), 1);
  const auto later = SearchProcedures(request, TestCatalogue(), absl::CivilDay(2024, 6, 1));
  ASSERT_EQ(later->procedures_size(), 1);
  EXPECT_EQ(later->procedures(0).version(), 2);
}

TEST(SearchProcedures, FindsWithoutDiacritics) {
  v1::SearchProceduresRequest request;
  request.set_text("dang ky KHAI");
  const auto found = SearchProcedures(request, TestCatalogue(), Today());
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->procedures_size(), 1);
  EXPECT_EQ(found->procedures(0).code(), "1.001193");
  EXPECT_EQ(found->next_page_token(), "");
}

TEST(SearchProcedures, PagesThroughAll) {
  v1::SearchProceduresRequest request;
  request.set_page_size(3);
  const auto first = SearchProcedures(request, TestCatalogue(), Today());
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->procedures_size(), 3);
  request.set_page_token(first->next_page_token());
  const auto second = SearchProcedures(request, TestCatalogue(), Today());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->procedures_size(), 1);
  EXPECT_EQ(second->next_page_token(), "");
  request.set_text("khai sinh");
  EXPECT_THAT(SearchProcedures(request, TestCatalogue(), Today()),
              StatusIs(kInvalidArgument, kPageTokenInvalid));
}

TEST(CheckCompleteness, ListsEveryFault) {
  v1::DossierDraft draft;
  draft.set_procedure_code("1.001193");
  draft.set_receiving_unit("29869");
  draft.set_channel(type::v1::CHANNEL_ONLINE);
  const auto checked = CheckCompleteness(draft, TestCatalogue(), absl::CivilDay(2023, 1, 18));
  ASSERT_EQ(checked.problems_size(), 3);
  EXPECT_EQ(checked.problems(0).reason(), kFieldRequired);
  EXPECT_EQ(checked.problems(0).field(), "draft.applicant.name");
  EXPECT_EQ(checked.problems(1).reason(), kPapersMissing);
  EXPECT_EQ(checked.problems(2).field(), "draft.papers");
}

TEST(CheckCompleteness, FindsNothingWrongWithAGoodDraft) {
  v1::DossierDraft draft;
  draft.set_procedure_code("2.000815");
  draft.set_receiving_unit("29869");
  draft.set_channel(type::v1::CHANNEL_COUNTER);
  draft.mutable_applicant()->set_name("Nguyễn Thị Sen");
  EXPECT_THAT(CheckCompleteness(draft, TestCatalogue(), absl::CivilDay(2023, 1, 18)).problems(),
              IsEmpty());
}

}  // namespace
}  // namespace motcua::intake
