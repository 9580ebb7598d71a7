// Possible duplicates on a real Redis: shown to those who may see them, never merged.
#include "services/intake/duplicates.h"

#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kIdentity[] = "087192000123";

class DuplicatesTest : public ServiceFixture {
 protected:
  v1::SubmitDossierRequest SubmissionOf(const std::string& identity,
                                        const std::string& phone = "") {
    v1::SubmitDossierRequest request = MakeSubmission();
    request.mutable_draft()->mutable_applicant()->set_identity_number(identity);
    request.mutable_draft()->mutable_applicant()->set_phone(phone);
    return request;
  }

  std::vector<std::string> Found(const v1::SubmitDossierRequest& submission) {
    v1::CheckDossierRequest request;
    *request.mutable_draft() = submission.draft();
    auto checked = Call(&IntakeService::CheckDossier, request);
    EXPECT_THAT(checked, IsOk());
    std::vector<std::string> codes;
    for (const auto& one : checked->possible_duplicates()) codes.push_back(one.dossier_code());
    return codes;
  }

  size_t MarkCount() { return Redis({"KEYS", "*person/*"}).items.size(); }
};

TEST_F(DuplicatesTest, AreOpenDossiersOfThePersonForTheProcedure) {
  const std::string first = File(SubmissionOf(kIdentity));
  clock.Advance(absl::Minutes(1));
  const std::string second = File(SubmissionOf(kIdentity, "0912345678"));
  File(SubmissionOf("087192000998"));
  EXPECT_THAT(Found(SubmissionOf(kIdentity)), ElementsAre(first, second));
  v1::SubmitDossierRequest other = SubmissionOf(kIdentity);
  other.mutable_draft()->set_procedure_code("2.000815");
  EXPECT_THAT(Found(other), IsEmpty());
}

TEST_F(DuplicatesTest, WithoutAnIdentityNumberNameAndPhoneTell) {
  const std::string code = File(SubmissionOf("", "0912345678"));
  v1::SubmitDossierRequest again = SubmissionOf("", "0912345678");
  again.mutable_draft()->mutable_applicant()->set_name("NGUYỄN THỊ SEN");
  EXPECT_THAT(Found(again), ElementsAre(code));
  EXPECT_THAT(Found(SubmissionOf(kIdentity, "0912345678")), ElementsAre(code));
  EXPECT_THAT(Found(SubmissionOf("", "0912345679")), IsEmpty());
}

TEST_F(DuplicatesTest, AreFiledAllTheSameAndShownWhenAskedFor) {
  const std::string first = File(SubmissionOf(kIdentity));
  v1::SubmitDossierRequest request = SubmissionOf(kIdentity);
  request.set_check_duplicates(true);
  const auto filed = Call(&IntakeService::SubmitDossier, request);
  ASSERT_THAT(filed, IsOk());
  ASSERT_EQ(filed->possible_duplicates_size(), 1);
  EXPECT_EQ(filed->possible_duplicates(0).dossier_code(), first);
  EXPECT_EQ(filed->possible_duplicates(0).match(), v1::DUPLICATE_MATCH_IDENTITY);
  EXPECT_NE(filed->dossier_code(), first);
  EXPECT_EQ(OpenCount(), 2);
  const auto unasked = Call(&IntakeService::SubmitDossier, SubmissionOf(kIdentity));
  EXPECT_EQ(unasked->possible_duplicates_size(), 0);
}

TEST_F(DuplicatesTest, AreShownOnlyToThoseWhoMaySeeThem) {
  File(SubmissionOf(kIdentity));
  caller.caller.units = {"29872"};
  EXPECT_THAT(Found(SubmissionOf(kIdentity)), IsEmpty());
}

TEST_F(DuplicatesTest, LeaveNothingBehindWhenTheDossierEnds) {
  const std::string code = File(SubmissionOf(kIdentity));
  EXPECT_EQ(MarkCount(), 1u);
  auto refuse = About<v1::RefuseDossierRequest>(code);
  refuse.set_reason("Không thuộc thẩm quyền");
  EXPECT_THAT(Call(&IntakeService::RefuseDossier, refuse), IsOk());
  EXPECT_EQ(MarkCount(), 0u);
  EXPECT_THAT(Found(SubmissionOf(kIdentity)), IsEmpty());
}

}  // namespace
}  // namespace motcua::intake
