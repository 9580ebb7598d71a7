// Consultations whose answer is waited for until a set deadline (NĐ 61/2018 Đ.19(5)), and steps that
// may be skipped.
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;

// Appraisal with two consultations beside it, the first to be answered in three working days.
class ConsultationTest : public testing::Test {
 protected:
  ConsultationTest() {
    j.journey.mutable_steps(1)->mutable_answer_limit()->set_kind(
        type::v1::LIMIT_KIND_WORKING_DAYS);
    j.journey.mutable_steps(1)->mutable_answer_limit()->set_amount(3);
    j.Finish(0);  // on Monday
  }
  void Fire() {
    j.Do([&](Turn& t) { FireTimers(t, j.calendar); });
  }
  absl::Status AnswerLate(StepResult result = STEP_RESULT_REJECTED) {
    return j.Do([&](Turn& t) { return RecordLateAnswer(t, 1, result, "Không đồng ý"); });
  }
  absl::Status Complete1() { return j.DoComplete(1); }

  const absl::Time kDeadline = Local(2023, 3, 9, 17, 0);
  TestJourney j{{{1, kCounter, 200}, {2, kDivision, 400}, {2, kDistrict, 400}, {3, kCounter, 400}}};
};

TEST_F(ConsultationTest, HasItsDeadlineFromWhenItOpened) {
  EXPECT_EQ(FromProto(j.journey.steps(1).answer_due_time()), kDeadline);
  EXPECT_FALSE(j.journey.steps(2).has_answer_due_time());
  EXPECT_EQ(NextTimer(j.journey, j.calendar), kDeadline);
}

TEST_F(ConsultationTest, AfterItTheJoinGoesOnAndSilenceCountsAsAgreement) {
  j.Finish(2);
  EXPECT_EQ(j.StateOf(3), STEP_STATE_PENDING) << "the join waits";
  j.now = kDeadline - absl::Seconds(1);
  Fire();
  EXPECT_EQ(j.StateOf(3), STEP_STATE_PENDING);
  j.now = kDeadline;
  Fire();
  EXPECT_THAT(j.Said(), ElementsAre("answer_lapsed", "queued"));
  EXPECT_EQ(j.StateOf(1), STEP_STATE_DONE);
  EXPECT_EQ(j.journey.steps(1).result(), STEP_RESULT_NO_ANSWER);
  EXPECT_EQ(j.StateOf(3), STEP_STATE_QUEUED);
  Fire();
  EXPECT_THAT(j.Said(), IsEmpty()) << "once";
  j.Finish(3);
  EXPECT_EQ(j.journey.result(), STEP_RESULT_APPROVED);
}

TEST_F(ConsultationTest, TheJoinStillWaitsForTheOthers) {
  j.now = kDeadline;
  Fire();
  EXPECT_EQ(j.StateOf(2), STEP_STATE_QUEUED);
  EXPECT_EQ(j.StateOf(3), STEP_STATE_PENDING);
}

TEST_F(ConsultationTest, WhoHoldsTheStepLosesItAndTheLateAnswerIsRecorded) {
  ASSERT_THAT(j.DoClaim(1), IsOk());
  EXPECT_THAT(AnswerLate(), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  j.now = kDeadline;
  Fire();
  EXPECT_THAT(Complete1(), StatusIs(StatusCode::kFailedPrecondition, kLeaseNotHeld));
  ASSERT_THAT(AnswerLate(), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("late_answer_recorded"));
  EXPECT_EQ(j.journey.steps(1).late_answer(), STEP_RESULT_REJECTED);
  EXPECT_EQ(j.journey.steps(1).late_answer_note(), "Không đồng ý");
  EXPECT_THAT(AnswerLate(), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  j.Finish(2);
  j.Finish(3);
  EXPECT_EQ(j.journey.result(), STEP_RESULT_APPROVED) << "too late to count";
}

TEST_F(ConsultationTest, AnAnswerInTimeLapsesNothing) {
  ASSERT_THAT(j.DoClaim(1), IsOk());
  ASSERT_THAT(Complete1(), IsOk());
  j.now = kDeadline;
  Fire();
  EXPECT_THAT(j.Said(), IsEmpty());
  EXPECT_THAT(AnswerLate(), StatusIs(StatusCode::kFailedPrecondition, kTransitionNotAllowed));
}

TEST_F(ConsultationTest, AStopOfTheClockLeavesAsMuchTimeToAnswer) {
  j.now = Local(2023, 3, 7, 8, 0);
  ASSERT_THAT(j.DoClaim(2), IsOk());
  ASSERT_THAT(j.Do([](Turn& t) { return AskFee(t, 2, "token", "Phí"); }), IsOk());
  j.now = Local(2023, 3, 14, 8, 0);
  Fire();
  EXPECT_THAT(j.Said(), IsEmpty()) << "the clock stands";
  j.Do([&](Turn& t) { FeePaid(t, j.limit, j.calendar); });
  EXPECT_EQ(FromProto(j.journey.steps(1).answer_due_time()), Local(2023, 3, 16, 17, 0));
}

TEST(SkipTest, AStepThatMayBeSkippedIsSkippedWithAReason) {
  TestJourney j({{1, kCounter, 500}, {2, kDistrict, 500}});
  const auto skip = [&] {
    return j.Do([&](Turn& t) {
      return Complete(t, 0, "token", STEP_RESULT_SKIPPED, "Không cần kiểm tra thực địa", j.calendar);
    });
  };
  ASSERT_THAT(j.DoClaim(0), IsOk());
  EXPECT_THAT(skip(), StatusIs(StatusCode::kFailedPrecondition, kStepNotOptional));
  EXPECT_EQ(j.StateOf(0), STEP_STATE_LEASED);
  j.journey.mutable_steps(0)->set_may_skip(true);
  ASSERT_THAT(skip(), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("step_completed", "queued"));
  EXPECT_EQ(j.last[0].step_completed().result(), STEP_RESULT_SKIPPED);
  EXPECT_EQ(j.journey.steps(0).note(), "Không cần kiểm tra thực địa");
  j.Finish(1);
  EXPECT_EQ(j.journey.result(), STEP_RESULT_APPROVED);
}

}  // namespace
}  // namespace motcua::routing
