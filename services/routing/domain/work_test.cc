#include "services/routing/domain/work.h"

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<StepSpec> kOneStep = {{1, kCounter, 1000}};
const std::vector<StepSpec> kThereAndBack = {
    {1, kCounter, 100}, {2, kDistrict, 700}, {3, kCounter, 200}};
const std::vector<StepSpec> kParallel = {
    {1, kCounter, 100}, {2, kDistrict, 200}, {2, kDivision, 600}, {3, kCounter, 300}};

TEST(ClaimTest, TakesAQueuedStepUntilTheLeaseRunsOut) {
  TestJourney j(kOneStep);
  ASSERT_THAT(j.DoClaim(0), IsOk());
  EXPECT_EQ(j.StateOf(0), STEP_STATE_LEASED);
  EXPECT_EQ(j.journey.steps(0).lease().holder(), "can-bo-1");
  EXPECT_EQ(FromProto(j.journey.steps(0).lease().expire_time()), j.now + absl::Minutes(30));
  EXPECT_THAT(j.Said(), ElementsAre("claimed"));
}

TEST(ClaimTest, RefusesAStepThatIsNotQueued) {
  TestJourney j(kThereAndBack);
  EXPECT_THAT(j.DoClaim(1), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  ASSERT_THAT(j.DoClaim(0), IsOk());
  EXPECT_THAT(j.DoClaim(0), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  EXPECT_THAT(j.Said(), IsEmpty());
}

// Each action that needs a lease, and each way of not holding it.
class LeaseTest : public testing::TestWithParam<int> {
 protected:
  absl::Status Act(TestJourney& j, int step, std::string token) {
    return j.Do([&](Turn& t) -> absl::Status {
      switch (GetParam()) {
        case 0:
          return Renew(t, step, token, absl::Minutes(10));
        case 1:
          return Release(t, step, token, "");
        case 2:
          return Complete(t, step, token, STEP_RESULT_APPROVED, "", j.calendar);
        default:
          return HandBack(t, step, token, {"Tờ khai"}, "Thiếu");
      }
    });
  }
};

TEST_P(LeaseTest, NeedsARunningLeaseOfThisToken) {
  TestJourney j(kOneStep);
  EXPECT_THAT(Act(j, 0, ""), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));
  ASSERT_THAT(j.DoClaim(0), IsOk());
  EXPECT_THAT(Act(j, 0, "other"), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));
  EXPECT_THAT(Act(j, 0, ""), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));
  EXPECT_THAT(Act(j, 1, "token"), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  EXPECT_THAT(Act(j, -1, "token"), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  j.now += absl::Minutes(30);  // run out, though not yet recovered
  EXPECT_THAT(Act(j, 0, "token"), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));
  EXPECT_THAT(j.Said(), IsEmpty());
  j.now -= absl::Microseconds(1);
  EXPECT_THAT(Act(j, 0, "token"), IsOk());
}

INSTANTIATE_TEST_SUITE_P(Actions, LeaseTest, testing::Range(0, 4));

TEST(RenewTest, ProlongsFromNowWithoutAnEvent) {
  TestJourney j(kOneStep);
  ASSERT_THAT(j.DoClaim(0), IsOk());
  j.now += absl::Minutes(20);
  ASSERT_THAT(j.Do([](Turn& t) { return Renew(t, 0, "token", absl::Hours(1)); }), IsOk());
  EXPECT_EQ(FromProto(j.journey.steps(0).lease().expire_time()), j.now + absl::Hours(1));
  EXPECT_THAT(j.Said(), IsEmpty());
  EXPECT_TRUE(j.touched);
}

TEST(ReleaseTest, GivesTheStepBack) {
  TestJourney j(kOneStep);
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.Do([](Turn& t) { return Release(t, 0, "token", "Hết giờ"); }), IsOk());
  EXPECT_EQ(j.StateOf(0), STEP_STATE_QUEUED);
  EXPECT_FALSE(j.journey.steps(0).has_lease());
  EXPECT_THAT(j.Said(), ElementsAre("released"));
}

TEST(CompleteTest, OpensTheNextStageAndInTheEndTheResultIsReady) {
  TestJourney j(kThereAndBack);
  EXPECT_THAT(j.Said(), ElementsAre("routed", "queued"));
  j.Finish(0);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "queued"));
  EXPECT_EQ(j.StateOf(1), STEP_STATE_QUEUED);
  j.Finish(1);
  j.Finish(2);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "result_ready"));
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_RESULT_READY);
  EXPECT_EQ(j.journey.result(), STEP_RESULT_APPROVED);
  EXPECT_EQ(FromProto(j.journey.finish_time()), j.now);
}

TEST(CompleteTest, AStageWaitsForItsSlowestStep) {
  TestJourney j(kParallel);
  j.Finish(0);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "queued", "queued"));
  j.Finish(2);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed"));
  EXPECT_EQ(j.StateOf(3), STEP_STATE_PENDING);
  j.Finish(1);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "queued"));
  EXPECT_EQ(j.StateOf(3), STEP_STATE_QUEUED);
}

TEST(CompleteTest, OneRejectionIsTheAnswer) {
  TestJourney j(kThereAndBack);
  j.Finish(0);
  ASSERT_THAT(j.DoClaim(1), IsOk());
  ASSERT_THAT(j.Do([&](Turn& t) {
    return Complete(t, 1, "token", STEP_RESULT_REJECTED, "Không đủ điều kiện", j.calendar);
  }),
              IsOk());
  j.Finish(2);
  EXPECT_EQ(j.journey.result(), STEP_RESULT_REJECTED);
  EXPECT_EQ(j.last.back().result_ready().result(), STEP_RESULT_REJECTED);
  EXPECT_EQ(j.journey.steps(1).note(), "Không đủ điều kiện");
}

