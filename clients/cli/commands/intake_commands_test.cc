#include "clients/cli/commands/papers.h"
#include "clients/cli/testing/cli_fixture.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using namespace motcua::intake::v1;  // NOLINT: the messages of one service

class IntakeCommandsTest : public CliTest {
 protected:
  // The only request the method got.
  template <class Request>
  Request Only(const std::string& method) {
    const auto requests = services_.Received<Request>(method);
    EXPECT_EQ(requests.size(), 1u) << method;
    return requests.empty() ? Request() : requests.front();
  }
};

constexpr char kBirth[] = R"(
    code: "1.001193" name: "Đăng ký khai sinh" field: "Hộ tịch" levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_SAME_DAY })";

TEST(PapersTest, AreReadFromTheCommandLine) {
  EXPECT_THAT(ParsePaper("Tờ khai"),
              EqualsProto(R"pb(name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1)pb"));
  EXPECT_THAT(ParsePaper("Bản vẽ:plain-copy:3"),
              EqualsProto(R"pb(name: "Bản vẽ" kind: PAPER_KIND_PLAIN_COPY count: 3)pb"));
  EXPECT_THAT(ParsePaper("Giấy: mẫu 2"),
              EqualsProto(R"pb(name: "Giấy: mẫu 2" kind: PAPER_KIND_ORIGINAL count: 1)pb"));
  EXPECT_THAT(ParsePaper("Mẫu:2"),
              EqualsProto(R"pb(name: "Mẫu:2" kind: PAPER_KIND_ORIGINAL count: 1)pb"));
}

