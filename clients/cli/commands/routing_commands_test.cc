#include "clients/cli/testing/cli_fixture.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace motcua::routing::v1;  // NOLINT: the messages of one service

class RoutingCommandsTest : public CliTest {
 protected:
  void ClaimOne() {
    services_.Answer(
        "routing.ClaimSteps",
        FromText<ClaimStepsResponse>(Cat(
            "steps { dossier_code: '", kCode, "' lease_token: 'TOKEN1' procedure_code: '1.001193' ",
            "step { index: 2 name: 'Thẩm định' unit_code: '866.TNMT' ",
            "due_time { seconds: 1674032400 } lease { expire_time { seconds: 1674000000 } } } }")));
    const Result result = Run({"claim", "866.TNMT", "--max", "5", "--lease", "2h"});
    ASSERT_EQ(result.code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr("TOKEN1"));
  }

  template <class Request>
  Request Only(const std::string& method) {
    const auto requests = services_.Received<Request>(method);
    EXPECT_EQ(requests.size(), 1u) << method;
    return requests.empty() ? Request() : requests.front();
  }
};

TEST_F(RoutingCommandsTest, QueueIsATable) {
  services_.Answer("routing.ListQueue", FromText<ListQueueResponse>(R"(
      entries { dossier_code: "D1" procedure_code: "1.001193"
                step { index: 2 name: "Thẩm định" due_time { seconds: 1674032400 } } })"));
  const Result result = Run({"queue", "866.TNMT"});
  EXPECT_THAT(result.out, HasSubstr("2023-01-18 16:00  D1          2  Thẩm định  1.001193   -"));
  EXPECT_THAT(Run({"queue", "866.TNMT", "--json"}).out, HasSubstr("\"dossierCode\":\"D1\""));
}

TEST_F(RoutingCommandsTest, ClaimAsksAsTold) {
  ClaimOne();
  const auto request = Only<ClaimStepsRequest>("routing.ClaimSteps");
  EXPECT_EQ(request.unit_code(), "866.TNMT");
  EXPECT_EQ(request.max_steps(), 5);
  EXPECT_EQ(request.lease_duration().seconds(), 7200);
}

TEST_F(RoutingCommandsTest, CompleteNeedsNoTokenAfterClaim) {
  ClaimOne();
  services_.Answer("routing.CompleteStep",
                   FromText<CompleteStepResponse>("state: JOURNEY_STATE_RUNNING open_steps: 3"));
  const Result result = Run({"complete", kCode});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("step 2 is done; the dossier is running, open steps: 3."));
  const auto request = Only<CompleteStepRequest>("routing.CompleteStep");
  EXPECT_EQ(request.lease_token(), "TOKEN1");
  EXPECT_EQ(request.unit_code(), "866.TNMT");
  EXPECT_EQ(request.step_index(), 2);
  EXPECT_EQ(request.result(), dossier::v1::STEP_RESULT_APPROVED);
  // It is over: the token is forgotten.
  EXPECT_EQ(Run({"complete", kCode}).code, kExitUsage);
}

TEST_F(RoutingCommandsTest, ALostLeaseIsForgottenAnOutageIsNot) {
  ClaimOne();
  services_.Fail("routing.CompleteStep", Unavailable(kRedisUnavailable, "Redis is away"));
  EXPECT_EQ(Run({"complete", kCode, "--reject", "--note", "Không"}).code, kExitUnavailable);
  services_.Fail("routing.CompleteStep", FailedPrecondition(kLeaseNotHeld, "it ran out"));
  // The first answer serves once more, then the second.
  EXPECT_EQ(Run({"complete", kCode}).code, kExitUnavailable);
  EXPECT_EQ(Run({"complete", kCode}).code, kExitRefused);
  EXPECT_EQ(Run({"complete", kCode}).code, kExitUsage);
}

TEST_F(RoutingCommandsTest, ATokenAloneFindsItsStep) {
  services_.Answer("routing.GetJourney", FromText<GetJourneyResponse>(R"(journey {
      steps { index: 0 unit_code: "30037" state: STEP_STATE_DONE }
      steps { index: 1 unit_code: "866" state: STEP_STATE_LEASED } })"));
  services_.Answer("routing.ReleaseStep", ReleaseStepResponse());
  EXPECT_EQ(Run({"release", kCode, "--token", "T9", "--reason", "Hết giờ"}).code, 0);
  const auto request = Only<ReleaseStepRequest>("routing.ReleaseStep");
  EXPECT_EQ(request.step_index(), 1);
  EXPECT_EQ(request.unit_code(), "866");
}

