// Carriers' calls over HTTP.
#include "services/postal/carrier_webhook.h"

#include <filesystem>
#include <fstream>

#include "common/crypto/signature.h"
#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using testing::HasSubstr;

constexpr char kSecret[] = "a secret of the test";

class CarrierWebhookTest : public PostalTest {
 protected:
  CarrierWebhookTest() {
    EXPECT_THAT(tables.Reload(), IsOk());
    carrier_metrics.Know(tables.all());
  }

  static std::string Record(const std::string& id, const std::string& status = "4") {
    return Cat(R"({"tracking_code":")", id, R"(","status_code":)", status,
               R"(,"datetime":"01/02/2023 08:30:00","locate":"870100 - Cao Lãnh"})");
  }

  http::Incoming Call(const std::string& body, const std::string& transaction = "1234567890",
                      const std::string& secret = kSecret) {
    http::Incoming call{.path = "/carriers/ems", .headers = {}, .body = body};
    call.headers["ems-transaction"] = transaction;
    call.headers["motcua-signature"] = Sign(secret, clock.Now(), body);
    return call;
  }
  http::Outgoing Take(http::Incoming call) { return RunOn(io, webhook.Take(std::move(call))); }

  const auth::Principal ems{{.name = "ems", .units = {"87"}},
                            {"/motcua.postal.v1.TrackingService/ReportCarrierEvents"}};
  const auth::Principal nobody{{.name = "ems", .units = {"87"}}, {}};
  const auth::Principal* found = &ems;
  CarrierMetrics carrier_metrics{registry};
  WebhookMetrics webhook_metrics{registry};
  CarrierTables tables{"deploy/carriers"};
  Quarantine quarantine{committer};
  CarrierRecorder recorder{TrackingRecorder(consignments, catalogue, clock, metrics), tables,
                           quarantine, clock, carrier_metrics};
  CarrierWebhook webhook{io,
                         committer,
                         recorder,
                         tables,
                         {{"ems", kSecret}, {"pigeon", kSecret}},
                         [this](std::string_view) { return found; },
                         clock,
                         webhook_metrics};
};

TEST_F(CarrierWebhookTest, RecordsAndEchoesTheTransaction) {
  const std::string id = MakeTransfer("r1");
  const http::Outgoing answer = Take(Call(Record(id)));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"code":"success","transaction":"1234567890","recorded":1})");
  const Consignment stored = Stored(id);
  ASSERT_EQ(stored.events_size(), 1);
  EXPECT_EQ(stored.events(0).event_id(), "ems:1234567890");
  EXPECT_EQ(stored.events(0).post_office(), "870100");
  EXPECT_THAT(stored.events(0).raw(), HasSubstr(R"("ems-transaction":"1234567890")"));
}

TEST_F(CarrierWebhookTest, ACallThatWasTakenIsRefusedWhenItComesAgain) {
  const std::string id = MakeTransfer("r1");
  const http::Incoming call = Call(Record(id));
  EXPECT_EQ(Take(call).status, 200);
  const http::Outgoing again = Take(call);
  EXPECT_EQ(again.status, 409);
  EXPECT_THAT(again.body, HasSubstr(R"("transaction":"1234567890")"));
  clock.Advance(absl::Seconds(2));
  EXPECT_EQ(Take(Call(Record(id))).status, 200) << "signed anew: a carrier that heard no answer";
  EXPECT_EQ(Stored(id).events_size(), 1) << "and it counts once";
}

TEST_F(CarrierWebhookTest, RefusesWhatIsNotSigned) {
  const std::string id = MakeTransfer("r1");
  EXPECT_EQ(Take(Call(Record(id), "1", "another secret")).status, 401);
  http::Incoming unsigned_call = Call(Record(id));
  unsigned_call.headers.erase("motcua-signature");
  EXPECT_EQ(Take(unsigned_call).status, 401);
  http::Incoming changed = Call(Record(id));
  changed.body = Record(id, "2");
  EXPECT_EQ(Take(changed).status, 401);
  http::Incoming old = Call(Record(id));
  clock.Advance(absl::Minutes(6));
  EXPECT_EQ(Take(old).status, 401);
  EXPECT_EQ(Stored(id).events_size(), 0);
}

TEST_F(CarrierWebhookTest, RefusesOtherPathsCarriersAndCallers) {
  http::Incoming call = Call("{}");
  for (const char* path : {"/", "/carriers/", "/carriers/vnpost-hcc", "/carriers/pigeon",
                           "/carriers/ems/x", "/metrics"}) {
    call.path = path;
    EXPECT_EQ(Take(call).status, 404) << path;
  }
  found = nullptr;
  EXPECT_EQ(Take(Call("{}")).status, 403);
  found = &nobody;
  EXPECT_EQ(Take(Call("{}")).status, 403);
}

TEST_F(CarrierWebhookTest, RefusesBodiesThatHoldNoRecords) {
  std::string many = "[{}";
  for (int i = 0; i < 2000; ++i) many += ",{}";
  for (const std::string& body : {std::string(""), std::string("x"), std::string("7"),
                                  std::string("[1]"), many + "]", std::string(100000, '[')}) {
    EXPECT_EQ(Take(Call(body)).status, 400) << body.substr(0, 10);
  }
}

TEST_F(CarrierWebhookTest, AListIsTakenToo) {
  const std::string a = MakeTransfer("r1"), b = MakeTransfer("r2");
  const http::Outgoing answer =
      Take(Call(Cat("[", Record(a), ",", Record(b), ",", Record(b, "99"), "]")));
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr(R"("recorded":2,"quarantined":1)"));
  EXPECT_EQ(RunOn(io, quarantine.Count("ems"))->records, 1);
}

TEST_F(CarrierWebhookTest, SaysToTryAgainWhileRedisIsAway) {
  const std::string id = MakeTransfer("r1");
  const http::Incoming call = Call(Record(id));
  Server().Stop();
  const http::Outgoing answer = Take(call);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.at("Retry-After"), "1");
  Server().Continue();
  EXPECT_EQ(Take(call).status, 200) << "it was not taken: the same call will do";
}

TEST_F(CarrierWebhookTest, ReadsSecretsOfAFolder) {
  const std::string folder = testing::TempDir() + "carrier-secrets";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  EXPECT_THAT(ReadSecrets(folder)->size(), 0u);
  std::ofstream(folder + "/ems") << "  a secret of a file\n";
  EXPECT_EQ(ReadSecrets(folder)->at("ems"), "a secret of a file");
  std::ofstream(folder + "/short") << "x";
  EXPECT_THAT(ReadSecrets(folder),
              StatusIs(absl::StatusCode::kFailedPrecondition, kSettingInvalid));
}

}  // namespace
}  // namespace motcua::postal
