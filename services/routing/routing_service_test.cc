#include "services/routing/routing_service.h"

#include "common/base/reasons.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/test_fixture.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(RoutingTest, ASingleStepGoesFromAcceptanceToHandOver) {
  Accept("A", kSingle);
  Work(kCommune);
  auto closed = HandOver("A");
  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(FromProto(closed->close_time()), clock.Now());
  EXPECT_THAT(Said("A"), ElementsAre("routed", "queued", "claimed", "step_completed",
                                     "result_ready", "closed"));
  EXPECT_EQ(Stored("A").state(), JOURNEY_STATE_CLOSED);
}

TEST_F(RoutingTest, ADossierTravelsToTheDistrictAndBack) {
  Accept("A", kThereAndBack);
  Work(kCommune);
  EXPECT_THAT(Queue(kDistrict), ElementsAre("A/1"));
  Work(kDistrict);
  EXPECT_THAT(Queue(kCommune), ElementsAre("A/2"));
  auto completed = Complete(ClaimOne(kCommune));
  ASSERT_THAT(completed, IsOk());
  EXPECT_EQ(completed->state(), JOURNEY_STATE_RESULT_READY);
  EXPECT_THAT(completed->open_steps(), IsEmpty());
  ASSERT_THAT(HandOver("A"), IsOk());
}

TEST_F(RoutingTest, ParallelStepsJoin) {
  Accept("A", kParallel);
  auto completed = Complete(ClaimOne(kCommune));
  ASSERT_THAT(completed, IsOk());
  EXPECT_THAT(completed->open_steps(), ElementsAre(1, 2));
  Work(kDepartment);
  EXPECT_THAT(Queue(kDistrict), IsEmpty());
  Work(kDivision);
  EXPECT_THAT(Queue(kDistrict), ElementsAre("A/3"));
  Work(kDistrict);
  ASSERT_THAT(HandOver("A"), IsOk());
}

TEST_F(RoutingTest, AStepWaitsForItsOriginals) {
  Accept("A", kOriginals);
  Work(kCommune);
  EXPECT_THAT(Said("A").back(), "papers_awaited");
  EXPECT_THAT(Queue(kDistrict), IsEmpty());
  Event arrived = EventOf("A");
  arrived.mutable_transfer_arrived()->set_to_unit(kDistrict);
  arrived.mutable_transfer_arrived()->set_step_index(1);
  ASSERT_THAT(React(arrived), IsOk());
  EXPECT_THAT(Queue(kDistrict), ElementsAre("A/1"));
  ASSERT_THAT(React(arrived), IsOk());
  EXPECT_THAT(Queue(kDistrict), ElementsAre("A/1")) << "the same event again";
  Work(kDistrict);
  ASSERT_THAT(HandOver("A"), IsOk());
}

