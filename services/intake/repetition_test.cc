// The same request twice has one effect and one answer.
#include <string>

#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using enum absl::StatusCode;

class RepetitionTest : public ServiceFixture {};

TEST_F(RepetitionTest, RepeatedSubmissionIsOneDossier) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.set_accept(true);
  const auto first = Call(&IntakeService::SubmitDossier, request);
  ASSERT_THAT(first, IsOk());
  clock.Advance(absl::Hours(30));
  const auto second = Call(&IntakeService::SubmitDossier, request);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
  EXPECT_EQ(OpenCount(), 1);
  EXPECT_EQ(EventCount(), 2);
}

TEST_F(RepetitionTest, RequestIdsBelongToTheirCaller) {
  const v1::SubmitDossierRequest request = MakeSubmission();
  const std::string mine = File(request);
  caller.caller.name = "portal";
  EXPECT_NE(File(request), mine);
  EXPECT_EQ(OpenCount(), 2);
}

TEST_F(RepetitionTest, RequestIdsAreNotReused) {
  v1::SubmitDossierRequest request = MakeSubmission();
  File(request);
  request.mutable_draft()->mutable_applicant()->set_name("Trần Văn Lúa");
  EXPECT_THAT(Call(&IntakeService::SubmitDossier, request),
              StatusIs(kInvalidArgument, kRequestIdReused));
  EXPECT_EQ(OpenCount(), 1);
}

TEST_F(RepetitionTest, RepeatedAcceptanceGetsItsFirstAnswer) {
  auto accept = About<v1::AcceptDossierRequest>(File());
  accept.set_expected_version(1);
  const auto first = Call(&IntakeService::AcceptDossier, accept);
  ASSERT_THAT(first, IsOk());
  const auto second = Call(&IntakeService::AcceptDossier, accept);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
  EXPECT_EQ(EventCount(), 2);
}

TEST_F(RepetitionTest, RepeatedPaymentIsOnePayment) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->set_procedure_code("1.009994");
  request.mutable_draft()->set_receiving_unit("866");
  auto payment = About<v1::RecordPaymentRequest>(File(request));
  payment.set_amount_vnd(30000);
  for (int i = 0; i < 3; ++i) {
    const auto paid = Call(&IntakeService::RecordPayment, payment);
    ASSERT_THAT(paid, IsOk());
    EXPECT_EQ(paid->paid_vnd(), 30000);
    EXPECT_EQ(paid->version(), 2);
  }
  EXPECT_EQ(Stored(payment.dossier_code()).paid_vnd(), 30000);
}

}  // namespace
}  // namespace motcua::intake
