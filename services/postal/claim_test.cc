#include "common/base/reasons.h"
#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kDenied = absl::StatusCode::kPermissionDenied;

class ClaimServiceTest : public PostalTest {
 protected:
  absl::StatusOr<v1::FileClaimResponse> File(std::string parcel, std::string request_id,
                                             ClaimCause cause = CLAIM_CAUSE_LOST) {
    v1::FileClaimRequest request;
    request.set_request_id(std::move(request_id));
    request.set_parcel_id(std::move(parcel));
    request.set_cause(cause);
    request.set_postage_vnd(30'000);
    return RunOn(io, claim_service.FileClaim(Everyone(), request));
  }
  absl::StatusOr<v1::AnswerClaimResponse> Accept(std::string claim, int64_t compensation,
                                                 const runtime::CallContext& call = Everyone()) {
    v1::AnswerClaimRequest request;
    request.set_request_id(Cat("answer-", compensation));
    request.set_claim_id(std::move(claim));
    request.set_accepted(true);
    request.set_reissue_cost_vnd(50'000);
    request.set_compensation_vnd(compensation);
    return RunOn(io, claim_service.AnswerClaim(call, request));
  }
  Claim Shown(std::string id) {
    v1::GetClaimRequest request;
    request.set_claim_id(std::move(id));
    const auto answer = RunOn(io, claim_service.GetClaim(Everyone(), request));
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? answer->claim() : Claim();
  }
  std::vector<std::string> List(ClaimState state) {
    v1::ListClaimsRequest request;
    request.set_post_office("BD.866");
    request.set_state(state);
    std::vector<std::string> ids;
    const auto answer = RunOn(io, claim_service.ListClaims(Everyone(), request));
    EXPECT_THAT(answer, IsOk());
    for (const Claim& claim : answer->claims()) ids.push_back(claim.id());
    return ids;
  }
};

TEST_F(ClaimServiceTest, IsFiledAnsweredAndPaid) {
  const std::string parcel = MakeTransfer("transfer");
  const auto filed = File(parcel, "file");
  ASSERT_THAT(filed, IsOk());
  EXPECT_EQ(filed->claim_id(), Cat("KN.", parcel));
  EXPECT_THAT(List(CLAIM_STATE_UNSPECIFIED), ElementsAre(filed->claim_id()));
  EXPECT_THAT(Accept(filed->claim_id(), 100'000), StatusIs(kInvalid, kFieldInvalid));
  ASSERT_THAT(Accept(filed->claim_id(), 120'000), IsOk());
  v1::PayClaimRequest pay;
  pay.set_request_id("pay");
  pay.set_claim_id(filed->claim_id());
  const auto paid = RunOn(io, claim_service.PayClaim(Everyone(), pay));
  ASSERT_THAT(paid, IsOk());
  EXPECT_EQ(paid->amount_vnd(), 170'000);
  EXPECT_EQ(Shown(parcel).state(), CLAIM_STATE_PAID) << "by its parcel, too";
  EXPECT_THAT(List(CLAIM_STATE_FILED), IsEmpty());
  EXPECT_THAT(List(CLAIM_STATE_PAID), ElementsAre(filed->claim_id()));
}

TEST_F(ClaimServiceTest, AParcelHasOne) {
  const std::string parcel = MakeTransfer("transfer");
  ASSERT_THAT(File(parcel, "file"), IsOk());
  ASSERT_THAT(File(parcel, "file"), IsOk()) << "repeated";
  EXPECT_THAT(File(parcel, "again"), StatusIs(kFailed, kClaimExists));
}

TEST_F(ClaimServiceTest, AMissedDeadlineIsEscalatedOnce) {
  const auto filed = File(MakeTransfer("transfer"), "file");
  ASSERT_THAT(RunOn(io, claim_keeper.EscalateDue()), IsOk());
  EXPECT_THAT(Shown(filed->claim_id()).escalations(), IsEmpty());
  clock.Set(FromProto(filed->answer_due_time()));
  ASSERT_THAT(RunOn(io, claim_keeper.EscalateDue()), IsOk());
  ASSERT_THAT(RunOn(io, claim_keeper.EscalateDue()), IsOk());
  EXPECT_EQ(Shown(filed->claim_id()).escalations_size(), 1);
  EXPECT_EQ(Events().back().claim_moved().escalation_level(), 1);
  clock.Advance(absl::Hours(30 * 24));
  ASSERT_THAT(RunOn(io, claim_keeper.EscalateDue()), IsOk());
  EXPECT_EQ(Shown(filed->claim_id()).escalations_size(), 2);
  EXPECT_THAT(Members(keys.Timers(kClaimTimers)), IsEmpty());
}

TEST_F(ClaimServiceTest, ThePostOfficeAnswers) {
  const auto filed = File(MakeTransfer("transfer"), "file");
  EXPECT_THAT(Accept(filed->claim_id(), 120'000, By("officers-87.SXD", {"87.SXD"})),
              StatusIs(kDenied, kUnitOutOfScope));
}

TEST_F(ClaimServiceTest, RefusesWhatIsUnfounded) {
  const std::string parcel = MakeTransfer("transfer");
  EXPECT_THAT(File(parcel, "a", CLAIM_CAUSE_LATE), StatusIs(kFailed, kClaimUnfounded));
  EXPECT_THAT(File(parcel, "b", CLAIM_CAUSE_SHORT), StatusIs(kInvalid, kFieldInvalid));
  EXPECT_THAT(File(parcel, "c", CLAIM_CAUSE_UNSPECIFIED), StatusIs(kInvalid, kFieldRequired));
  EXPECT_THAT(File("EQ473124829VN", "d"), StatusIs(kNotFound, kConsignmentNotFound));
  EXPECT_THAT(Accept("KN.EQ473124829VN", 1), StatusIs(kNotFound, kClaimNotFound));
}

TEST_F(ClaimServiceTest, IsTooLateHalfAYearAfterTheTakingOver) {
  const std::string parcel = MakeTransfer("transfer");
  v1::RecordTrackingRequest report;
  TrackingEvent& collected = *report.add_events();
  collected.set_event_id("e");
  collected.set_consignment_id(parcel);
  collected.set_kind(TRACKING_KIND_COLLECTED);
  *collected.mutable_event_time() = ToProto(clock.Now());
  ASSERT_THAT(RunOn(io, service.RecordTracking(Everyone(), report)), IsOk());
  clock.Advance(absl::Hours(24 * 190));
  EXPECT_THAT(File(parcel, "file"), StatusIs(kFailed, kClaimTooLate));
}

}  // namespace
}  // namespace motcua::postal