TEST_F(IntakeCommandsTest, GuideListsWhatItFinds) {
  services_.Answer("intake.SearchProcedures",
                   FromText<SearchProceduresResponse>(
                       Cat("procedures {", kBirth, "} procedures { code: '2' name: 'Khác' }")));
  const Result result = Run({"guide", "khai", "sinh"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("1.001193  Đăng ký khai sinh  Hộ tịch  commune  same day"));
  EXPECT_EQ(Only<SearchProceduresRequest>("intake.SearchProcedures").text(), "khai sinh");
}

TEST_F(IntakeCommandsTest, GuideReadsFurtherPages) {
  services_.Answer("intake.SearchProcedures", FromText<SearchProceduresResponse>(
                                                  "procedures { code: '1' } next_page_token: 'p'"));
  services_.Answer("intake.SearchProcedures",
                   FromText<SearchProceduresResponse>("procedures { code: '2' }"));
  const Result result = Run({"guide", "--json"});
  EXPECT_THAT(result.out, HasSubstr("\"nextPageToken\":\"\""));
  const auto requests = services_.Received<SearchProceduresRequest>("intake.SearchProcedures");
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_EQ(requests[0].page_size(), 20);
  EXPECT_EQ(requests[1].page_size(), 19);
  EXPECT_EQ(requests[1].page_token(), "p");
}

TEST_F(IntakeCommandsTest, GuideTellsWhatAProcedureNeeds) {
  services_.Answer("intake.GetGuidance",
                   FromText<GetGuidanceResponse>(Cat("procedure {", kBirth, R"(}
      cases { key: "le" question: "Trẻ bị bỏ rơi?" }
      papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
      steps { name: "Thẩm định" unit_code: "30037" unit_name: "Thị trấn Mỹ An" stage: 1 }
      due_time { seconds: 1674032400 }
      opening_hours { begin: "07:00" end: "11:30" } opening_hours { begin: "13:30" end: "17:00" }
      opening_hours { saturday: true begin: "07:00" end: "11:30" }
      opens_time { seconds: 1674088200 })")));
  const Result result = Run({"guide", "1.001193", "--unit", "30037", "--channel", "online"});
  EXPECT_EQ(result.code, 0) << result.err;
  for (const char* text : {"Trẻ bị bỏ rơi?", "Tờ khai  original", "Thị trấn Mỹ An",
                           "If accepted now    2023-01-18 16:00",
                           "07:00-11:30, 13:30-17:00; Saturdays 07:00-11:30",
                           "Closed until       2023-01-19 07:30"}) {
    EXPECT_THAT(result.out, HasSubstr(text));
  }
  const auto asked = services_.Received<GetGuidanceRequest>("intake.GetGuidance");
  EXPECT_EQ(asked.back().channel(), type::v1::CHANNEL_ONLINE);
}

TEST_F(IntakeCommandsTest, GuideAsksUntilTheCaseIsDecided) {
  services_.Answer("intake.GetGuidance",
                   FromText<GetGuidanceResponse>("next_question { key: 'a' question: 'Rách?' }"));
  services_.Answer("intake.GetGuidance",
                   FromText<GetGuidanceResponse>("next_question { key: 'b' question: 'Mất?' }"));
  services_.Answer("intake.GetGuidance", FromText<GetGuidanceResponse>(
                                             "decided: true case_key: 'b' advice: 'Nộp hồ sơ.'"));
  const Result result = Run({"guide", "1.009999", "--ask"}, "what?\nn\ny\n");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("Rách? [y/n] Rách? [y/n] Mất? [y/n] "));
  EXPECT_THAT(result.out, HasSubstr("Nộp hồ sơ."));
  const auto requests = services_.Received<GetGuidanceRequest>("intake.GetGuidance");
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_THAT(requests[2], EqualsProto(R"pb(
                procedure_code: "1.009999"
                answers { case_key: "a" }
                answers { case_key: "b" yes: true })pb"));
}

TEST_F(IntakeCommandsTest, GuideTakesAnswersFromPrograms) {
  services_.Answer("intake.GetGuidance", FromText<GetGuidanceResponse>("decided: true"));
  EXPECT_EQ(Run({"guide", "1.009999", "--answer", "a=no", "--answer", "b=yes"}).code, 0);
  EXPECT_THAT(Only<GetGuidanceRequest>("intake.GetGuidance"), EqualsProto(R"pb(
                procedure_code: "1.009999"
                answers { case_key: "a" }
                answers { case_key: "b" yes: true })pb"));
  EXPECT_NE(Run({"guide", "1.009999", "--answer", "a=maybe"}).code, 0);
}

TEST_F(IntakeCommandsTest, SubmitSendsTheDraft) {
  services_.Answer("intake.SubmitDossier",
                   FromText<SubmitDossierResponse>(Cat(
                       "dossier_code: '", kCode, "' state: DOSSIER_STATE_ACCEPTED version: 1")));
  const Result result =
      Run({"submit", "--procedure", "1.001193", "--unit", "30037", "--name", "Nguyễn Văn An",
           "--paper", "Tờ khai", "--paper", "Giấy chứng sinh:certified-copy", "--accept",
           "--request-id", "wish-1"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr(kCode));
  EXPECT_THAT(Only<SubmitDossierRequest>("intake.SubmitDossier"), EqualsProto(R"pb(
                request_id: "wish-1"
                accept: true
                draft {
                  procedure_code: "1.001193"
                  receiving_unit: "30037"
                  channel: CHANNEL_COUNTER
                  applicant { name: "Nguyễn Văn An" }
                  papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 }
                  papers { name: "Giấy chứng sinh" kind: PAPER_KIND_CERTIFIED_COPY count: 1 }
                })pb"));
}

TEST_F(IntakeCommandsTest, SubmitShowsPossibleDuplicates) {
  services_.Answer("intake.SubmitDossier", FromText<SubmitDossierResponse>(R"(
      dossier_code: 'new' possible_duplicates {
        dossier_code: 'old' state: DOSSIER_STATE_SUBMITTED receiving_unit: '30037'
        match: DUPLICATE_MATCH_IDENTITY })"));
  const Result result = Run({"submit", "--procedure", "1.001193", "--check-duplicates"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("old"));
  EXPECT_THAT(result.out, HasSubstr("identity"));
  EXPECT_TRUE(Only<SubmitDossierRequest>("intake.SubmitDossier").check_duplicates());
}

TEST_F(IntakeCommandsTest, SubmitStartsFromAFile) {
  services_.Answer("intake.SubmitDossier", SubmitDossierResponse());
  const std::string file = WriteFile(
      "draft.json",
      R"({"procedureCode":"1.001193","receivingUnit":"30037","channel":"CHANNEL_ONLINE"})");
  EXPECT_EQ(Run({"submit", "--from", file, "--unit", "30040"}).code, 0);
  const auto draft = Only<SubmitDossierRequest>("intake.SubmitDossier").draft();
  EXPECT_EQ(draft.procedure_code(), "1.001193");
  EXPECT_EQ(draft.receiving_unit(), "30040");
  EXPECT_EQ(draft.channel(), type::v1::CHANNEL_ONLINE);
}

TEST_F(IntakeCommandsTest, SubmitHandsInAllPapersOnWish) {
  services_.Answer("intake.GetGuidance", FromText<GetGuidanceResponse>(R"(
      papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 2 required: true }
      papers { name: "Ảnh" kind: PAPER_KIND_ORIGINAL count: 1 })"));
  services_.Answer("intake.SubmitDossier", SubmitDossierResponse());
  EXPECT_EQ(Run({"submit", "--procedure", "1.001193", "--all-papers"}).code, 0);
  const auto draft = Only<SubmitDossierRequest>("intake.SubmitDossier").draft();
  ASSERT_EQ(draft.papers_size(), 1);
  EXPECT_EQ(draft.papers(0).count(), 2);
}

TEST_F(IntakeCommandsTest, SubmitShowsWhyItWasRefused) {
  services_.Fail("intake.SubmitDossier", FailedPrecondition(kFieldInvalid, "papers are missing")
                                             .Field("draft.papers", "Tờ khai is missing"));
  const Result result = Run({"submit"});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.err, HasSubstr("field draft.papers: Tờ khai is missing"));
}

TEST_F(IntakeCommandsTest, SubmitChecksWithoutFiling) {
  services_.Answer(
      "intake.CheckDossier",
      FromText<CheckDossierResponse>(
          R"(problems { reason: "PAPERS_MISSING" field: "draft.papers" message: "m" })"));
  const Result result = Run({"submit", "--check"});
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.out, HasSubstr("PAPERS_MISSING"));
  EXPECT_TRUE(services_.Received<SubmitDossierRequest>("intake.SubmitDossier").empty());
}

TEST_F(IntakeCommandsTest, BatchSaysWhatBecameOfEachLine) {
  services_.Answer("intake.BatchSubmitDossiers", FromText<BatchSubmitDossiersResponse>(R"(
      outcomes { submitted { dossier_code: "D1" state: DOSSIER_STATE_SUBMITTED } }
      outcomes { failure { code: 3 reason: "CASE_UNKNOWN" field: "draft.case_key" message: "no" } })"));
  const std::string lines =
      "{\"draft\":{\"procedureCode\":\"1\"}}\n\n{\"requestId\":\"own\",\"draft\":{}}\n";
  const Result result = Run({"submit", "--batch", "-", "--request-id", "monday"}, lines);
  EXPECT_EQ(result.code, kExitRefused);
  EXPECT_THAT(result.out, HasSubstr("line 1  D1  submitted"));
  EXPECT_THAT(result.out, HasSubstr("line 3  not filed: no (CASE_UNKNOWN draft.case_key)"));
  const auto request = Only<BatchSubmitDossiersRequest>("intake.BatchSubmitDossiers");
  EXPECT_EQ(request.requests(0).request_id(), "monday.1");
  EXPECT_EQ(request.requests(1).request_id(), "own");
}

TEST_F(IntakeCommandsTest, BatchNamesTheBadLine) {
  const Result result = Run({"submit", "--batch", "-"}, "{}\n{\"drift\":1}\n");
  EXPECT_EQ(result.code, kExitUsage);
  EXPECT_THAT(result.err, HasSubstr("-:2: not a SubmitDossierRequest"));
}

TEST_F(IntakeCommandsTest, OneDossiersCommands) {
  services_.Answer("intake.AcceptDossier", FromText<AcceptDossierResponse>("version: 2"));
  services_.Answer("intake.RefuseDossier", RefuseDossierResponse());
  services_.Answer("intake.SupplementDossier", SupplementDossierResponse());
  services_.Answer("intake.RecordPayment", FromText<RecordPaymentResponse>("paid_vnd: 30000"));
  services_.Answer("intake.WithdrawDossier", WithdrawDossierResponse());
  services_.Answer("routing.HandOverResult", routing::v1::HandOverResultResponse());
  EXPECT_EQ(Run({"accept", kCode, "--expect-version", "1"}).code, 0);
  EXPECT_EQ(Only<AcceptDossierRequest>("intake.AcceptDossier").expected_version(), 1);
  EXPECT_EQ(Run({"refuse", kCode, "--reason", "Sai nơi nộp"}).code, 0);
  EXPECT_EQ(Only<RefuseDossierRequest>("intake.RefuseDossier").reason(), "Sai nơi nộp");
  EXPECT_EQ(Run({"supplement", kCode, "--paper", "Ảnh"}).code, 0);
  EXPECT_EQ(Only<SupplementDossierRequest>("intake.SupplementDossier").papers_size(), 1);
  EXPECT_THAT(Run({"pay", kCode, "30000"}).out, HasSubstr("30.000 đ paid in all"));
  EXPECT_EQ(Only<RecordPaymentRequest>("intake.RecordPayment").amount_vnd(), 30000);
  EXPECT_EQ(Run({"withdraw", kCode}).code, 0);
  EXPECT_EQ(Only<WithdrawDossierRequest>("intake.WithdrawDossier").request_id().size(), 26u);
  EXPECT_EQ(Run({"handover", kCode}).code, 0);
}

TEST_F(IntakeCommandsTest, ListShowsAUnitsDossiers) {
  services_.Answer("intake.ListDossiers", FromText<ListDossiersResponse>(R"(
      dossiers { code: "D1" procedure_code: "1.001193" channel: CHANNEL_POSTAL
                 applicant { name: "Lê Thị Bé" } submit_time { seconds: 1674032400 } })"));
  const Result result = Run({"list", "30037", "--state", "accepted"});
  EXPECT_THAT(result.out, HasSubstr("D1       1.001193   Lê Thị Bé  postal   2023-01-18 16:00"));
  EXPECT_EQ(Only<ListDossiersRequest>("intake.ListDossiers").state(),
            dossier::v1::DOSSIER_STATE_ACCEPTED);
}

}  // namespace
}  // namespace motcua::cli
