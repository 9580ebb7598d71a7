#include "services/postal/domain/claim.h"

#include "common/base/reasons.h"
#include "services/postal/domain/test_consignments.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class ClaimTest : public ConsignmentsTest {
 protected:
  const calendar::Calendar& Days() { return catalogue.calendar(); }

  // The parcel, missed in a bag that left on the 1st.
  Consignment Missed() {
    Consignment one = Transfer();
    Take(TRACKING_KIND_COLLECTED, On(1, 14), "BD.866", one);
    Take(TRACKING_KIND_DEPARTED, On(1, 16), "BD.866", one);
    TrackingEvent missed = ReportOf(kOneParcel, TRACKING_KIND_MISSED, On(2, 9), "BD.866");
    missed.set_bag_id("BD.866-230201-0001");
    Take(missed, one);
    return one;
  }
  // What followed from the faults told so far.
  Claim Followed() {
    Claim claim;
    for (const auto& event : Told(event::v1::Event::kParcelFaulted)) {
      Follow(event, Days(), FromProto(event.occur_time()), claim);
    }
    return claim;
  }
  Claim Filed(ClaimCause cause = CLAIM_CAUSE_LOST, int64_t postage = 0) {
    Consignment one = Transfer();
    return NewClaim(GrievanceOf(one, one.parcels(0), cause, postage), Days(), On(2, 9));
  }
};

TEST_F(ClaimTest, IsFiledForWhatIsMissedAndNamesTheLastHolder) {
  Missed();
  const Claim claim = Followed();
  EXPECT_EQ(claim.id(), "KN.EQ473124829VN");
  EXPECT_EQ(claim.cause(), CLAIM_CAUSE_SHORT);
  EXPECT_EQ(claim.state(), CLAIM_STATE_FILED);
  EXPECT_EQ(claim.post_office(), "BD.866");
  EXPECT_EQ(claim.unit_code(), "29869");
  EXPECT_EQ(FromProto(claim.carry_time()), On(1, 14));
}

// TT 17/2017 Đ.8: five working days within the province.
TEST_F(ClaimTest, IsToBeAnsweredInFiveWorkingDays) {
  EXPECT_EQ(FromProto(Filed().answer_due_time()), On(9, 17)) << "the 2nd is a Thursday";
}

TEST_F(ClaimTest, BecomesGraverWhenTheParcelIsGivenUp) {
  Consignment one = Missed();
  Take(TRACKING_KIND_LOST, On(8, 9), "", one);
  EXPECT_EQ(Followed().cause(), CLAIM_CAUSE_LOST);
}

TEST_F(ClaimTest, FallsAwayWhenTheParcelTurnsUpAndIsFiledAnewWhenItGoesAgain) {
  Consignment one = Missed();
  Take(TRACKING_KIND_ARRIVED, On(3, 9), "BD.87", one);
  EXPECT_EQ(Followed().state(), CLAIM_STATE_FOUND);
  Take(TRACKING_KIND_LOST, On(8, 9), "", one);
  const Claim again = Followed();
  EXPECT_EQ(again.state(), CLAIM_STATE_FILED);
  EXPECT_EQ(again.cause(), CLAIM_CAUSE_LOST);
}

TEST_F(ClaimTest, StaysForDamageAlthoughTheParcelTurnsUp) {
  Consignment one = Transfer();
  Take(TRACKING_KIND_DEPARTED, On(1, 16), "BD.866", one);
  Take(TRACKING_KIND_DAMAGED, On(2, 9), "BD.87", one);
  Take(TRACKING_KIND_LOST, On(3, 9), "", one);
  Take(TRACKING_KIND_ARRIVED, On(4, 9), "BD.87", one);
  EXPECT_EQ(Followed().state(), CLAIM_STATE_FILED);
  EXPECT_EQ(Followed().cause(), CLAIM_CAUSE_DAMAGED);
}

// TT 17/2017 Đ.8: within six months.
TEST_F(ClaimTest, IsTooLateAfterSixMonths) {
  Consignment one = Missed();
  const absl::Time end = absl::FromCivil(absl::CivilHour(2023, 8, 1, 14), LocalZone());
  EXPECT_THAT(CheckFiling(one, one.parcels(0), CLAIM_CAUSE_LOST, end), IsOk());
  EXPECT_THAT(CheckFiling(one, one.parcels(0), CLAIM_CAUSE_LOST, end + absl::Seconds(1)),
              StatusIs(kFailed, kClaimTooLate));
}

