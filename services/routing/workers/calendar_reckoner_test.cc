#include "services/routing/workers/calendar_reckoner.h"

#include <algorithm>

#include "common/base/reasons.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/test_fixture.h"

namespace motcua::routing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// The same province, with days off that became known after it had begun.
catalogue::Catalogue WithDayOff(const std::string& date) {
  auto made = catalogue::Catalogue::FromFiles(
      {{"test.textproto", kTestCatalogue},
       {"late.textproto",
        Cat("calendar_days { date: \"", date, "\" kind: DAY_KIND_HOLIDAY name: \"Nghỉ lễ\" }")}});
  EXPECT_THAT(made, IsOk());
  return *std::move(made);
}

// A process that starts with another catalogue.
struct Restarted {
  Restarted(store::Committer& committer, const catalogue::Catalogue& catalogue, const Clock& clock)
      : journeys(committer, catalogue.calendar(), clock),
        checker(journeys, UnitCodes(catalogue)),
        reckoner(journeys, checker) {}
  Journeys journeys;
  PlaceChecker checker;
  CalendarReckoner reckoner;
};

class CalendarReckonerTest : public RoutingTest {
 protected:
  // A fresh start by the old calendar: the promises stay, the timers are its own again.
  ~CalendarReckonerTest() override {
    Restarted old(committer, catalogue, clock);
    EXPECT_THAT(RunOn(io, old.reckoner.RunOnce()), IsOk());
    EXPECT_EQ(old.reckoner.moved(), 0);
  }
  void ExpectInPlace(Restarted& process) {
    auto findings = RunOn(io, process.checker.CheckAll());
    ASSERT_THAT(findings, IsOk());
    EXPECT_THAT(findings->examples, IsEmpty());
  }
  int Repromises(const std::string& code) {
    const auto said = Said(code);
    return static_cast<int>(std::ranges::count(said, "repromised"));
  }
  absl::Time PromiseOf(const std::string& code) { return FromProto(Stored(code).due_time()); }
  absl::StatusOr<v1::ListMovedPromisesResponse> Moved(int page_size = 0, std::string token = "") {
    v1::ListMovedPromisesRequest request;
    request.set_page_size(page_size);
    request.set_page_token(std::move(token));
    return RunOn(io, service.ListMovedPromises(call, request));
  }

  const catalogue::Catalogue late = WithDayOff("2023-03-09");
};

TEST_F(CalendarReckonerTest, MovesOpenPromisesOnceAndListsThem) {
  Accept("A", kThereAndBack);  // ten working days from Monday 6 March
  Accept("B", kSingle);        // today
  Accept("C", kParallel);      // no limit
  Restarted process(committer, late, clock);
  EXPECT_FALSE(process.reckoner.done());
  ASSERT_THAT(RunOn(io, process.reckoner.RunOnce()), IsOk());
  EXPECT_TRUE(process.reckoner.done());
  EXPECT_EQ(process.reckoner.moved(), 1);
  EXPECT_EQ(PromiseOf("A"), LocalTime(2023, 3, 21, 17, 0));
  EXPECT_EQ(PromiseOf("B"), LocalTime(2023, 3, 6, 17, 0));
  for (const char* code : {"A", "B", "C"}) {
    EXPECT_EQ(Stored(code).calendar(), late.calendar().fingerprint());
  }
  auto moved = Moved();
  ASSERT_THAT(moved, IsOk());
  ASSERT_THAT(moved->promises(), SizeIs(1));
  EXPECT_EQ(moved->promises(0).dossier_code(), "A");
  EXPECT_EQ(FromProto(moved->promises(0).move().old_due_time()), LocalTime(2023, 3, 20, 17, 0));
  ExpectInPlace(process);

  Restarted again(committer, late, clock);
  ASSERT_THAT(RunOn(io, again.reckoner.RunOnce()), IsOk());
  EXPECT_EQ(again.reckoner.moved(), 0);
  EXPECT_EQ(Repromises("A"), 1);
}

// A catalogue published while the service runs changes the calendar in place.
TEST_F(CalendarReckonerTest, FollowsACalendarTakenUpWhileRunning) {
  catalogue::Catalogue running = WithDayOff("2023-12-29");
  Restarted process(committer, running, clock);
  ASSERT_THAT(RunOn(io, process.reckoner.RunOnce()), IsOk());
  Accept("A", kThereAndBack);
  EXPECT_TRUE(process.reckoner.done());
  running.Replace(WithDayOff("2023-03-09"));
  EXPECT_FALSE(process.reckoner.done());
  ASSERT_THAT(RunOn(io, process.reckoner.RunOnce()), IsOk());
  EXPECT_TRUE(process.reckoner.done());
  EXPECT_EQ(process.reckoner.moved(), 1);
  EXPECT_EQ(PromiseOf("A"), LocalTime(2023, 3, 21, 17, 0));
  ExpectInPlace(process);
}

