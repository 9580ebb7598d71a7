#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/test_fixture.h"
#include "services/routing/workers/gauges.h"

namespace motcua::routing {
namespace {

using dossier::v1::STEP_STATE_QUEUED;
using dossier::v1::STEP_STATE_STUCK;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

async::Task<absl::Status> StatusOfClaim(async::Task<absl::StatusOr<v1::ClaimStepsResponse>> claim) {
  auto claimed = co_await std::move(claim);
  co_return claimed.status();
}

async::Task<absl::Status> Reconcile(Reconciler& reconciler, int turns) {
  for (int i = 0; i < turns; ++i) {
    auto status = co_await reconciler.RunOnce();
    if (!status.ok()) co_return status;
  }
  co_return absl::OkStatus();
}

class WorkersTest : public RoutingTest {
 protected:
  int TimesSaid(const std::string& code, std::string word) {
    const auto said = Said(code);
    return static_cast<int>(std::ranges::count(said, word));
  }
  void Recover() { ASSERT_THAT(RunOn(io, lease_recoverer.RunOnce()), IsOk()); }
  void Fire() { ASSERT_THAT(RunOn(io, timer_firer.RunOnce()), IsOk()); }
  // As many turns as a full pass needs.
  void ReconcileAll() {
    for (size_t i = 0; i <= checker.lists().size(); ++i) {
      ASSERT_THAT(RunOn(io, reconciler.RunOnce()), IsOk());
    }
  }
};

TEST_F(WorkersTest, ALeaseThatRunsOutReturnsTheStepAndInTheEndItIsStuck) {
  Accept("A", kSingle);
  for (int i = 1; i < max_expiries; ++i) {
    ClaimOne(kCommune);
    Recover();
    EXPECT_THAT(Queue(kCommune), IsEmpty()) << "the lease still runs";
    clock.Advance(absl::Minutes(30));
    Recover();
    EXPECT_THAT(Queue(kCommune), ElementsAre("A/0"));
    EXPECT_EQ(Stored("A").steps(0).lease_expiries(), i);
  }
  ClaimOne(kCommune);
  clock.Advance(absl::Minutes(30));
  Recover();
  EXPECT_EQ(Stored("A").steps(0).state(), STEP_STATE_STUCK);
  EXPECT_THAT(Queue(kCommune), IsEmpty());
  EXPECT_THAT(registry.Text(), HasSubstr("routing_leases_expired_total 3"));
  EXPECT_THAT(registry.Text(), HasSubstr("routing_steps_stuck_total 1"));
}

TEST_F(WorkersTest, EachRungOfTheLadderIsToldOnceEvenAfterANewPromise) {
  Accept("A", kThereAndBack);  // until Monday 20 March, 17:00; told two days before, and then
  clock.Set(LocalTime(2023, 3, 17, 7, 0));
  Fire();
  Fire();
  EXPECT_EQ(TimesSaid("A", "escalated"), 1);
  ASSERT_THAT(Repromise("A", LocalTime(2023, 3, 27, 17, 0)), IsOk());
  Fire();
  EXPECT_EQ(TimesSaid("A", "escalated"), 1);
  clock.Set(LocalTime(2023, 3, 24, 7, 0));
  Fire();
  EXPECT_EQ(TimesSaid("A", "escalated"), 2);
  clock.Set(LocalTime(2023, 4, 24, 7, 0));
  Fire();
  Fire();
  EXPECT_EQ(TimesSaid("A", "escalated"), 3);
  EXPECT_EQ(TimesSaid("A", "dossier_overdue"), 1);
}

TEST_F(WorkersTest, ARenewedLeaseIsLeftAlone) {
  Accept("A", kSingle);
  auto renew = RequestFor<v1::RenewLeaseRequest>(ClaimOne(kCommune));
  clock.Advance(absl::Minutes(29));
  ASSERT_THAT(RunOn(io, service.RenewLease(call, renew)), IsOk());
  clock.Advance(absl::Minutes(29));
  Recover();
  EXPECT_EQ(TimesSaid("A", "lease_expired"), 0);
}

TEST_F(WorkersTest, TwoRecoverersAndTwoFirersSayEachThingOnce) {
  for (int i = 0; i < 50; ++i) Accept(absl::StrFormat("D%02d", i), kSingle);
  ASSERT_THAT(Claim(kCommune, 50), IsOk());
  clock.Set(LocalTime(2023, 3, 6, 17, 0));
  Journeys other_journeys{committer, catalogue.calendar(), clock};
  LeaseRecoverer other_recoverer{other_journeys, metrics, max_expiries};
  TimerFirer other_firer{other_journeys, metrics};
  std::vector<async::Task<absl::Status>> turns;
  turns.push_back(lease_recoverer.RunOnce());
  turns.push_back(other_recoverer.RunOnce());
  turns.push_back(timer_firer.RunOnce());
  turns.push_back(other_firer.RunOnce());
  for (const auto& turn : RunOn(io, async::WhenAll(std::move(turns)))) EXPECT_THAT(turn, IsOk());
  for (int i = 0; i < 50; ++i) {
    const std::string code = absl::StrFormat("D%02d", i);
    EXPECT_EQ(TimesSaid(code, "lease_expired"), 1) << code;
    EXPECT_EQ(TimesSaid(code, "step_overdue"), 1) << code;
    EXPECT_EQ(TimesSaid(code, "dossier_overdue"), 1) << code;
  }
}

TEST_F(WorkersTest, TimersFireAtTheirInstantsAndOnce) {
  Accept("A", kThereAndBack);
  Fire();
  EXPECT_THAT(Said("A"), ElementsAre("routed", "queued"));
  clock.Set(FromProto(Stored("A").steps(0).due_time()));
  Fire();
  Fire();
  EXPECT_EQ(TimesSaid("A", "step_overdue"), 1);
  clock.Set(LocalTime(2023, 3, 20, 7, 0));  // a working day before the promise
  Fire();
  Fire();
  EXPECT_EQ(TimesSaid("A", "promise_near"), 1);
  clock.Set(LocalTime(2023, 3, 20, 17, 0));
  Fire();
  Fire();
  EXPECT_EQ(TimesSaid("A", "dossier_overdue"), 1);
  EXPECT_EQ(Call({"ZCARD", committer.keys().Timers(kRoutingService)}).integer, 0);
  EXPECT_THAT(registry.Text(), HasSubstr("routing_steps_overdue_total 1"));
}

TEST_F(WorkersTest, ManyTimersFireInOneTurn) {
  for (int i = 0; i < 600; ++i) Accept(absl::StrFormat("D%03d", i), kSingle);
  clock.Set(LocalTime(2023, 3, 6, 17, 0));
  Fire();
  EXPECT_EQ(Call({"ZCARD", committer.keys().Timers(kRoutingService)}).integer, 0);
}

TEST_F(WorkersTest, TheReconcilerFindsWhatWasPlantedAndRepairsIt) {
  for (std::string code : {"A", "B", "C", "D"}) Accept(code, kSingle);
  const auto keys = committer.keys();
  const std::string queue = keys.Queue(kCommune);
  Call({"ZREM", queue, "A/0"});                             // in no place
  Call({"ZADD", keys.Stuck(), "1", "B/0"});                 // in two
  Call({"ZADD", queue, "5", "C/0"});                        // with a wrong score
  Call({"ZREM", keys.Open(kJourneyKind), "D"});             // not among the open ones
  Call({"ZADD", keys.Queue(kDistrict), "5", "nowhere/0"});  // of no journey
  Call({"ZADD", keys.Queue(kDistrict), "5", "garbage"});    // not even a step
  Call({"ZADD", keys.Queue(kDistrict), "5", "A/0"});        // in another unit's queue

  auto checked = RunOn(io, service.CheckPlaces(call, v1::CheckPlacesRequest()));
  ASSERT_THAT(checked, IsOk());
  EXPECT_GE(checked->violations(), 7);
  EXPECT_THAT(checked->examples(), testing::Contains(HasSubstr("A/0 is missing from")));

  ReconcileAll();
  EXPECT_THAT(Queue(kCommune), ElementsAre("A/0", "B/0", "C/0", "D/0"));
  EXPECT_THAT(Queue(kDistrict), IsEmpty());
  checked = RunOn(io, service.CheckPlaces(call, v1::CheckPlacesRequest()));
  EXPECT_THAT(checked, IsOkAndHolds(EqualsProto("open_journeys: 4 open_steps: 4")));
  for (int i = 0; i < 4; ++i) Work(kCommune);
}

TEST_F(WorkersTest, TheReconcilerLeavesARunningSystemAlone) {
  for (int i = 0; i < 100; ++i) Accept(absl::StrFormat("D%03d", i), kThereAndBack);
  std::vector<v1::ClaimStepsRequest> requests(100);
  std::vector<async::Task<absl::Status>> all;
  for (auto& request : requests) {
    request.set_request_id(NextId());
    request.set_unit_code(kCommune);
    all.push_back(StatusOfClaim(service.ClaimSteps(call, request)));
  }
  all.push_back(Reconcile(reconciler, 100));
  for (const auto& status : RunOn(io, async::WhenAll(std::move(all)))) EXPECT_THAT(status, IsOk());
  EXPECT_THAT(registry.Text(), HasSubstr("routing_place_repairs_total 0"));
}

TEST_F(WorkersTest, GaugesShowTheQueues) {
  store::Inbox inbox(io, committer, {.service = kRoutingService},
                     [this](store::InboxEntry entry, Event event) {
                       return reactions.React(std::move(entry), std::move(event));
                     });
  ASSERT_THAT(RunOn(io, inbox.Prepare()), IsOk());
  store::InboxMetrics inbox_metrics(registry);
  Gauges gauges(journeys, inbox, UnitCodes(catalogue), metrics, inbox_metrics);
  Accept("A", kSingle);
  Accept("B", kSingle);
  ClaimOne(kCommune);
  clock.Advance(absl::Minutes(10));
  ASSERT_THAT(RunOn(io, gauges.RunOnce()), IsOk());
  EXPECT_THAT(registry.Text(), HasSubstr("routing_queue_steps{unit=\"30076\"} 1"));
  EXPECT_THAT(registry.Text(), HasSubstr("routing_leased_steps{unit=\"30076\"} 1"));
  EXPECT_THAT(registry.Text(), HasSubstr("routing_queue_head_age_seconds{unit=\"30076\"} 600"));
  EXPECT_THAT(registry.Text(), HasSubstr("routing_open_journeys 2"));
}

}  // namespace
}  // namespace motcua::routing