TEST_F(ClaimTest, LatenessMustHaveHappened) {
  Consignment one = Transfer();
  const absl::Time due = FromProto(one.due_time());
  EXPECT_THAT(CheckFiling(one, one.parcels(0), CLAIM_CAUSE_LATE, due),
              StatusIs(kFailed, kClaimUnfounded));
  EXPECT_THAT(CheckFiling(one, one.parcels(0), CLAIM_CAUSE_LATE, due + absl::Seconds(1)), IsOk());
  Take(TRACKING_KIND_DELIVERED, due, "BD.87", one);
  EXPECT_THAT(CheckFiling(one, one.parcels(0), CLAIM_CAUSE_LATE, due + absl::Hours(99)),
              StatusIs(kFailed, kClaimUnfounded));
}

// NĐ 47/2011 Đ.25: at least four times the postage, for lateness the postage back; Đ.26: in 30
// days. QĐ 45/2016 Đ.14: and the cost of issuing again.
TEST_F(ClaimTest, ThePostPaysAtLeastWhatTheDecreeSays) {
  Claim lost = Filed(CLAIM_CAUSE_LOST, 30'000);
  Answer answer{.accepted = true, .reissue_cost_vnd = 50'000, .compensation_vnd = 119'999};
  EXPECT_THAT(GiveAnswer(answer, Days(), On(3, 9), lost), StatusIs(kInvalid, kFieldInvalid));
  answer.compensation_vnd = 120'000;
  ASSERT_THAT(GiveAnswer(answer, Days(), On(3, 9), lost), IsOk());
  EXPECT_EQ(lost.state(), CLAIM_STATE_ACCEPTED);
  EXPECT_EQ(FromProto(lost.payment_due_time()),
            absl::FromCivil(absl::CivilHour(2023, 3, 6, 17), LocalZone()))
      << "the thirtieth day is a Sunday";
  EXPECT_EQ(LeastCompensation(Filed(CLAIM_CAUSE_LATE, 30'000)), 30'000);
  ASSERT_THAT(RecordPayment(On(6, 9), lost), IsOk());
  EXPECT_EQ(lost.state(), CLAIM_STATE_PAID);
  EXPECT_THAT(RecordPayment(On(6, 9), lost), StatusIs(kFailed, kTransitionNotAllowed));
}

TEST_F(ClaimTest, ARejectionSaysWhyAndPaysNothing) {
  Claim claim = Filed();
  EXPECT_THAT(GiveAnswer({.text = ""}, Days(), On(3, 9), claim),
              StatusIs(kInvalid, kFieldRequired));
  EXPECT_THAT(GiveAnswer({.compensation_vnd = 1, .text = "x"}, Days(), On(3, 9), claim),
              StatusIs(kInvalid, kFieldInvalid));
  ASSERT_THAT(GiveAnswer({.text = "Đã phát đúng hạn"}, Days(), On(3, 9), claim), IsOk());
  EXPECT_EQ(claim.state(), CLAIM_STATE_REJECTED);
  EXPECT_THAT(GiveAnswer({.text = "x"}, Days(), On(3, 9), claim),
              StatusIs(kFailed, kTransitionNotAllowed));
}

TEST_F(ClaimTest, AMissedDeadlineClimbsTwoRungs) {
  Claim claim = Filed();
  EXPECT_EQ(NextLook(claim, Days()), On(9, 17));
  EXPECT_FALSE(Escalate(Days(), On(9, 16), claim));
  EXPECT_TRUE(Escalate(Days(), On(9, 17), claim));
  const absl::Time second = NextLook(claim, Days());
  EXPECT_GT(second, On(15, 0));
  EXPECT_FALSE(Escalate(Days(), On(10, 9), claim));
  EXPECT_TRUE(Escalate(Days(), second, claim));
  EXPECT_EQ(NextLook(claim, Days()), absl::InfiniteFuture());
  EXPECT_EQ(claim.escalations(1).level(), 2);
  ASSERT_THAT(GiveAnswer({.accepted = true}, Days(), On(20, 9), claim), IsOk());
  EXPECT_EQ(NextLook(claim, Days()), FromProto(claim.payment_due_time())) << "its own rungs";
}

}  // namespace
}  // namespace motcua::postal
