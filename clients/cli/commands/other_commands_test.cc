#include "clients/cli/testing/cli_fixture.h"
#include "common/base/errors.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/ops/v1/ops_service.pb.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace motcua::postal::v1;     // NOLINT: the messages under test
using namespace motcua::reporting::v1;  // NOLINT: the messages under test

class OtherCommandsTest : public CliTest {
 protected:
  template <class Request>
  Request Only(const std::string& method) {
    const auto requests = services_.Received<Request>(method);
    EXPECT_EQ(requests.size(), 1u) << method;
    return requests.empty() ? Request() : requests.front();
  }

  void AnswerTrack() {
    services_.Answer("intake.GetDossier", FromText<intake::v1::GetDossierResponse>(
                                              Cat("dossier { code: '", kCode,
                                                  "' state: DOSSIER_STATE_ACCEPTED fee_vnd: 30000 ",
                                                  "applicant { name: 'Nguyễn Văn An' } }")));
    services_.Answer("routing.GetJourney", FromText<routing::v1::GetJourneyResponse>(R"(
        journey { state: JOURNEY_STATE_RUNNING papers_at: "30037"
                  steps { stage: 1 name: "Thẩm định" unit_code: "866" state: STEP_STATE_QUEUED } })"));
    services_.Answer("postal.ListConsignments", FromText<ListConsignmentsResponse>(R"(
        consignments { id: "EQ473124829VN" kind: CONSIGNMENT_KIND_RESULT_TO_HOME
                       state: CONSIGNMENT_STATE_CREATED from_unit: "30037" })"));
    services_.Answer("reporting.GetTimeline", FromText<GetTimelineResponse>(R"(
        events { sequence: 7 text: "Đã tiếp nhận hồ sơ"
                 event { occur_time { seconds: 1674032400 } } })"));
  }
};

TEST_F(OtherCommandsTest, TrackShowsEverythingInOneView) {
  AnswerTrack();
  const Result result = Run({"track", kCode});
  EXPECT_EQ(result.code, 0) << result.err;
  for (const char* text : {"Nguyễn Văn An", "30.000 đ, paid 0 đ", "Thẩm định", "queued",
                           "EQ473124829VN", "2023-01-18 16:00  Đã tiếp nhận hồ sơ"}) {
    EXPECT_THAT(result.out, HasSubstr(text));
  }
}

TEST_F(OtherCommandsTest, TrackGivesOneJsonObject) {
  AnswerTrack();
  const std::string out = Run({"track", kCode, "--json"}).out;
  for (const char* text :
       {"{\"dossier\":{", "\"journey\":{", "\"consignments\":[{", "\"timeline\":[{"}) {
    EXPECT_THAT(out, HasSubstr(text));
  }
}

TEST_F(OtherCommandsTest, TrackToleratesWhatIsNotThereYet) {
  AnswerTrack();
  services_.Fail("routing.GetJourney", NotFound("DOSSIER_NOT_FOUND", "none"));
  services_.Fail("reporting.GetTimeline", Unavailable("ARCHIVE_UNAVAILABLE", "away"));
  Run({"track", kCode});  // takes the first answers
  const Result result = Run({"track", kCode});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, Not(HasSubstr("Journey:")));
  EXPECT_THAT(result.out, HasSubstr("The timeline cannot be shown"));
}

TEST_F(OtherCommandsTest, TrackOfNothingIsExitFour) {
  const absl::Status none = NotFound("DOSSIER_NOT_FOUND", "no such dossier");
  services_.Fail("intake.GetDossier", none);
  services_.Fail("reporting.GetTimeline", none);
  EXPECT_EQ(Run({"track", "x"}).code, kExitNotFound);
}

TEST_F(OtherCommandsTest, TrackOfAForbiddenDossierIsExitFive) {
  AnswerTrack();
  services_.Fail("intake.GetDossier", PermissionDenied("UNIT_NOT_COVERED", "not yours"));
  Run({"track", kCode});  // takes the first answer
  EXPECT_EQ(Run({"track", kCode}).code, kExitPermission);
}

TEST_F(OtherCommandsTest, ShipAsksForCarriage) {
  services_.Answer("postal.CreateConsignment",
                   FromText<CreateConsignmentResponse>("consignment_id: 'EQ473124829VN'"));
  EXPECT_THAT(Run({"ship", kCode, "--kind", "unit-to-unit", "--from", "30037", "--to", "866"}).out,
              HasSubstr("EQ473124829VN"));
  EXPECT_EQ(Only<CreateConsignmentRequest>("postal.CreateConsignment").to_unit(), "866");
}

TEST_F(OtherCommandsTest, ParcelsShowsOneOrMany) {
  services_.Answer("postal.GetConsignment", FromText<GetConsignmentResponse>(R"(consignment {
      id: "EQ473124829VN" to_unit: "866"
      events { kind: TRACKING_KIND_COLLECTED event_time { seconds: 1674032400 } } })"));
  EXPECT_THAT(Run({"parcels", "EQ473124829VN"}).out, HasSubstr("2023-01-18 16:00  collected"));
  services_.Answer("postal.ListConsignments", ListConsignmentsResponse());
  EXPECT_EQ(Run({"parcels", "--office", "81000"}).out, "No consignments.\n");
  EXPECT_EQ(Run({"parcels"}).code, kExitUsage);
  EXPECT_EQ(Run({"parcels", "--office", "1", "--dossier", "2"}).code, kExitUsage);
}

TEST_F(OtherCommandsTest, ScanReportsOneEvent) {
  services_.Answer("postal.RecordTracking",
                   FromText<RecordTrackingResponse>("outcomes: TRACKING_OUTCOME_RECORDED"));
  const Result result =
      Run({"scan", "EQ473124829VN", "delivered", "--at", "2023-01-18 16:00", "--event-id", "e1"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(Only<RecordTrackingRequest>("postal.RecordTracking"), EqualsProto(R"pb(
                events {
                  event_id: "e1"
                  consignment_id: "EQ473124829VN"
                  kind: TRACKING_KIND_DELIVERED
                  event_time { seconds: 1674032400 }
                })pb"));
}

TEST_F(OtherCommandsTest, ScanReadsLinesAndCountsOutcomes) {
  services_.Answer(
      "postal.RecordTracking",
      FromText<RecordTrackingResponse>(
          "outcomes: [TRACKING_OUTCOME_RECORDED, TRACKING_OUTCOME_UNKNOWN_CONSIGNMENT]"));
  const std::string lines =
      "{\"eventId\":\"e1\",\"kind\":\"TRACKING_KIND_COLLECTED\"}\n"
      "{\"eventId\":\"e2\",\"consignmentId\":\"X\",\"kind\":\"TRACKING_KIND_DELIVERED\"}\n";
  const Result result = Run({"scan", "--from", "-"}, lines);
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.out, HasSubstr("e2 of X: unknown-consignment"));
  EXPECT_THAT(result.out, HasSubstr("recorded 1, unknown-consignment 1"));
  EXPECT_THAT(Run({"scan", "--from", "-", "--json"}, lines).out,
              HasSubstr("{\"eventId\":\"e1\",\"outcome\":\"TRACKING_OUTCOME_RECORDED\"}\n"));
}

TEST_F(OtherCommandsTest, ScanSendsAThousandAtATime) {
  services_.Answer("postal.RecordTracking", RecordTrackingResponse());
  std::string lines;
  for (int i = 0; i < 1001; ++i) Append(&lines, "{\"eventId\":\"", i, "\"}\n");
  EXPECT_EQ(Run({"scan", "--from", "-"}, lines).code, 0);
  EXPECT_EQ(services_.Received<RecordTrackingRequest>("postal.RecordTracking").size(), 2u);
}

TEST_F(OtherCommandsTest, WatchPrintsEventsAndTheToken) {
  const auto event = FromText<WatchEventsResponse>(R"(resume_token: "t7"
      event { sequence: 7 event { dossier_code: "D1" closed { } occur_time { seconds: 1674032400 } } })");
  const auto life = FromText<WatchEventsResponse>(R"(resume_token: "t8")");
  services_.Stream("reporting.WatchEvents", {event.SerializeAsString(), life.SerializeAsString()},
                   absl::OkStatus());
  const Result result = Run({"watch", "--resume", "t6", "--until-caught-up"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.out, "7  D1  2023-01-18 16:00  closed\n");
  EXPECT_EQ(result.err, "go on with --resume t8\n");
  EXPECT_EQ(Only<WatchEventsRequest>("reporting.WatchEvents").resume_token(), "t6");
  EXPECT_THAT(Run({"watch", "--json"}).out, HasSubstr("\"resumeToken\":\"t8\""));
}

TEST_F(OtherCommandsTest, WatchCutOffSaysWhereToGoOn) {
  services_.Stream("reporting.WatchEvents", {}, absl::UnavailableError("going down"));
  const Result result = Run({"watch", "--resume", "t6"});
  EXPECT_EQ(result.code, kExitUnavailable);
  EXPECT_THAT(result.err, HasSubstr("--resume t6"));
}

TEST_F(OtherCommandsTest, StatusTellsOfEachService) {
  services_.Answer("ops.GetBacklog", FromText<ops::v1::GetBacklogResponse>("inbox_waiting: 4"));
  services_.Answer("reporting.GetArchiveStatus",
                   FromText<GetArchiveStatusResponse>("dossiers: 2000 on_time_percent: 97.25"));
  const Result result = Run({"status"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("routing    up"));
  EXPECT_THAT(result.out, HasSubstr("2000"));
  EXPECT_THAT(Run({"status", "--json"}).out, HasSubstr("\"archive\":{"));
}

TEST_F(OtherCommandsTest, StatusProvesThePlaces) {
  services_.Answer("routing.CheckPlaces", FromText<routing::v1::CheckPlacesResponse>(
                                              "open_steps: 3 violations: 1 examples: 'D1 step 2'"));
  const Result result = Run({"status", "--places"});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.out, HasSubstr("D1 step 2"));
}

}  // namespace
}  // namespace motcua::cli