TEST(CompleteTest, TellsHowLongTheStepTook) {
  TestJourney j(kOneStep);
  ASSERT_THAT(j.DoClaim(0), IsOk());
  j.now += absl::Minutes(10);
  ASSERT_THAT(j.DoComplete(0), IsOk());
  EXPECT_EQ(j.last[0].step_completed().elapsed_seconds(), 600);
  EXPECT_EQ(j.journey.steps(0).done_by(), "can-bo-1");
}

TEST(CompleteTest, AStepWaitsForOriginalsThatAreElsewhere) {
  TestJourney j({{1, kCounter, 100}, {2, kDistrict, 700, true}, {3, kCounter, 200, true}});
  j.Finish(0);
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "papers_awaited"));
  EXPECT_EQ(j.last[1].papers_awaited().from_unit(), kCounter);
  EXPECT_EQ(j.last[1].papers_awaited().to_unit(), kDistrict);
  EXPECT_EQ(j.StateOf(1), STEP_STATE_AWAITING_PAPERS);
}

TEST(CompleteTest, AStepWhoseOriginalsAreThereOpensAtOnce) {
  TestJourney j({{1, kCounter, 1000, true}});
  EXPECT_EQ(j.StateOf(0), STEP_STATE_QUEUED);
}

TEST(HandBackTest, StopsTheClockAndSuspendsEveryOpenStep) {
  TestJourney j(kParallel);
  j.Finish(0);
  ASSERT_THAT(j.DoClaim(1), IsOk());
  ASSERT_THAT(j.DoHandBack(1), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("supplement_requested", "clock_stopped"));
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_AWAITING_SUPPLEMENT);
  EXPECT_EQ(j.StateOf(1), STEP_STATE_SUSPENDED);
  EXPECT_EQ(j.StateOf(2), STEP_STATE_SUSPENDED);
  EXPECT_EQ(j.StateOf(3), STEP_STATE_PENDING);
  ASSERT_EQ(j.journey.clock_stops_size(), 1);
  EXPECT_FALSE(j.journey.clock_stops(0).has_end_time());
  EXPECT_THAT(j.DoClaim(2), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
}

TEST(HandBackTest, MayHappenOnceADossier) {  // NĐ 61/2018 Đ.11(2c)
  TestJourney j(kOneStep);
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.DoHandBack(0), IsOk());
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
  ASSERT_THAT(j.DoClaim(0), IsOk());
  EXPECT_THAT(j.DoHandBack(0),
              StatusIs(StatusCode::kFailedPrecondition, kSupplementAlreadyRequested));
  EXPECT_EQ(j.StateOf(0), STEP_STATE_LEASED);
}

TEST(ExpireLeaseTest, ReturnsTheStepAndInTheEndMakesItStuck) {
  TestJourney j(kOneStep);
  auto expire = [&] { j.Do([](Turn& t) { ExpireLease(t, 0, 3); }); };
  for (int i = 1; i <= 2; ++i) {
    ASSERT_THAT(j.DoClaim(0), IsOk());
    expire();
    EXPECT_THAT(j.Said(), IsEmpty()) << "the lease still runs";
    j.now += absl::Minutes(30);
    expire();
    EXPECT_THAT(j.Said(), ElementsAre("lease_expired"));
    EXPECT_EQ(j.StateOf(0), STEP_STATE_QUEUED);
    expire();
    EXPECT_THAT(j.Said(), IsEmpty()) << "once";
  }
  ASSERT_THAT(j.DoClaim(0), IsOk());
  j.now += absl::Minutes(30);
  expire();
  EXPECT_THAT(j.Said(), ElementsAre("lease_expired", "stuck"));
  EXPECT_EQ(j.StateOf(0), STEP_STATE_STUCK);
  EXPECT_EQ(j.journey.steps(0).stuck_cause(), "LEASES_EXPIRED");
  EXPECT_THAT(j.DoClaim(0), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
}

TEST(RequeueTest, PutsAStuckStepBack) {
  TestJourney j(kOneStep);
  auto requeue = [&] { return j.Do([](Turn& t) { return Requeue(t, 0); }); };
  EXPECT_THAT(requeue(), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  ASSERT_THAT(j.DoClaim(0), IsOk());
  j.now += absl::Hours(1);
  j.Do([](Turn& t) { ExpireLease(t, 0, 1); });
  ASSERT_THAT(requeue(), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("queued"));
  EXPECT_EQ(j.StateOf(0), STEP_STATE_QUEUED);
  EXPECT_EQ(j.journey.steps(0).lease_expiries(), 0);
  EXPECT_FALSE(j.journey.steps(0).has_stuck_time());
}

TEST(HandOverTest, EndsAJourneyWhoseResultIsAtTheCounter) {
  TestJourney j(kOneStep);
  auto hand_over = [&] { return j.Do([](Turn& t) { return HandOver(t); }); };
  EXPECT_THAT(hand_over(), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  j.Finish(0);
  ASSERT_THAT(hand_over(), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("closed"));
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_CLOSED);
  EXPECT_THAT(hand_over(), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
}

TEST(HandOverTest, IsRefusedWhileThePostHasTheResult) {
  TestJourney j(kOneStep, {calendar::LimitKind::kSameDay, 0}, type::v1::RETURN_METHOD_POST);
  j.Finish(0);
  EXPECT_THAT(j.Do([](Turn& t) { return HandOver(t); }),
              StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  j.Do([](Turn& t) { ResultCameBack(t); });
  EXPECT_THAT(j.Do([](Turn& t) { return HandOver(t); }), IsOk());
}

}  // namespace
}  // namespace motcua::routing