TEST_F(RoutingTest, LostOriginalsMakeTheStepStuckUntilItIsRequeued) {
  Accept("A", kOriginals);
  Work(kCommune);
  Event lost = EventOf("A");
  lost.mutable_lost()->set_kind(CONSIGNMENT_KIND_UNIT_TO_UNIT);
  ASSERT_THAT(React(lost), IsOk());
  v1::ListStuckStepsRequest list;
  auto stuck = RunOn(io, service.ListStuckSteps(call, list));
  ASSERT_THAT(stuck, IsOk());
  ASSERT_EQ(stuck->entries_size(), 1);
  EXPECT_EQ(stuck->entries(0).step().stuck_cause(), "PAPERS_LOST");

  v1::RequeueStepRequest request;
  request.set_request_id(NextId());
  request.set_unit_code(kDistrict);
  request.set_dossier_code("A");
  request.set_step_index(1);
  ASSERT_THAT(RunOn(io, service.RequeueStep(call, request)), IsOk());
  EXPECT_THAT(Queue(kDistrict), ElementsAre("A/1"));
  request.set_request_id(NextId());
  EXPECT_THAT(RunOn(io, service.RequeueStep(call, request)),
              StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
}

TEST_F(RoutingTest, ASupplementStopsTheClockAndGivesANewPromise) {
  Accept("A", kThereAndBack);
  const absl::Time first = FromProto(Stored("A").due_time());
  Work(kCommune);
  ASSERT_THAT(HandBack(ClaimOne(kDistrict)), IsOk());
  EXPECT_THAT(Queue(kDistrict), IsEmpty());
  clock.Set(LocalTime(2023, 4, 3, 8, 0));
  ASSERT_THAT(RunOn(io, timer_firer.RunOnce()), IsOk());
  EXPECT_EQ(Said("A").back(), "clock_stopped") << "a stopped clock says nothing";
  Supplement("A");
  const Journey journey = Stored("A");
  EXPECT_EQ(FromProto(journey.first_due_time()), first);
  EXPECT_EQ(FromProto(journey.due_time()), LocalTime(2023, 4, 17, 17, 0));
  EXPECT_THAT(Queue(kDistrict), ElementsAre("A/1"));
  const auto again = HandBack(ClaimOne(kDistrict));
  EXPECT_THAT(again, StatusIs(StatusCode::kFailedPrecondition, kSupplementAlreadyRequested));
}

TEST_F(RoutingTest, WithdrawalTakesTheDossierOutOfEveryPlace) {
  const auto places = [&] {
    return Call({"KEYS", "*"}).items.size() - Call({"KEYS", "*journey*"}).items.size() -
           Call({"KEYS", "*request*"}).items.size() - 2;  // the event stream, postal's inbox
  };
  Accept("queued", kSingle);
  DoWithdraw("queued");
  Accept("leased", kSingle);
  ClaimOne(kCommune);
  DoWithdraw("leased");
  Accept("papers", kOriginals);
  Work(kCommune);
  DoWithdraw("papers");
  Accept("supplement", kThereAndBack);
  ASSERT_THAT(HandBack(ClaimOne(kCommune)), IsOk());
  DoWithdraw("supplement");
  Accept("ready", kSingle);
  Work(kCommune);
  DoWithdraw("ready");
  for (std::string code : {"queued", "leased", "papers", "supplement", "ready"}) {
    EXPECT_EQ(Stored(code).state(), JOURNEY_STATE_WITHDRAWN) << code;
    EXPECT_EQ(Said(code).back(), "closed") << code;
  }
  auto findings = RunOn(io, checker.CheckAll());
  ASSERT_THAT(findings, IsOk());
  EXPECT_EQ(findings->open_journeys, 0);
  EXPECT_EQ(findings->open_steps, 0);
  EXPECT_LE(places(), 2u) << "intake's inbox of closed and requested";
}

TEST_F(RoutingTest, ThePostDeliversOrBringsBackTheResult) {
  for (std::string code : {"A", "B"}) {
    Accept(code, kSingle, type::v1::RETURN_METHOD_POST);
    Work(kCommune);
    EXPECT_THAT(HandOver(code), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  }
  Event delivered = EventOf("A");
  delivered.mutable_delivered()->set_consignment_id("EQ473124829VN");
  ASSERT_THAT(React(delivered), IsOk());
  EXPECT_EQ(Stored("A").state(), JOURNEY_STATE_CLOSED);
  Event returned = EventOf("B");
  returned.mutable_returned()->set_kind(CONSIGNMENT_KIND_RESULT_TO_HOME);
  ASSERT_THAT(React(returned), IsOk());
  ASSERT_THAT(HandOver("B"), IsOk());
}

TEST_F(RoutingTest, EventsThatConcernNobodyChangeNothing) {
  Accept("A", kSingle);
  Accept("A", kThereAndBack);
  EXPECT_EQ(Stored("A").procedure_code(), kSingle) << "the first acceptance stands";
  Event paid = EventOf("A");
  paid.mutable_paid()->set_amount_vnd(1);
  ASSERT_THAT(React(paid), IsOk());
  Event early = EventOf("A");
  early.mutable_supplemented()->set_after_acceptance(false);
  ASSERT_THAT(React(early), IsOk());
  EXPECT_THAT(Said("A"), ElementsAre("routed", "queued"));
  Event on_the_way = EventOf("not accepted yet");
  on_the_way.mutable_lost()->set_kind(CONSIGNMENT_KIND_HOME_TO_COUNTER);
  ASSERT_THAT(React(on_the_way), IsOk());
  Event unknown = EventOf("B");
  unknown.mutable_delivered();
  EXPECT_THAT(React(unknown), StatusIs(StatusCode::kNotFound, kDossierNotFound));
}

TEST_F(RoutingTest, TheClockStandsUntilTheOtherAuthorityAnswers) {
  Accept("A", kThereAndBack);  // until Monday 20 March, 17:00
  const v1::ClaimedStep step = ClaimOne(kCommune);
  ASSERT_THAT(Stop(step), IsOk());
  EXPECT_THAT(Queue(kCommune), IsEmpty());
  EXPECT_THAT(Stop(step), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));
  Supplement("A");
  EXPECT_EQ(Stored("A").state(), JOURNEY_STATE_AWAITING_AUTHORITY) << "not what it waits for";
  clock.Advance(absl::Hours(24));
  auto resumed = Resume(step);
  ASSERT_THAT(resumed, IsOk());
  EXPECT_EQ(FromProto(resumed->due_time()), LocalTime(2023, 3, 21, 17, 0));
  EXPECT_THAT(Resume(step), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  EXPECT_THAT(Said("A"), ElementsAre("routed", "queued", "claimed", "clock_stopped",
                                     "clock_resumed", "repromised", "queued"));
  Work(kCommune);
}

TEST_F(RoutingTest, TheClockStandsUntilTheFeeIsPaid) {
  Accept("A", kThereAndBack);
  auto request = RequestFor<v1::HandBackStepRequest>(ClaimOne(kCommune));
  request.set_kind(v1::HAND_BACK_KIND_FEE);
  request.set_reason("Phí thẩm định");
  ASSERT_THAT(RunOn(io, service.HandBackStep(call, request)), IsOk());
  Event paid = EventOf("A");
  paid.mutable_paid()->set_amount_vnd(1000);
  ASSERT_THAT(React(paid), IsOk());
  EXPECT_EQ(Stored("A").state(), JOURNEY_STATE_AWAITING_FEE) << "something is still owed";
  paid.mutable_paid()->set_settles(true);
  ASSERT_THAT(React(paid), IsOk());
  EXPECT_EQ(Stored("A").state(), JOURNEY_STATE_RUNNING);
  Work(kCommune);
  ASSERT_THAT(React(paid), IsOk()) << "when it waits for nothing";
}

TEST_F(RoutingTest, APromiseIsPutOffOnceAndTheQueueFollows) {
  Accept("A", kThereAndBack);
  const absl::Time due = FromProto(Stored("A").steps(0).due_time());
  ASSERT_THAT(Repromise("A", LocalTime(2023, 3, 31, 17, 0)), IsOk());
  EXPECT_THAT(Said("A").back(), "repromised");
  EXPECT_GT(FromProto(Stored("A").steps(0).due_time()), due);
  EXPECT_THAT(Repromise("A", LocalTime(2023, 4, 7, 17, 0)),
              StatusIs(StatusCode::kFailedPrecondition, kAlreadyRepromised));
  Accept("B", kSingle);
  EXPECT_THAT(Repromise("B", LocalTime(2023, 4, 7, 17, 0)),
              StatusIs(StatusCode::kFailedPrecondition, kRepromiseTooLate));
  Work(kCommune);
}

TEST_F(RoutingTest, ADeadlineIsExplainedWithoutGaps) {
  Accept("A", kThereAndBack);
  v1::ExplainDeadlineRequest request;
  request.set_dossier_code("A");
  auto explained = RunOn(io, service.ExplainDeadline(call, request));
  ASSERT_THAT(explained, IsOk());
  EXPECT_EQ(FromProto(explained->due_time()), LocalTime(2023, 3, 20, 17, 0));
  ASSERT_GT(explained->intervals_size(), 0);
  EXPECT_EQ(FromProto(explained->intervals(0).begin_time()), clock.Now());
  for (int i = 1; i < explained->intervals_size(); ++i) {
    EXPECT_THAT(explained->intervals(i).begin_time(),
                EqualsProto(explained->intervals(i - 1).end_time()));
  }
  Accept("B", kParallel);
  request.set_dossier_code("B");
  explained = RunOn(io, service.ExplainDeadline(call, request));
  ASSERT_THAT(explained, IsOk());
  EXPECT_FALSE(explained->has_due_time());
}

TEST_F(RoutingTest, AnEventAndItsEffectAreOneWrite) {
  store::Inbox inbox(io, committer, {.service = kRoutingService},
                     [this](store::InboxEntry entry, Event event) {
                       return reactions.React(std::move(entry), std::move(event));
                     });
  ASSERT_THAT(RunOn(io, inbox.Prepare()), IsOk());
  store::Commit commit;
  commit.events.push_back(AcceptedEvent("A", kSingle));
  ASSERT_THAT(RunOn(io, committer.Run(commit)), IsOk());
  EXPECT_EQ(Call({"XLEN", committer.keys().Inbox(kRoutingService)}).integer, 1);
  async::Detach(io, inbox.Run());
  for (int i = 0; i < 1000 && Queue(kCommune).empty(); ++i)
    io.run_for(std::chrono::milliseconds(1));
  EXPECT_THAT(Queue(kCommune), ElementsAre("A/0"));
  EXPECT_EQ(Call({"XLEN", committer.keys().Inbox(kRoutingService)}).integer, 0);
  inbox.Stop();
  io.run_for(std::chrono::milliseconds(50));
}

}  // namespace
}  // namespace motcua::routing
