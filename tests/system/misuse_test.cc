// Requests that are right in themselves, but not now, not again, or not from this caller; and a
// Redis that is away.
#include <string>
#include <utility>

#include "tests/system/bad_input_fixture.h"

namespace motcua {
namespace {

// --- what does not follow from the state --------------------------------------------------------

TEST_F(BadInputTest, TransitionsThatAreNotAllowed) {
  const auto step = Held();
  intake::v1::AcceptDossierRequest accept;
  accept.set_request_id(Province::NewRequestId());
  accept.set_dossier_code(step.dossier_code());
  EXPECT_THAT(province_.client().Call<intake::v1::AcceptDossierResponse>(accept),
              StatusIs(kNotYet, kTransitionNotAllowed));
  routing::v1::HandOverResultRequest hand_over;
  hand_over.set_request_id(Province::NewRequestId());
  hand_over.set_dossier_code(step.dossier_code());
  EXPECT_THAT(province_.client().Call<routing::v1::HandOverResultResponse>(hand_over),
              StatusIs(kNotYet, kTransitionNotAllowed));
  accept.set_dossier_code("000.07.31.H20-230103-9999");
  EXPECT_THAT(province_.client().Call<intake::v1::AcceptDossierResponse>(accept),
              StatusIs(kMissing, kDossierNotFound));
  ExpectNothingChanged();
}

TEST_F(BadInputTest, AVersionThatIsNoMore) {
  const std::string code = province_.File(province_.Draft("1.001193", kCommune), false);
  Remember();
  intake::v1::AcceptDossierRequest accept;
  accept.set_request_id(Province::NewRequestId());
  accept.set_dossier_code(code);
  accept.set_expected_version(7);
  const auto answer = province_.client().Call<intake::v1::AcceptDossierResponse>(accept);
  EXPECT_THAT(answer, StatusIs(absl::StatusCode::kAborted, kStaleVersion));
  EXPECT_EQ(MetadataOf(answer.status(), "version"), "1");
  ExpectNothingChanged();
}

TEST_F(BadInputTest, ALeaseThatIsNotYours) {
  const auto step = Held();
  routing::v1::CompleteStepRequest complete;
  complete.set_request_id(Province::NewRequestId());
  complete.set_unit_code(step.step().unit_code());
  complete.set_dossier_code(step.dossier_code());
  complete.set_step_index(step.step().index());
  complete.set_lease_token("01ARZ3NDEKTSV4RRFFQ69G5FAV");
  EXPECT_THAT(province_.client().Call<routing::v1::CompleteStepResponse>(complete),
              StatusIs(kNotYet, kLeaseNotHeld));
  complete.set_step_index(1);
  complete.set_lease_token(step.lease_token());
  EXPECT_THAT(province_.client().Call<routing::v1::CompleteStepResponse>(complete),
              StatusIs(kNotYet, kLeaseNotHeld));
  complete.set_step_index(17);
  const auto answer = province_.client().Call<routing::v1::CompleteStepResponse>(complete);
  EXPECT_THAT(answer, StatusIs(kInvalid, kFieldInvalid));
  EXPECT_THAT(FieldsOf(answer.status()), ::testing::ElementsAre("step_index"));
  ExpectNothingChanged();
}

TEST_F(BadInputTest, ALeaseThatRanOut) {
  const auto step = Held();
  routing::v1::CompleteStepRequest complete;
  complete.set_request_id(Province::NewRequestId());
  complete.set_unit_code(step.step().unit_code());
  complete.set_dossier_code(step.dossier_code());
  complete.set_lease_token(step.lease_token());
  stack_->clock().Advance(absl::Minutes(31));
  EXPECT_THAT(province_.client().Call<routing::v1::CompleteStepResponse>(complete),
              StatusIs(kNotYet, kLeaseNotHeld));
}

// --- repetition ---------------------------------------------------------------------------------

TEST_F(BadInputTest, ARepeatedRequestHasOneEffectAndOneAnswer) {
  const SubmitDossierRequest request = Good();
  const auto first = Submit(request);
  EXPECT_THAT(first, IsOk());
  Remember();
  stack_->clock().Advance(absl::Minutes(5));
  EXPECT_THAT(Submit(request), IsOkAndHolds(EqualsProto(*first)));
  stack_->Kill9("intake");
  stack_->Start("intake");
  EXPECT_THAT(Submit(request), IsOkAndHolds(EqualsProto(*first)));
  ExpectNothingChanged();
}

TEST_F(BadInputTest, ARequestIdMeansOneRequest) {
  SubmitDossierRequest request = Good();
  EXPECT_THAT(Submit(request), IsOk());
  Remember();
  request.mutable_draft()->mutable_applicant()->set_name("Trần Văn Khác");
  EXPECT_THAT(Submit(request), StatusIs(kInvalid, kRequestIdReused));
  ExpectNothingChanged();
}

// --- who calls ----------------------------------------------------------------------------------

TEST_F(BadInputTest, CallersOutsideTheirRolesAndUnits) {
  const auto step = Held();
  EXPECT_THAT(Submit(Good(), "officers-866"), StatusIs(kDenied, kMethodNotAllowed));
  EXPECT_THAT(Submit(Good(), "reporting"), StatusIs(kDenied, kMethodNotAllowed));

  Client other(*stack_, "officers-873");  // another district's
  routing::v1::ClaimStepsRequest claim;
  claim.set_request_id(Province::NewRequestId());
  claim.set_unit_code(kCommune);
  EXPECT_THAT(other.Call<routing::v1::ClaimStepsResponse>(claim),
              StatusIs(kDenied, kUnitOutOfScope));
  routing::v1::GetJourneyRequest journey;
  journey.set_dossier_code(step.dossier_code());
  EXPECT_THAT(other.Call<routing::v1::GetJourneyResponse>(journey),
              StatusIs(kDenied, kUnitOutOfScope));
  intake::v1::GetDossierRequest dossier;
  dossier.set_dossier_code(step.dossier_code());
  EXPECT_THAT(other.Call<intake::v1::GetDossierResponse>(dossier),
              StatusIs(kDenied, kUnitOutOfScope));
  reporting::v1::GetTimelineRequest timeline;
  timeline.set_dossier_code(step.dossier_code());
  EXPECT_THAT(other.Call<reporting::v1::GetTimelineResponse>(timeline), StatusIs(kDenied));
  routing::v1::CompleteStepRequest complete;  // own unit named, but another's dossier
  complete.set_request_id(Province::NewRequestId());
  complete.set_unit_code("873");
  complete.set_dossier_code(step.dossier_code());
  complete.set_lease_token(step.lease_token());
  EXPECT_THAT(other.Call<routing::v1::CompleteStepResponse>(complete),
              StatusIs(kInvalid, kFieldInvalid));
  ExpectNothingChanged();
}

TEST_F(BadInputTest, CallersWithoutAName) {
  EXPECT_THAT(Submit(Good(), "stranger"),  // of our authority, but not in the policy
              StatusIs(absl::StatusCode::kUnauthenticated, kCallerUnknown));
  runtime::Channel::Options plain{.target = stack_->Endpoint("intake"), .caller = "operator"};
  const auto channel = runtime::Channel::Create(nullptr, std::move(plain));
  ASSERT_THAT(channel, IsOk());
  EXPECT_EQ((*channel)
                ->CallSync<SubmitDossierResponse>(MethodOf(SubmitDossierRequest::descriptor()),
                                                  Good(), absl::Seconds(5))
                .status()
                .code(),
            kAway);  // no TLS, no conversation
  ExpectNothingChanged();
}

// --- a Redis that is away -----------------------------------------------------------------------

TEST_F(BadInputTest, ARedisThatHangsOrIsGone) {
  for (const bool gone : {false, true}) {
    SCOPED_TRACE(gone ? "killed" : "stopped");
    const SubmitDossierRequest request = Good();
    gone ? stack_->redis().Kill9() : stack_->redis().Stop();
    const auto answer = Submit(request);
    EXPECT_THAT(answer, StatusIs(kAway, kRedisUnavailable));
    EXPECT_TRUE(RetryAfterOf(answer.status()).has_value());
    EXPECT_TRUE(Eventually([] { return !stack_->IsHealthy("intake"); }));
    gone ? stack_->redis().Start() : stack_->redis().Continue();
    absl::StatusOr<SubmitDossierResponse> filed;
    EXPECT_TRUE(Eventually([&] { return (filed = Submit(request)).ok(); })) << filed.status();
    EXPECT_TRUE(Eventually([] { return stack_->IsHealthy("intake"); }));
    EXPECT_THAT(Submit(request), IsOkAndHolds(EqualsProto(*filed)));
    EXPECT_TRUE(stack_->Settle());
    reporting::v1::AuditDossiersRequest audit;
    audit.add_dossier_codes(filed->dossier_code());
    EXPECT_THAT(province_.client().Call<reporting::v1::AuditDossiersResponse>(audit),
                IsOkAndHolds(EqualsProto("open: 1")));
  }
}

}  // namespace
}  // namespace motcua