TEST_F(RoutingCommandsTest, RenewAndHandBackUseTheRememberedLease) {
  ClaimOne();
  services_.Answer("routing.RenewLease",
                   FromText<RenewLeaseResponse>("expire_time { seconds: 1674032400 }"));
  EXPECT_THAT(Run({"renew", kCode, "--lease", "1h"}).out, HasSubstr("until 2023-01-18 16:00"));
  services_.Answer("routing.HandBackStep", HandBackStepResponse());
  const Result result =
      Run({"handback", kCode, "--item", "Bản vẽ", "--item", "Ảnh", "--reason", "Thiếu"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(Only<HandBackStepRequest>("routing.HandBackStep").items_size(), 2);
}

TEST_F(RoutingCommandsTest, TheFeeIsAskedForWithoutItems) {
  ClaimOne();
  services_.Answer("routing.HandBackStep", HandBackStepResponse());
  const Result result = Run({"handback", kCode, "--fee", "--reason", "Phí thẩm định"});
  EXPECT_THAT(result.out, HasSubstr("waits for the fee")) << result.err;
  EXPECT_EQ(Only<HandBackStepRequest>("routing.HandBackStep").kind(), HAND_BACK_KIND_FEE);
}

TEST_F(RoutingCommandsTest, HandBackBeforeAcceptanceIsIntakes) {
  services_.Answer("intake.RequestCompletion", intake::v1::RequestCompletionResponse());
  EXPECT_EQ(
      Run({"handback", kCode, "--completion", "--item", "Tờ khai", "--reason", "Chưa ký"}).code, 0);
  EXPECT_EQ(Only<intake::v1::RequestCompletionRequest>("intake.RequestCompletion").items(0),
            "Tờ khai");
}

TEST_F(RoutingCommandsTest, StuckStepsAreListedAndRequeued) {
  services_.Answer("routing.ListStuckSteps", FromText<ListStuckStepsResponse>(R"(
      entries { dossier_code: "D1" step { index: 1 name: "Ký" unit_code: "866" lease_expiries: 5 } })"));
  EXPECT_THAT(Run({"stuck"}).out, HasSubstr("866"));
  services_.Answer(
      "routing.GetJourney",
      FromText<GetJourneyResponse>(
          R"(journey { steps { index: 1 unit_code: "866" state: STEP_STATE_STUCK } })"));
  services_.Answer("routing.RequeueStep", RequeueStepResponse());
  EXPECT_EQ(Run({"requeue", "D1"}).code, 0);
  EXPECT_EQ(Only<RequeueStepRequest>("routing.RequeueStep").unit_code(), "866");
}

TEST_F(RoutingCommandsTest, AStepIsSkippedWithANote) {
  ClaimOne();
  services_.Answer("routing.CompleteStep", CompleteStepResponse());
  EXPECT_EQ(Run({"complete", kCode, "--skip", "--reject"}).code, kExitUsage);
  EXPECT_EQ(Run({"complete", kCode, "--skip", "--note", "Không cần"}).code, 0);
  const auto request = Only<CompleteStepRequest>("routing.CompleteStep");
  EXPECT_EQ(request.result(), dossier::v1::STEP_RESULT_SKIPPED);
  EXPECT_EQ(request.note(), "Không cần");
}

TEST_F(RoutingCommandsTest, ALateAnswerIsRecorded) {
  services_.Answer("routing.GetJourney", FromText<GetJourneyResponse>(R"(journey {
      steps { index: 0 unit_code: "30037" state: STEP_STATE_DONE }
      steps { index: 1 unit_code: "866.TNMT" state: STEP_STATE_DONE } })"));
  services_.Answer("routing.RecordLateAnswer", RecordLateAnswerResponse());
  EXPECT_EQ(Run({"late-answer", kCode, "--step", "1", "--reject", "--note", "Trễ"}).code, 0);
  const auto request = Only<RecordLateAnswerRequest>("routing.RecordLateAnswer");
  EXPECT_EQ(request.unit_code(), "866.TNMT");
  EXPECT_EQ(request.step_index(), 1);
  EXPECT_EQ(request.result(), dossier::v1::STEP_RESULT_REJECTED);
}

TEST_F(RoutingCommandsTest, MovedPromisesAreATable) {
  services_.Answer("routing.ListMovedPromises", FromText<ListMovedPromisesResponse>(R"(
      promises { dossier_code: "D1" procedure_code: "1.001193" receiving_unit: "30037"
                 move { old_due_time { seconds: 1674032400 } new_due_time { seconds: 1674118800 }
                        move_time { seconds: 1673946000 } } })"));
  const Result result = Run({"calendar", "moved", "--unit", "866"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("2023-01-18 16:00  2023-01-19 16:00"));
  EXPECT_EQ(Only<ListMovedPromisesRequest>("routing.ListMovedPromises").unit_code(), "866");
}

TEST_F(RoutingCommandsTest, RequeueOfNothingStuckIsWrongUse) {
  services_.Answer("routing.GetJourney", GetJourneyResponse());
  EXPECT_EQ(Run({"requeue", "D1"}).code, kExitUsage);
}

TEST_F(RoutingCommandsTest, AHeldClockGoesOnForTheStepThatAsked) {
  ClaimOne();
  services_.Answer("routing.StopClock", StopClockResponse());
  EXPECT_EQ(Run({"hold", kCode, "--authority", "Bộ Tư pháp", "--expected", "2023-02-01"}).code, 0);
  const auto stop = Only<StopClockRequest>("routing.StopClock");
  EXPECT_EQ(stop.authority(), "Bộ Tư pháp");
  EXPECT_EQ(stop.lease_token(), "TOKEN1");
  EXPECT_EQ(stop.step_index(), 2);
  EXPECT_TRUE(stop.has_expected_time());
  services_.Answer("routing.GetJourney", FromText<GetJourneyResponse>(R"(journey {
      steps { index: 0 unit_code: "30037" } steps { index: 1 unit_code: "866" }
      clock_stops { reason: "OTHER_AUTHORITY" step_index: 1 } })"));
  services_.Answer("routing.ResumeClock",
                   FromText<ResumeClockResponse>("due_time { seconds: 1674032400 }"));
  EXPECT_THAT(Run({"resume", kCode}).out, HasSubstr("promised for 2023-01-18 16:00"));
  const auto resume = Only<ResumeClockRequest>("routing.ResumeClock");
  EXPECT_EQ(resume.unit_code(), "866");
  EXPECT_EQ(resume.step_index(), 1);
}

TEST_F(RoutingCommandsTest, AnApologyNamesTheNewDay) {
  services_.Answer("routing.RepromiseDossier",
                   FromText<RepromiseDossierResponse>("old_due_time { seconds: 1674036000 } "
                                                      "new_due_time { seconds: 1674208800 }"));
  const Result result =
      Run({"apologise", kCode, "--new-date", "2023-01-20", "--reason", "Chờ trích đo"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("promised for 2023-01-20 17:00 instead of 2023-01-18 17:00"));
  const auto request = Only<RepromiseDossierRequest>("routing.RepromiseDossier");
  EXPECT_EQ(request.new_due_time().seconds(), 1674208800);
  EXPECT_EQ(request.reason(), "Chờ trích đo");
  services_.Fail("routing.RepromiseDossier", FailedPrecondition(kAlreadyRepromised, "once"));
  Run({"apologise", kCode, "--new-date", "2023-01-20", "--reason", "x"});
  EXPECT_EQ(Run({"apologise", kCode, "--new-date", "2023-01-20", "--reason", "x"}).code,
            kExitRefused);
  EXPECT_EQ(Run({"apologise", kCode, "--new-date", "2023-01-20"}).code, kExitUsage);
}

TEST_F(RoutingCommandsTest, ExplainNamesTheRules) {
  services_.Answer("routing.ExplainDeadline", FromText<ExplainDeadlineResponse>(R"(
      limit { kind: LIMIT_KIND_WORKING_HOURS amount: 8 } counted { seconds: 28800 }
      intervals { begin_time { seconds: 1674032400 } end_time { seconds: 1674036000 }
                  counted: true reason: "OFFICE_HOURS" rule: "NĐ 61/2018 Đ.18" }
      late { seconds: 7200 }
      shares { kind: TIME_HOLDER_KIND_POST unit_code: "87.SXD" held { seconds: 57600 }
               allowed { seconds: 28800 } late { seconds: 7200 } })"));
  const Result result = Run({"explain", kCode});
  EXPECT_THAT(result.out, HasSubstr("Late           2h 00m"));
  EXPECT_THAT(result.out, HasSubstr("post     87.SXD  16h 00m   8h 00m  2h 00m"));
  EXPECT_THAT(result.out, HasSubstr("Counted        8h 00m"));
  EXPECT_THAT(result.out, HasSubstr("yes     OFFICE_HOURS  NĐ 61/2018 Đ.18"));
  EXPECT_THAT(result.out, HasSubstr("Promise        none"));
}

TEST_F(RoutingCommandsTest, TopGroupsByLevelAndSortsByNeed) {
  services_.Answer("routing.ListQueueSummaries", FromText<ListQueueSummariesResponse>(R"(
      summaries { unit_code: "30037" unit_name: "Thị trấn Mỹ An" level: LEVEL_COMMUNE queued: 9 }
      summaries { unit_code: "866" unit_name: "TP Cao Lãnh" level: LEVEL_DISTRICT queued: 1 }
      summaries { unit_code: "867" unit_name: "TP Sa Đéc" level: LEVEL_DISTRICT queued: 2 overdue: 2 })"));
  const std::string out = Run({"top", "--once"}).out;
  EXPECT_THAT(out, HasSubstr("district      2       3        0        2"));
  EXPECT_LT(out.find("TP Sa Đéc"), out.find("TP Cao Lãnh"));
  EXPECT_LT(out.find("TP Cao Lãnh"), out.find("Thị trấn Mỹ An"));
  EXPECT_THAT(out, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace motcua::cli