// Killed after some journeys, before the cell was told: the next start does the rest, and none twice.
TEST_F(CalendarReckonerTest, GoesOnWhereItWasKilled) {
  constexpr int kMany = 600;
  const auto accept = [this](int from, int to) {
    for (int i = from; i < to; ++i) Accept(absl::StrFormat("D%04d", i), kThereAndBack);
  };
  accept(0, kMany / 2);
  Restarted killed(committer, late, clock);
  ASSERT_THAT(RunOn(io, killed.reckoner.RunOnce()), IsOk());
  Call({"DEL", committer.keys().CalendarOf(kJourneyKind)});
  accept(kMany / 2, kMany);

  Restarted next(committer, late, clock);
  ASSERT_THAT(RunOn(io, next.reckoner.RunOnce()), IsOk());
  EXPECT_EQ(next.reckoner.moved(), kMany / 2);
  ExpectInPlace(next);
  for (int i = 0; i < kMany; i += 37) EXPECT_EQ(Repromises(absl::StrFormat("D%04d", i)), 1) << i;
  std::string token;
  int listed = 0;
  do {
    auto page = Moved(250, token);
    ASSERT_THAT(page, IsOk());
    listed += page->promises_size();
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_EQ(listed, kMany);
}

TEST_F(CalendarReckonerTest, APromiseOfAnotherCalendarIsReckonedWhenItArrives) {
  Restarted process(committer, late, clock);
  ASSERT_THAT(RunOn(io, process.reckoner.RunOnce()), IsOk());
  Event accepted = AcceptedEvent("A", kThereAndBack);  // intake still has the old calendar
  accepted.mutable_accepted()->set_calendar(catalogue.calendar().fingerprint());
  Reactions late_reactions{process.journeys, late};
  ASSERT_THAT(RunOn(io, late_reactions.React({}, accepted)).status(), IsOk());
  EXPECT_EQ(PromiseOf("A"), LocalTime(2023, 3, 21, 17, 0));
  EXPECT_EQ(Stored("A").calendar(), late.calendar().fingerprint());
}

TEST_F(CalendarReckonerTest, MovedPromisesAreListedWithinTheCallersUnits) {
  Accept("A", kThereAndBack);
  Restarted process(committer, late, clock);
  ASSERT_THAT(RunOn(io, process.reckoner.RunOnce()), IsOk());
  call.caller = {.name = "hang-xom", .units = {"30079"}};
  auto none = Moved();
  ASSERT_THAT(none, IsOk());
  EXPECT_THAT(none->promises(), IsEmpty());
  EXPECT_THAT(Moved(0, "nonsense"), StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid));
}

// The ladder by a real timer list: what was told before the change is not told after it.
TEST_F(CalendarReckonerTest, NoAlertIsToldTwice) {
  Accept("A", kThereAndBack);
  clock.Set(LocalTime(2023, 3, 17, 8, 0));
  ASSERT_THAT(RunOn(io, timer_firer.RunOnce()), IsOk());
  const auto before = Said("A");
  const catalogue::Catalogue monday = WithDayOff("2023-03-20");
  Restarted process(committer, monday, clock);
  ASSERT_THAT(RunOn(io, process.reckoner.RunOnce()), IsOk());
  TimerFirer firer{process.journeys, metrics};
  for (clock.Set(LocalTime(2023, 3, 17, 9, 0)); clock.Now() < LocalTime(2023, 3, 29, 9, 0);
       clock.Advance(absl::Hours(2))) {
    ASSERT_THAT(RunOn(io, firer.RunOnce()), IsOk());
  }
  const auto said = Said("A");
  EXPECT_EQ(std::ranges::count(before, "escalated"), 1);
  EXPECT_EQ(std::ranges::count(said, "escalated"), 2) << "two days before, and at the promise";
  EXPECT_EQ(std::ranges::count(said, "promise_near"), 1);
  EXPECT_EQ(std::ranges::count(said, "dossier_overdue"), 1);
}

}  // namespace
}  // namespace motcua::routing
