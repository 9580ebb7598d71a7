#include "services/routing/domain/outside.h"

#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<StepSpec> kOriginals = {
    {1, kCounter, 100}, {2, kDistrict, 700, true}, {3, kCounter, 200}};

TEST(BeginTest, StartsTheClockAtAcceptance) {
  TestJourney j(kOriginals);
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_RUNNING);
  EXPECT_EQ(FromProto(j.journey.clock_start_time()), kMonday);
  EXPECT_EQ(j.journey.papers_at(), kCounter);
  EXPECT_EQ(j.last[0].routed().units_size(), 3);
  EXPECT_THAT(j.journey.first_due_time(), EqualsProto(j.journey.due_time()));
}

TEST(ResumeTest, TheFullLimitRunsAgain) {  // NĐ 61/2018 Đ.19(4)
  TestJourney j({{1, kCounter, 500}, {2, kDistrict, 300}, {3, kCounter, 200}});
  const auto first_promise = j.journey.due_time();
  j.Finish(0);
  ASSERT_THAT(j.DoClaim(1), IsOk());
  ASSERT_THAT(j.DoHandBack(1), IsOk());
  j.now = Local(2023, 4, 3, 8, 0);
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("clock_resumed", "repromised", "queued"));
  EXPECT_EQ(FromProto(j.journey.due_time()), Local(2023, 4, 17, 17, 0));
  EXPECT_THAT(j.journey.first_due_time(), EqualsProto(first_promise));
  EXPECT_EQ(FromProto(j.journey.clock_start_time()), j.now);
  EXPECT_EQ(FromProto(j.journey.clock_stops(0).end_time()), j.now);
  // The stages that are left share the whole limit: 3 to 2.
  EXPECT_EQ(j.DueOf(2), Local(2023, 4, 17, 17, 0));
  EXPECT_GT(j.DueOf(1), Local(2023, 4, 10, 17, 0));
  EXPECT_EQ(j.last.back().queued().step_index(), 1);
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
  EXPECT_THAT(j.Said(), IsEmpty()) << "once";
}

TEST(ResumeTest, TheNewPromiseHasItsOwnWarnings) {
  TestJourney j({{1, kCounter, 1000}});
  j.now = Local(2023, 3, 20, 8, 0);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("promise_near"));
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.DoHandBack(0), IsOk());
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
  j.now = FromProto(j.journey.due_time());
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("step_overdue", "dossier_overdue"));
}

TEST(ResumeTest, WithoutALimitThereIsNoNewPromise) {
  TestJourney j({{1, kCounter, 1000}}, {calendar::LimitKind::kNone, 0});
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.DoHandBack(0), IsOk());
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("clock_resumed", "queued"));
}

TEST(PapersTest, ArrivalQueuesTheStepThatWaits) {
  TestJourney j(kOriginals);
  j.Finish(0);
  j.Do([&](Turn& t) { PapersArrived(t, "000", j.calendar); });
  EXPECT_THAT(j.Said(), IsEmpty()) << "another unit's";
  j.Do([&](Turn& t) { PapersArrived(t, kDistrict, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("queued"));
  EXPECT_EQ(j.journey.papers_at(), kDistrict);
  j.Do([&](Turn& t) { PapersArrived(t, kDistrict, j.calendar); });
  EXPECT_THAT(j.Said(), IsEmpty()) << "once";
}

TEST(PapersTest, ArrivalDuringASupplementWaitsForIt) {
  TestJourney j({{1, kCounter, 500}, {1, kDistrict, 1000, true}});
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.DoHandBack(0), IsOk());
  EXPECT_EQ(j.StateOf(1), STEP_STATE_AWAITING_PAPERS) << "the papers are on their way";
  j.Do([&](Turn& t) { PapersArrived(t, kDistrict, j.calendar); });
  EXPECT_THAT(j.Said(), IsEmpty());
  EXPECT_TRUE(j.touched);
  EXPECT_EQ(j.StateOf(1), STEP_STATE_SUSPENDED);
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("clock_resumed", "repromised", "queued", "queued"));
}

TEST(PapersTest, PapersThatArriveAfterTheSupplementQueueTheStep) {
  TestJourney j({{1, kCounter, 500}, {1, kDistrict, 1000, true}});
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.DoHandBack(0), IsOk());
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
  EXPECT_EQ(j.StateOf(1), STEP_STATE_AWAITING_PAPERS);
  j.Do([&](Turn& t) { PapersArrived(t, kDistrict, j.calendar); });
  EXPECT_EQ(j.StateOf(1), STEP_STATE_QUEUED);
}

