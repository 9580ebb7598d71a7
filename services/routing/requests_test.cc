// Requests that are wrong, repeated, or not the caller's to make.
#include "common/base/reasons.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/test_fixture.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using absl::StatusCode;
using testing::ElementsAre;

using RequestsTest = RoutingTest;

TEST_F(RequestsTest, ARepeatedRequestHasOneEffectAndOneAnswer) {
  Accept("A", kThereAndBack);
  auto request = RequestFor<v1::CompleteStepRequest>(ClaimOne(kCommune));
  auto first = RunOn(io, service.CompleteStep(call, request));
  ASSERT_THAT(first, IsOk());
  Work(kDistrict);
  auto second = RunOn(io, service.CompleteStep(call, request));
  EXPECT_THAT(second, IsOkAndHolds(EqualsProto(*first)));
  EXPECT_THAT(Queue(kCommune), ElementsAre("A/2"));
  request.set_note("something else");
  EXPECT_THAT(RunOn(io, service.CompleteStep(call, request)),
              StatusIs(StatusCode::kInvalidArgument, kRequestIdReused));
}

TEST_F(RequestsTest, ALeaseIsNeededAndCanBeRenewedAndGivenBack) {
  Accept("A", kSingle);
  v1::ClaimedStep step = ClaimOne(kCommune);
  v1::ClaimedStep other = step;
  other.set_lease_token("guess");
  EXPECT_THAT(Complete(other), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));

  clock.Advance(absl::Minutes(20));
  auto renew = RequestFor<v1::RenewLeaseRequest>(step);
  *renew.mutable_lease_duration() = ToProto(absl::Hours(1));
  auto renewed = RunOn(io, service.RenewLease(call, renew));
  ASSERT_THAT(renewed, IsOk());
  EXPECT_EQ(FromProto(renewed->expire_time()), clock.Now() + absl::Hours(1));

  auto release = RequestFor<v1::ReleaseStepRequest>(step);
  ASSERT_THAT(RunOn(io, service.ReleaseStep(call, release)), IsOk());
  EXPECT_THAT(Complete(step), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));
  Work(kCommune);
}

TEST_F(RequestsTest, EachFieldAtFaultIsNamed) {
  v1::CompleteStepRequest request;
  auto refused = RunOn(io, service.CompleteStep(call, request));
  EXPECT_THAT(refused, StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(FieldsOf(refused.status()),
              testing::IsSupersetOf({"request_id", "unit_code", "dossier_code", "lease_token"}));
  EXPECT_THAT(Claim(kCommune, 101), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  EXPECT_THAT(Claim(kCommune, -1), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  EXPECT_THAT(Claim(kCommune, 1, "a b"), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  EXPECT_THAT(Claim("999"), StatusIs(StatusCode::kNotFound, kUnitNotFound));
  v1::ClaimStepsRequest brief;
  brief.set_request_id("r");
  brief.set_unit_code(kCommune);
  brief.mutable_lease_duration()->set_seconds(59);
  EXPECT_THAT(RunOn(io, service.ClaimSteps(call, brief)),
              StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));

  Accept("A", kSingle);
  auto rejected = RequestFor<v1::CompleteStepRequest>(ClaimOne(kCommune));
  rejected.set_result(STEP_RESULT_REJECTED);
  EXPECT_THAT(RunOn(io, service.CompleteStep(call, rejected)),
              StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
  auto elsewhere = rejected;
  elsewhere.set_note("Không đủ điều kiện");
  elsewhere.set_unit_code(kDistrict);
  EXPECT_THAT(RunOn(io, service.CompleteStep(call, elsewhere)),
              StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  elsewhere.set_dossier_code("Z");
  EXPECT_THAT(RunOn(io, service.CompleteStep(call, elsewhere)),
              StatusIs(StatusCode::kNotFound, kDossierNotFound));
}

TEST_F(RequestsTest, AStopOfTheClockNeedsAnAuthority) {
  v1::StopClockRequest stop;
  EXPECT_THAT(FieldsOf(RunOn(io, service.StopClock(call, stop)).status()),
              testing::IsSupersetOf({"lease_token", "authority"}));
  v1::ResumeClockRequest resume;
  EXPECT_THAT(FieldsOf(RunOn(io, service.ResumeClock(call, resume)).status()),
              testing::IsSupersetOf({"request_id", "unit_code", "dossier_code"}));
}

TEST_F(RequestsTest, APromiseIsPutOffByTheDossiersUnitsAlone) {
  Accept("A", kThereAndBack);
  const absl::Time due = LocalTime(2023, 3, 24, 17, 0);
  v1::RepromiseDossierRequest request;
  EXPECT_THAT(FieldsOf(RunOn(io, service.RepromiseDossier(call, request)).status()),
              testing::IsSupersetOf({"request_id", "dossier_code", "new_due_time", "reason"}));
  request.set_request_id("r");
  request.set_dossier_code("A");
  request.set_reason("Chờ trích đo");
  *request.mutable_new_due_time() = ToProto(due);
  CallContext neighbour;
  neighbour.caller = {.name = "hang-xom", .units = {"30079"}};
  EXPECT_THAT(RunOn(io, service.RepromiseDossier(neighbour, request)),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  request.set_expected_version(7);
  EXPECT_THAT(RunOn(io, service.RepromiseDossier(call, request)),
              StatusIs(StatusCode::kAborted, kStaleVersion));
  request.set_expected_version(1);
  CallContext solver;
  solver.caller = {.name = "can-bo-huyen", .units = {kDistrict}};
  auto first = RunOn(io, service.RepromiseDossier(solver, request));
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(FromProto(first->new_due_time()), due);
  EXPECT_THAT(RunOn(io, service.RepromiseDossier(solver, request)),
              IsOkAndHolds(EqualsProto(*first)))
      << "a repetition";
}

TEST_F(RequestsTest, AJourneyIsSeenAndHandedOverWithinTheCallersUnitsOnly) {
  Accept("A", kSingle);
  const v1::ClaimedStep step = ClaimOne(kCommune);
  CallContext neighbour;
  neighbour.caller = {.name = "hang-xom", .units = {"30079"}};
  v1::GetJourneyRequest get;
  get.set_dossier_code("A");
  EXPECT_THAT(RunOn(io, service.GetJourney(neighbour, get)),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  v1::ExplainDeadlineRequest explain;
  explain.set_dossier_code("A");
  EXPECT_THAT(RunOn(io, service.ExplainDeadline(neighbour, explain)),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  auto seen = RunOn(io, service.GetJourney(call, get));
  ASSERT_THAT(seen, IsOk());
  EXPECT_EQ(seen->journey().version(), 2);
  EXPECT_EQ(seen->journey().steps(0).lease().holder(), "can-bo");
  EXPECT_EQ(seen->journey().steps(0).lease().token(), "") << "tokens are nobody else's";

  ASSERT_THAT(Complete(step), IsOk());
  v1::HandOverResultRequest hand_over;
  hand_over.set_request_id("h");
  hand_over.set_dossier_code("A");
  EXPECT_THAT(RunOn(io, service.HandOverResult(neighbour, hand_over)),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  hand_over.set_expected_version(2);
  auto stale = RunOn(io, service.HandOverResult(call, hand_over));
  EXPECT_THAT(stale, StatusIs(StatusCode::kAborted, kStaleVersion));
  EXPECT_EQ(MetadataOf(stale.status(), "version"), "3");
  hand_over.set_expected_version(3);
  EXPECT_THAT(RunOn(io, service.HandOverResult(call, hand_over)), IsOk());
}

}  // namespace
}  // namespace motcua::routing
