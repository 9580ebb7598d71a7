#include "services/routing/domain/promise.h"

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
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<StepSpec> kSteps = {{1, kCounter, 200}, {2, kDistrict, 600}, {3, kCounter, 200}};
// Ten working days from Monday 6 March: Monday 20 March, 17:00.
const absl::Time kPromise = Local(2023, 3, 20, 17, 0);
const absl::Time kNewPromise = Local(2023, 3, 24, 17, 0);

class ApologyTest : public testing::Test {
 protected:
  TestJourney j{kSteps};
};

TEST_F(ApologyTest, PutsThePromiseOffWithAReason) {  // NĐ 61/2018 Đ.19(9)
  const auto first = j.journey.due_time();
  ASSERT_THAT(j.DoApologise(kNewPromise), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("repromised"));
  const auto& repromised = j.last[0].repromised();
  EXPECT_EQ(repromised.reason(), "LATE");
  EXPECT_EQ(repromised.explanation(), "Chờ ý kiến chuyên gia");
  EXPECT_EQ(FromProto(repromised.old_due_time()), kPromise);
  EXPECT_EQ(FromProto(repromised.new_due_time()), kNewPromise);
  EXPECT_EQ(FromProto(j.journey.due_time()), kNewPromise);
  EXPECT_THAT(j.journey.first_due_time(), EqualsProto(first));
  EXPECT_EQ(j.journey.apology_count(), 1);
  EXPECT_EQ(j.journey.apology_reason(), "Chờ ý kiến chuyên gia");
}

TEST_F(ApologyTest, HappensOnceADossier) {  // NĐ 61/2018 Đ.19(9)
  ASSERT_THAT(j.DoApologise(kNewPromise), IsOk());
  EXPECT_THAT(j.DoApologise(Local(2023, 3, 31, 17, 0)),
              StatusIs(StatusCode::kFailedPrecondition, kAlreadyRepromised));
  EXPECT_EQ(FromProto(j.journey.due_time()), kNewPromise);
  // Nor once more when the limit runs again.
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.DoHandBack(0), IsOk());
  j.Do([&](Turn& t) { Resume(t, j.limit, j.calendar); });
  EXPECT_THAT(j.DoApologise(Local(2023, 5, 31, 17, 0)),
              StatusIs(StatusCode::kFailedPrecondition, kAlreadyRepromised));
}

TEST_F(ApologyTest, ComesAtLeastAWorkingDayBefore) {  // NĐ 61/2018 Đ.19(9)
  j.now = Local(2023, 3, 20, 7, 0) + absl::Microseconds(1);
  EXPECT_THAT(j.DoApologise(kNewPromise),
              StatusIs(StatusCode::kFailedPrecondition, kRepromiseTooLate));
  EXPECT_THAT(j.Said(), IsEmpty());
  j.now = Local(2023, 3, 20, 7, 0);
  EXPECT_THAT(j.DoApologise(kNewPromise), IsOk());
}

TEST_F(ApologyTest, OfALimitOfOneDayComesTooLate) {
  TestJourney same_day(kSteps, {calendar::LimitKind::kSameDay, 0});
  EXPECT_THAT(same_day.DoApologise(kNewPromise),
              StatusIs(StatusCode::kFailedPrecondition, kRepromiseTooLate));
}

TEST_F(ApologyTest, TheNewPromiseIsLaterAndOnAWorkingDay) {
  for (absl::Time due : {kPromise, Local(2023, 3, 17, 17, 0), Local(2023, 3, 25, 17, 0)}) {
    EXPECT_THAT(j.DoApologise(due), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid)) << due;
  }
  EXPECT_EQ(j.journey.apology_count(), 0);
}

TEST_F(ApologyTest, NeedsAPromiseThatRuns) {
  TestJourney without(kSteps, {calendar::LimitKind::kNone, 0});
  EXPECT_THAT(without.DoApologise(kNewPromise),
              StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  ASSERT_THAT(j.DoClaim(0), IsOk());
  ASSERT_THAT(j.DoHandBack(0), IsOk());
  EXPECT_THAT(j.DoApologise(kNewPromise),
              StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
}

TEST_F(ApologyTest, TheStepsThatAreLeftShareTheNewTime) {
  j.now = Local(2023, 3, 16, 7, 0);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("step_overdue"));
  ASSERT_THAT(j.DoApologise(kNewPromise), IsOk());
  // 7 working days from Thursday 16th, 7:00, shared 1 to 3 to 1.
  EXPECT_EQ(j.DueOf(0), Local(2023, 3, 17, 10, 12));
  EXPECT_EQ(j.DueOf(2), kNewPromise);
  j.now = j.DueOf(0);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), ElementsAre("step_overdue")) << "of the new due time";
}

TEST_F(ApologyTest, NoStepIsDueEarlierThanBefore) {
  j.Finish(0);
  for (int hour = 0; hour < 24 * 10; hour += 7) {
    TestJourney later = j;
    later.now = kMonday + absl::Hours(hour);
    ASSERT_THAT(later.DoApologise(Local(2023, 3, 21, 7, 30)), IsOk());
    for (int step = 1; step < 3; ++step) EXPECT_GE(later.DueOf(step), j.DueOf(step)) << hour;
  }
}

TEST_F(ApologyTest, TheNewPromiseHasItsOwnWarnings) {
  j.now = Local(2023, 3, 20, 7, 0);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), Contains("promise_near"));
  ASSERT_THAT(j.DoApologise(kNewPromise), IsOk());
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), IsEmpty());
  j.now = Local(2023, 3, 24, 7, 0);
  j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  EXPECT_THAT(j.Said(), Contains("promise_near"));
}

TEST_F(ApologyTest, IsExplainedUpToTheNewPromise) {
  ASSERT_THAT(j.DoApologise(kNewPromise), IsOk());
  const auto intervals = ExplainClock(j.journey, j.calendar, j.limit, j.now);
  ASSERT_GE(intervals.size(), 2u);
  EXPECT_EQ(intervals.back().reason, "LATE");
  EXPECT_FALSE(intervals.back().counted);
  EXPECT_EQ(intervals.back().begin, kPromise);
  EXPECT_EQ(intervals.back().end, kNewPromise);
}

}  // namespace
}  // namespace motcua::routing
