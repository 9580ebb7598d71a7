// Carriers' records, their quarantine, silent parcels and webhooks.
#include "clients/cli/testing/cli_fixture.h"
#include "motcua/postal/v1/tracking_service.pb.h"
#include "motcua/postal/v1/webhook_service.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service
using testing::ElementsAre;
using testing::HasSubstr;

class CarrierCommandsTest : public CliTest {
 protected:
  template <class Request>
  Request Only(const std::string& method) {
    const auto received = services_.Received<Request>(method);
    EXPECT_EQ(received.size(), 1u) << method;
    return received.empty() ? Request() : received.front();
  }
};

TEST_F(CarrierCommandsTest, ScanSendsACarriersOwnRecords) {
  services_.Answer("postal.ReportCarrierEvents",
                   FromText<ReportCarrierEventsResponse>(
                       "outcomes: [CARRIER_OUTCOME_RECORDED, CARRIER_OUTCOME_QUARANTINED]"));
  const Result result = Run({"scan", "--from", "-", "--carrier", "ems"}, "{\"a\":1}\n\n{\"b\":2}\n");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("recorded 1, quarantined 1"));
  const auto request = Only<ReportCarrierEventsRequest>("postal.ReportCarrierEvents");
  EXPECT_EQ(request.carrier(), "ems");
  EXPECT_THAT(request.records(), ElementsAre("{\"a\":1}", "{\"b\":2}"));
  EXPECT_EQ(Run({"scan", "--carrier", "ems"}).code, kExitUsage);
}

TEST_F(CarrierCommandsTest, ScanTellsWhichLineMustComeAgain) {
  services_.Answer("postal.ReportCarrierEvents", FromText<ReportCarrierEventsResponse>(
                                                     "outcomes: CARRIER_OUTCOME_UNAVAILABLE"));
  const Result result = Run({"scan", "--from", "-", "--carrier", "ems", "--json"}, "\n{}\n");
  EXPECT_EQ(result.out, "{\"line\":2,\"outcome\":\"CARRIER_OUTCOME_UNAVAILABLE\"}\n");
  EXPECT_NE(result.code, 0);
}

TEST_F(CarrierCommandsTest, QuarantineIsCountedListedReadAgainAndDiscarded) {
  services_.Answer("postal.SummariseQuarantine", FromText<SummariseQuarantineResponse>(R"(
      carriers { carrier: "ems" records: 7 oldest_time { seconds: 1674032400 } })"));
  EXPECT_THAT(Run({"quarantine", "list"}).out, HasSubstr("7  2023-01-18 16:00"));
  services_.Answer("postal.ListQuarantine", FromText<ListQuarantineResponse>(R"(
      records { id: "5d41" record: "{}" reason: QUARANTINE_REASON_CODE message: "no code 9" })"));
  EXPECT_THAT(Run({"quarantine", "list", "ems"}).out, HasSubstr("code  no code 9  {}"));
  services_.Answer("postal.ReplayQuarantine", FromText<ReplayQuarantineResponse>(
                                                  "read: 5 recorded: 3 kept: 2 next_page_token: 'x'"));
  services_.Answer("postal.ReplayQuarantine",
                   FromText<ReplayQuarantineResponse>("read: 2 recorded: 1 settled: 1"));
  EXPECT_EQ(Run({"quarantine", "replay", "ems"}).out,
            "read 7, recorded 4, settled 1, still set aside 2\n");
  services_.Answer("postal.DiscardQuarantined", FromText<DiscardQuarantinedResponse>("discarded: 1"));
  EXPECT_EQ(Run({"quarantine", "discard", "ems", "5d41"}).out, "discarded 1\n");
  EXPECT_THAT(Only<DiscardQuarantinedRequest>("postal.DiscardQuarantined").ids(),
              ElementsAre("5d41"));
}

TEST_F(CarrierCommandsTest, ParcelsListsTheSilentOnes) {
  services_.Answer("postal.ListSilentParcels", FromText<ListSilentParcelsResponse>(R"(parcels {
      consignment_id: "EQ473124829VN" post_office: "BD.866" last_office: "BD.871"
      last_time { seconds: 1674032400 } })"));
  EXPECT_THAT(Run({"parcels", "--silent"}).out, HasSubstr("BD.866       2023-01-18 16:00  BD.871"));
}

TEST_F(CarrierCommandsTest, WebhookAddShowsTheSecretOnce) {
  services_.Answer("postal.AddWebhook", FromText<AddWebhookResponse>(
                                            "webhook { id: 'webhook-1' } secret: 'abc'"));
  const Result result = Run({"webhook", "add", "https://portal.example/x", "--unit", "87",
                             "--state", "delivered", "--kind", "result-to-home"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Secret   abc"));
  const auto request = Only<AddWebhookRequest>("postal.AddWebhook");
  EXPECT_THAT(request.states(), ElementsAre(dossier::v1::CONSIGNMENT_STATE_DELIVERED));
  EXPECT_THAT(request.kinds(), ElementsAre(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME));
  EXPECT_EQ(Run({"webhook", "add", "https://x.example", "--unit", "87", "--state", "gone"}).code,
            kExitUsage);
}

TEST_F(CarrierCommandsTest, WebhooksAreListedLoggedSentAgainAndRemoved) {
  services_.Answer("postal.ListWebhooks", FromText<ListWebhooksResponse>(
      "webhooks { webhook { id: 'webhook-1' url: 'https://x.example' unit_code: '87' } given_up: 3 }"));
  EXPECT_THAT(Run({"webhook", "list"}).out, HasSubstr("https://x.example"));
  services_.Answer("postal.ListWebhookAttempts", FromText<ListWebhookAttemptsResponse>(
      "attempts { delivery_id: 'd1' attempt: 2 result: WEBHOOK_RESULT_FAILED status: 503 }"));
  EXPECT_THAT(Run({"webhook", "log", "webhook-1"}).out, HasSubstr("failed"));
  services_.Answer("postal.ResendWebhook", FromText<ResendWebhookResponse>("resent: 3"));
  EXPECT_EQ(Run({"webhook", "resend", "webhook-1", "--given-up"}).out, "sent again: 3\n");
  EXPECT_TRUE(Only<ResendWebhookRequest>("postal.ResendWebhook").given_up());
  services_.Answer("postal.RemoveWebhook",
                   FromText<RemoveWebhookResponse>("webhook { id: 'webhook-1' }"));
  EXPECT_EQ(Run({"webhook", "remove", "webhook-1"}).out, "Removed webhook-1.\n");
}

}  // namespace
}  // namespace motcua::cli
