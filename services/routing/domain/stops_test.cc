#include "services/routing/domain/stops.h"

#include <random>
#include <utility>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/explain.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<StepSpec> kSteps = {{1, kCounter, 200}, {2, kDistrict, 600}, {3, kCounter, 200}};

absl::Status Ask(TestJourney& j, int step, absl::Time expected = absl::InfiniteFuture()) {
  if (auto claimed = j.DoClaim(step); !claimed.ok()) return claimed;
  return j.Do([&](Turn& t) { return AskAuthority(t, step, "token", "Sở Xây dựng", expected); });
}
absl::Status Answer(TestJourney& j, int step) {
  return j.Do([&](Turn& t) { return AuthorityAnswered(t, step, j.limit, j.calendar); });
}
void Supplement(TestJourney& j) {
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
}
absl::Status HandBackPausing(TestJourney& j) {
  if (auto claimed = j.DoClaim(0); !claimed.ok()) return claimed;
  return j.Do([&](Turn& t) {
    return HandBack(t, 0, "token", {"Tờ khai"}, "Thiếu chữ ký", SupplementMode::kPause);
  });
}
absl::Time PromiseOf(const TestJourney& j) { return FromProto(j.journey.due_time()); }

TEST(AuthorityTest, StopsTheClockAndSaysWhoIsToAnswer) {  // NĐ 61/2018 Đ.19(5)
  TestJourney j(kSteps);
  ASSERT_THAT(Ask(j, 0, Local(2023, 3, 10, 17, 0)), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("clock_stopped"));
  EXPECT_EQ(j.last[0].clock_stopped().reason(), "OTHER_AUTHORITY");
  EXPECT_EQ(j.last[0].clock_stopped().authority(), "Sở Xây dựng");
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_AWAITING_AUTHORITY);
  EXPECT_EQ(j.StateOf(0), STEP_STATE_SUSPENDED);
  EXPECT_EQ(FromProto(j.journey.clock_stops(0).expected_time()), Local(2023, 3, 10, 17, 0));
  EXPECT_EQ(NextTimer(j.journey, j.calendar), absl::InfiniteFuture());
}

TEST(AuthorityTest, TheAnswerLetsTheLimitGoOnWhereItStopped) {
  TestJourney j(kSteps);  // until Monday 20 March, 17:00
  const absl::Time first_step = j.DueOf(0);
  j.now = Local(2023, 3, 7, 8, 0);
  ASSERT_THAT(Ask(j, 0), IsOk());
  j.now = Local(2023, 3, 9, 8, 0);
  ASSERT_THAT(Answer(j, 0), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("clock_resumed", "repromised", "queued"));
  EXPECT_EQ(j.last[1].repromised().reason(), "OTHER_AUTHORITY");
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 22, 17, 0)) << "two working days later";
  EXPECT_EQ(j.DueOf(0), j.calendar.AddWorking(first_step, 2 * 480));
  EXPECT_EQ(j.DueOf(2), PromiseOf(j));
  EXPECT_EQ(FromProto(j.journey.clock_start_time()), kMonday);
  EXPECT_THAT(j.DoClaim(0), IsOk());
}

TEST(AuthorityTest, AStopWithoutOfficeTimeMovesNothing) {
  TestJourney j(kSteps);
  j.now = Local(2023, 3, 11, 8, 0);  // a Saturday
  ASSERT_THAT(Ask(j, 0), IsOk());
  j.now = Local(2023, 3, 12, 20, 0);
  ASSERT_THAT(Answer(j, 0), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("clock_resumed", "queued"));
}

TEST(AuthorityTest, NeedsALeaseAndAnAnswerStillToCome) {
  TestJourney j(kSteps);
  const auto ask = [&](absl::Time expected) {
    return j.Do([&](Turn& t) { return AskAuthority(t, 0, "token", "Sở Xây dựng", expected); });
  };
  EXPECT_THAT(ask(absl::InfiniteFuture()), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));
  ASSERT_THAT(j.DoClaim(0), IsOk());
  EXPECT_THAT(ask(j.now), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  EXPECT_EQ(j.StateOf(0), STEP_STATE_LEASED);
}