TEST(PapersTest, LossMakesTheStepStuckUntilItIsRequeued) {
  TestJourney j(kOriginals);
  j.Finish(0);
  j.Do([&](Turn& t) { PapersLost(t, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("stuck"));
  EXPECT_EQ(j.journey.steps(1).stuck_cause(), "PAPERS_LOST");
  ASSERT_THAT(j.Do([](Turn& t) { return Requeue(t, 1); }), IsOk());
  EXPECT_EQ(j.journey.papers_at(), kDistrict);
  EXPECT_EQ(j.StateOf(1), STEP_STATE_QUEUED);
}

TEST(PapersTest, ProofOfDeliveryAfterAllFreesTheStep) {
  TestJourney j(kOriginals);
  j.Finish(0);
  j.Do([&](Turn& t) { PapersReturned(t, j.calendar); });
  EXPECT_EQ(j.journey.steps(1).stuck_cause(), "PAPERS_RETURNED");
  j.Do([&](Turn& t) { PapersArrived(t, kDistrict, j.calendar); });
  EXPECT_EQ(j.StateOf(1), STEP_STATE_QUEUED);
  EXPECT_EQ(j.journey.steps(1).stuck_cause(), "");
}

TEST(ResultTest, DeliveryEndsTheJourney) {
  TestJourney j({{1, kCounter, 1000}}, {calendar::LimitKind::kSameDay, 0},
                type::v1::RETURN_METHOD_POST);
  j.Do([](Turn& t) { ResultDelivered(t); });
  EXPECT_THAT(j.Said(), IsEmpty()) << "no result yet";
  j.Finish(0);
  j.Do([](Turn& t) { ResultDelivered(t); });
  EXPECT_THAT(j.Said(), ElementsAre("closed"));
  EXPECT_EQ(j.last[0].closed().reason(), event::v1::CLOSE_REASON_DELIVERED);
  j.Do([](Turn& t) { ResultDelivered(t); });
  EXPECT_THAT(j.Said(), IsEmpty()) << "once";
}

// Withdrawal reaches a journey in every state.
struct WithdrawCase {
  const char* name;
  std::function<void(TestJourney&)> reach;
  bool ends;
};

class WithdrawTest : public testing::TestWithParam<WithdrawCase> {};

TEST_P(WithdrawTest, EndsAJourneyThatHasNotEnded) {
  TestJourney j(kOriginals);
  GetParam().reach(j);
  j.Do([](Turn& t) { Withdraw(t); });
  if (!GetParam().ends) {
    EXPECT_THAT(j.Said(), IsEmpty());
    return;
  }
  EXPECT_THAT(j.Said(), ElementsAre("closed"));
  EXPECT_EQ(j.last[0].closed().reason(), event::v1::CLOSE_REASON_WITHDRAWN);
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_WITHDRAWN);
  EXPECT_TRUE(j.journey.has_finish_time());
  EXPECT_TRUE(j.journey.has_close_time());
  for (const auto& step : j.journey.steps()) {
    EXPECT_FALSE(step.has_lease());
    EXPECT_TRUE(step.state() == STEP_STATE_DONE || step.state() == STEP_STATE_PENDING);
  }
  for (const auto& stop : j.journey.clock_stops()) EXPECT_TRUE(stop.has_end_time());
  j.Do([](Turn& t) { Withdraw(t); });
  EXPECT_THAT(j.Said(), IsEmpty()) << "once";
}

void ToResult(TestJourney& j) {
  j.Finish(0);
  j.Do([&](Turn& t) { PapersArrived(t, kDistrict, j.calendar); });
  j.Finish(1);
  j.Finish(2);
}

INSTANTIATE_TEST_SUITE_P(
    States, WithdrawTest,
    testing::Values(WithdrawCase{"queued", [](TestJourney&) {}, true},
                    WithdrawCase{"leased",
                                 [](TestJourney& j) { ASSERT_THAT(j.DoClaim(0), IsOk()); }, true},
                    WithdrawCase{"papers", [](TestJourney& j) { j.Finish(0); }, true},
                    WithdrawCase{"stuck",
                                 [](TestJourney& j) {
                                   j.Finish(0);
                                   j.Do([&](Turn& t) { PapersLost(t, j.calendar); });
                                 },
                                 true},
                    WithdrawCase{"supplement",
                                 [](TestJourney& j) {
                                   ASSERT_THAT(j.DoClaim(0), IsOk());
                                   ASSERT_THAT(j.DoHandBack(0), IsOk());
                                 },
                                 true},
                    WithdrawCase{"ready", [](TestJourney& j) { ToResult(j); }, true},
                    WithdrawCase{"closed",
                                 [](TestJourney& j) {
                                   ToResult(j);
                                   ASSERT_THAT(j.Do([](Turn& t) { return HandOver(t); }), IsOk());
                                 },
                                 false}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace motcua::routing
