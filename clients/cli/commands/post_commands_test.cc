// Bags, custody and claims on the command line.
#include "clients/cli/testing/cli_fixture.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "motcua/postal/v1/claim_service.pb.h"
#include "motcua/postal/v1/custody_service.pb.h"
#include "motcua/postal/v1/manifest_service.pb.h"
#include "motcua/postal/v1/postal_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace motcua::postal::v1;  // NOLINT: the messages under test

class PostCommandsTest : public CliTest {
 protected:
  template <class Request>
  Request Only(const std::string& method) {
    const auto requests = services_.Received<Request>(method);
    EXPECT_EQ(requests.size(), 1u) << method;
    return requests.empty() ? Request() : requests.front();
  }
};

TEST_F(PostCommandsTest, BagBuildPutsParcelsIn) {
  services_.Answer("postal.BuildBag",
                   FromText<BuildBagResponse>("bag_id: 'BD.866-230201-0001' parcels: 2"));
  const Result result =
      Run({"bag", "build", "--from", "BD.866", "--to", "BD.87", "EQ473124829VN", "EQ473124832VN"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("BD.866-230201-0001"));
  const auto request = Only<BuildBagRequest>("postal.BuildBag");
  EXPECT_EQ(request.to_office(), "BD.87");
  EXPECT_THAT(request.parcel_ids(), ElementsAre("EQ473124829VN", "EQ473124832VN"));
  EXPECT_NE(request.request_id(), "");
}

TEST_F(PostCommandsTest, BagGoesAndIsReceived) {
  services_.Answer("postal.DispatchBag", FromText<DispatchBagResponse>("parcels: 2"));
  services_.Answer("postal.ReceiveBag",
                   FromText<ReceiveBagResponse>("received: 2 over_ids: 'EQ000000014VN'"));
  services_.Answer("postal.ReconcileBag",
                   FromText<ReconcileBagResponse>("short_ids: 'EQ473124829VN'"));
  EXPECT_EQ(Run({"bag", "dispatch", "B", "--seal", "S-17", "--signer", "A"}).code, 0);
  EXPECT_EQ(Only<DispatchBagRequest>("postal.DispatchBag").seal(), "S-17");
  const Result received = Run({"bag", "receive", "B", "--all", "--damaged", "EQ473124832VN"});
  EXPECT_THAT(received.out, HasSubstr("EQ000000014VN"));
  EXPECT_TRUE(Only<ReceiveBagRequest>("postal.ReceiveBag").all());
  EXPECT_THAT(Only<ReceiveBagRequest>("postal.ReceiveBag").damaged_ids(),
              ElementsAre("EQ473124832VN"));
  const Result ended = Run({"bag", "reconcile", "B", "--signer", "B"});
  EXPECT_THAT(ended.out, HasSubstr("Short    EQ473124829VN"));
}

TEST_F(PostCommandsTest, BagShowHasTheManifestAndBothSignatures) {
  services_.Answer("postal.GetBag", FromText<GetBagResponse>(R"(
      bag { id: "B" from_office: "BD.866" to_office: "BD.87" state: BAG_STATE_RECONCILED
            items { parcel_id: "EQ473124829VN" state: BAG_ITEM_STATE_SHORT }
            giver { name: "Lê Văn Bưu" post_office: "BD.866" }
            taker { name: "Trần Thị Nhận" post_office: "BD.87" } })"));
  const Result result = Run({"bag", "show", "B"});
  for (const char* text : {"Lê Văn Bưu", "Trần Thị Nhận", "EQ473124829VN", "short", "reconciled"}) {
    EXPECT_THAT(result.out, HasSubstr(text));
  }
  EXPECT_EQ(Run({"bag", "list"}).code, 2) << "of which office?";
}

TEST_F(PostCommandsTest, PapersWhereNamesTheHolder) {
  services_.Answer("postal.LocatePapers", FromText<LocatePapersResponse>(R"(
      papers { paper { name: "Sổ đỏ" count: 1 } parcel_id: "EQ473124829VN"
               holder { kind: HOLDER_KIND_ON_THE_WAY code: "BD.866" }
               holder_name: "Bưu điện Cao Lãnh" missed: true }
      papers { paper { name: "Tờ khai" count: 1 } holder { kind: HOLDER_KIND_CITIZEN } })"));
  const Result result = Run({"papers", "where", kCode});
  EXPECT_THAT(result.out, HasSubstr("on the way from Bưu điện Cao Lãnh (BD.866)"));
  EXPECT_THAT(result.out, HasSubstr("missing"));
  EXPECT_THAT(result.out, HasSubstr("the citizen"));
}

TEST_F(PostCommandsTest, PapersVerifyFailsWhereTheLogDoes) {
  services_.Answer("postal.VerifyCustody", FromText<VerifyCustodyResponse>(R"(
      logs { consignment_id: "EQ473124829VN" fault: CUSTODY_FAULT_HASH fault_sequence: 1
             hand_overs { sequence: 1 parcel_id: "EQ473124829VN" hash: "\001\377"
                          to { kind: HOLDER_KIND_UNIT code: "866" } } })"));
  const Result result = Run({"papers", "verify", kCode});
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("01ff"));
  EXPECT_THAT(result.out, HasSubstr("hash"));
  EXPECT_THAT(result.out, HasSubstr("does not add up"));
}

TEST_F(PostCommandsTest, PapersDeliverBringsTheProof) {
  services_.Answer("postal.DeliverParcel",
                   FromText<DeliverParcelResponse>("state: CONSIGNMENT_STATE_DELIVERED"));
  const std::string hash(64, 'a');
  const Result result = Run({"papers", "deliver", "EQ473124829VN", "--to", "Trần Thị Bình", "--as",
                             "authorised", "--relation", "vợ", "--image", hash});
  EXPECT_EQ(result.code, 0) << result.err;
  const auto proof = Only<DeliverParcelRequest>("postal.DeliverParcel").proof();
  EXPECT_EQ(proof.relation(), "vợ");
  EXPECT_EQ(proof.capacity(), dossier::v1::RECIPIENT_CAPACITY_AUTHORISED);
  EXPECT_TRUE(proof.has_deliver_time());
}

TEST_F(PostCommandsTest, PapersUnclosedNamesTheOffice) {
  services_.Answer("postal.ListUnclosedHandOvers", FromText<ListUnclosedHandOversResponse>(R"(
      hand_overs { parcel_id: "EQ473124829VN" post_office: "BD.866"
                   post_office_name: "Bưu điện Cao Lãnh" })"));
  EXPECT_THAT(Run({"papers", "unclosed"}).out, HasSubstr("Bưu điện Cao Lãnh (BD.866)"));
}

TEST_F(PostCommandsTest, AComplaintIsFiledAnsweredAndPaid) {
  services_.Answer("postal.FileClaim", FromText<FileClaimResponse>("claim_id: 'KN.EQ473124829VN'"));
  services_.Answer("postal.AnswerClaim", AnswerClaimResponse());
  services_.Answer("postal.PayClaim", FromText<PayClaimResponse>("amount_vnd: 170000"));
  EXPECT_THAT(Run({"complaint", "file", "EQ473124829VN", "--cause", "lost"}).out,
              HasSubstr("KN.EQ473124829VN"));
  EXPECT_EQ(
      Run({"complaint", "answer", "KN.X", "--reissue", "50000", "--compensation", "120000"}).code,
      0);
  const auto answer = Only<AnswerClaimRequest>("postal.AnswerClaim");
  EXPECT_TRUE(answer.accepted());
  EXPECT_EQ(answer.compensation_vnd(), 120'000);
  EXPECT_THAT(Run({"complaint", "pay", "KN.X"}).out, HasSubstr("170.000"));
}

TEST_F(PostCommandsTest, ComplaintsAreListedAndShown) {
  services_.Answer("postal.ListClaims", FromText<ListClaimsResponse>(R"(
      claims { id: "KN.EQ473124829VN" cause: CLAIM_CAUSE_SHORT state: CLAIM_STATE_FILED })"));
  services_.Answer("postal.GetClaim", FromText<GetClaimResponse>(R"(
      claim { id: "KN.EQ473124829VN" compensation_vnd: 120000 escalations { level: 1 } })"));
  EXPECT_THAT(Run({"complaint", "list", "--office", "BD.866"}).out, HasSubstr("short"));
  EXPECT_EQ(Run({"complaint", "list"}).code, 2);
  EXPECT_THAT(Run({"complaint", "show", "KN.EQ473124829VN"}).out, HasSubstr("120.000"));
}

TEST_F(PostCommandsTest, PrintsTheSlipOfAParcelAndTheRecordOfABag) {
  services_.Answer("postal.GetConsignment", FromText<GetConsignmentResponse>(R"(
      consignment { id: "EQ473124829VN" kind: CONSIGNMENT_KIND_HOME_TO_COUNTER to_unit: "30037"
                    contact_name: "Nguyễn Văn An"
                    parcels { id: "EQ473124829VN" papers { name: "Sổ đỏ" count: 1 } } })"));
  services_.Answer("postal.GetBag", FromText<GetBagResponse>(R"(
      bag { id: "B" items { parcel_id: "EQ473124829VN" state: BAG_ITEM_STATE_SHORT }
            giver { name: "Lê Văn Bưu" } })"));
  const Result slip = Run({"print", "slip", "EQ473124829VN"});
  EXPECT_EQ(slip.code, 0) << slip.err;
  EXPECT_THAT(slip.out, HasSubstr("Sổ đỏ"));
  EXPECT_THAT(slip.out, HasSubstr("Nguyễn Văn An"));
  const Result record = Run({"print", "record", "B"});
  EXPECT_THAT(record.out, HasSubstr("Thiếu"));
  EXPECT_THAT(record.out, HasSubstr("Lê Văn Bưu"));
}

}  // namespace
}  // namespace motcua::cli