TEST(FeeTest, TheClockStandsUntilItIsPaid) {  // NĐ 61/2018 Đ.22
  TestJourney j(kSteps);  // until Monday 20 March, 17:00
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.Do([](Turn& t) { return AskFee(t, 0, "token", "Phí thẩm định"); }), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("fee_requested", "clock_stopped"));
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_AWAITING_FEE);
  EXPECT_EQ(j.journey.supplement_requests(), 0);
  j.now = Local(2023, 3, 8, 8, 0);
  Supplement(j);
  EXPECT_THAT(Answer(j, 0), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_AWAITING_FEE);
  const auto pay = [&] { j.Do([&](Turn& t) { FeePaid(t, j.limit, j.calendar); }); };
  pay();
  EXPECT_THAT(j.Said(), ElementsAre("clock_resumed", "repromised", "queued"));
  EXPECT_EQ(PromiseOf(j), Local(2023, 3, 22, 17, 0));
  pay();
  EXPECT_THAT(j.Said(), IsEmpty()) << "once";
}

TEST(ResumeTest, OnlyTheClosingEventOfTheStopEndsIt) {
  TestJourney asked(kSteps);
  ASSERT_THAT(Ask(asked, 0), IsOk());
  const Journey before = asked.journey;
  Supplement(asked);
  EXPECT_THAT(asked.Said(), IsEmpty());
  EXPECT_THAT(Answer(asked, 1), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  EXPECT_THAT(asked.journey, EqualsProto(before));
  ASSERT_THAT(Answer(asked, 0), IsOk());
  EXPECT_THAT(Answer(asked, 0), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));

  TestJourney handed_back(kSteps);
  ASSERT_THAT(handed_back.DoClaim(0), IsOk());
  ASSERT_THAT(handed_back.DoHandBack(0), IsOk());
  EXPECT_THAT(Answer(handed_back, 0),
              StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  EXPECT_EQ(handed_back.journey.state(), JOURNEY_STATE_AWAITING_SUPPLEMENT);
}

TEST(ResumeTest, ASupplementRestartsTheLimitOrPausesIt) {  // NĐ 61/2018 Đ.19(4); the other mode
  TestJourney restarting(kSteps), pausing(kSteps);
  restarting.now = pausing.now = Local(2023, 3, 8, 8, 0);
  ASSERT_THAT(restarting.DoClaim(0), IsOk());
  ASSERT_THAT(restarting.DoHandBack(0), IsOk());
  ASSERT_THAT(HandBackPausing(pausing), IsOk());
  EXPECT_EQ(pausing.journey.state(), JOURNEY_STATE_AWAITING_SUPPLEMENT);
  restarting.now = pausing.now = Local(2023, 3, 9, 8, 0);
  Supplement(restarting);
  Supplement(pausing);
  EXPECT_EQ(PromiseOf(restarting), Local(2023, 3, 23, 17, 0));
  EXPECT_EQ(PromiseOf(pausing), Local(2023, 3, 21, 17, 0));
  EXPECT_EQ(FromProto(pausing.journey.clock_start_time()), kMonday);
}

TEST(ResumeTest, AWithdrawalEndsTheStop) {
  TestJourney j(kSteps);
  ASSERT_THAT(Ask(j, 0), IsOk());
  j.Do([](Turn& t) { Withdraw(t); });
  EXPECT_EQ(LastingStop(j.journey), nullptr);
  EXPECT_THAT(Answer(j, 0), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
}

TEST(ResumeTest, WhatWasToldBeforeTheStopIsNotToldAgain) {
  TestJourney j({{1, kCounter, 1000}}, {calendar::LimitKind::kWorkingDays, 10},
                type::v1::RETURN_METHOD_COUNTER, *ParseLadder("-2:officer,-1:unit-head"));
  const auto fire = [&] { j.Do([&](Turn& t) { FireTimers(t, j.calendar); }); };
  j.now = Local(2023, 3, 20, 9, 0);
  fire();
  EXPECT_THAT(j.Said(), ElementsAre("promise_near", "escalated", "escalated"));
  ASSERT_THAT(Ask(j, 0), IsOk());
  j.now = Local(2023, 3, 30, 9, 0);
  ASSERT_THAT(Answer(j, 0), IsOk());
  fire();
  EXPECT_THAT(j.Said(), IsEmpty()) << "as little is left as before";
}

// Random pauses of a dossier, as instants [begin, end) in minutes after acceptance.
std::vector<std::pair<int, int>> RandomPauses(std::mt19937& random) {
  std::vector<std::pair<int, int>> pauses;
  int at = 0;
  for (int i = 0; i < 5; ++i) {
    const int begin = at + static_cast<int>(random() % 3000);
    at = begin + static_cast<int>(random() % 3000);
    pauses.emplace_back(begin, at);
  }
  return pauses;
}

TestJourney AfterPauses(const std::vector<std::pair<int, int>>& pauses) {
  TestJourney j(kSteps);
  for (const auto& [begin, end] : pauses) {
    j.now = kMonday + absl::Minutes(begin);
    EXPECT_THAT(Ask(j, 0), IsOk());
    j.now = kMonday + absl::Minutes(end);
    EXPECT_THAT(Answer(j, 0), IsOk());
  }
  return j;
}

TEST(PausesTest, AddUp) {
  const calendar::Calendar calendar;
  for (unsigned seed = 0; seed < 500; ++seed) {
    std::mt19937 random(seed);
    const auto pauses = RandomPauses(random);
    int64_t minutes = 0;
    for (const auto& [begin, end] : pauses) {
      minutes += calendar.WorkingMinutesBetween(kMonday + absl::Minutes(begin),
                                                kMonday + absl::Minutes(end));
    }
    const TestJourney j = AfterPauses(pauses);
    EXPECT_EQ(PromiseOf(j), calendar.AddWorking(PromiseOf(TestJourney(kSteps)), minutes)) << seed;
    EXPECT_EQ(j.DueOf(2), PromiseOf(j)) << seed;
  }
}

TEST(PausesTest, ALongerPauseNeverMakesAnEarlierPromise) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    std::mt19937 random(seed);
    auto pauses = RandomPauses(random);
    const TestJourney shorter = AfterPauses(pauses);
    pauses.back().second += static_cast<int>(random() % 3000);
    const TestJourney longer = AfterPauses(pauses);
    for (int step = 0; step < 3; ++step) EXPECT_GE(longer.DueOf(step), shorter.DueOf(step)) << seed;
  }
}

TEST(PausesTest, AreExplainedWithoutGapsAndTheCountedOfficeTimeStays) {
  const calendar::TimeLimit hours{calendar::LimitKind::kWorkingHours, 40};
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    TestJourney j(kSteps, hours);
    for (const auto& [begin, end] : RandomPauses(random)) {
      j.now = kMonday + absl::Minutes(begin);
      ASSERT_THAT(Ask(j, 0), IsOk());
      j.now = kMonday + absl::Minutes(end);
      ASSERT_THAT(Answer(j, 0), IsOk());
    }
    const auto intervals = ExplainClock(j.journey, j.calendar, hours, j.now);
    ASSERT_FALSE(intervals.empty());
    EXPECT_EQ(intervals.front().begin, kMonday);
    EXPECT_EQ(intervals.back().end, PromiseOf(j));
    absl::Duration counted;
    for (size_t i = 0; i < intervals.size(); ++i) {
      if (i > 0) {
        EXPECT_EQ(intervals[i].begin, intervals[i - 1].end) << seed;
      }
      if (intervals[i].counted) counted += intervals[i].end - intervals[i].begin;
    }
    // A stop after the promise had passed is part of no interval up to it.
    EXPECT_GE(counted, absl::Hours(40)) << seed;
  }
}

}  // namespace
}  // namespace motcua::routing
