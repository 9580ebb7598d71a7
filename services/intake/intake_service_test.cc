#include "services/intake/intake_service.h"

#include <functional>
#include <string>

#include "common/base/proto_time.h"
#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using dossier::v1::DOSSIER_STATE_ACCEPTED;
using dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED;
using dossier::v1::DOSSIER_STATE_REFUSED;
using dossier::v1::DOSSIER_STATE_SUBMITTED;
using dossier::v1::DOSSIER_STATE_WITHDRAWN;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum absl::StatusCode;

class IntakeServiceTest : public ServiceFixture {};

// --- filing -------------------------------------------------------------------------------------

TEST_F(IntakeServiceTest, SubmitFilesADossier) {
  const v1::SubmitDossierRequest request = MakeSubmission();
  const auto filed = Call(&IntakeService::SubmitDossier, request);
  ASSERT_THAT(filed, IsOk());
  EXPECT_THAT(*filed, EqualsProto(R"pb(
    dossier_code: "000.01.31.H20-230118-0001"
    state: DOSSIER_STATE_SUBMITTED
    version: 1)pb"));
  const Dossier stored = Stored(filed->dossier_code());
  EXPECT_THAT(stored.applicant(), EqualsProto(request.draft().applicant()));
  EXPECT_EQ(stored.papers_size(), 2);
  EXPECT_EQ(FromProto(stored.submit_time()), Local(18, 9));
  EXPECT_THAT(Listed(DOSSIER_STATE_SUBMITTED), ElementsAre(filed->dossier_code()));
  EXPECT_EQ(OpenCount(), 1);
  EXPECT_EQ(LastEvent().submitted().field(), "Hộ tịch");
  EXPECT_EQ(LastEvent().actor(), "vnpost");
}

TEST_F(IntakeServiceTest, CountersAcceptAtOnce) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.set_accept(true);
  const auto filed = Call(&IntakeService::SubmitDossier, request);
  ASSERT_THAT(filed, IsOk());
  EXPECT_EQ(filed->state(), DOSSIER_STATE_ACCEPTED);
  EXPECT_EQ(FromProto(filed->due_time()), Local(19, 17));
  EXPECT_EQ(filed->version(), 1);
  EXPECT_EQ(EventCount(), 2);
  EXPECT_EQ(Redis({"XLEN", keys.Inbox("routing")}).integer, 1);
  EXPECT_THAT(Listed(DOSSIER_STATE_ACCEPTED), ElementsAre(filed->dossier_code()));
}

TEST_F(IntakeServiceTest, FeesMayBePaidOnFiling) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->set_procedure_code("1.009994");
  request.mutable_draft()->set_receiving_unit("866");
  request.set_paid_vnd(75000);
  const std::string code = File(request);
  EXPECT_EQ(Stored(code).fee_vnd(), 75000);
  EXPECT_EQ(Stored(code).paid_vnd(), 75000);
  EXPECT_EQ(LastEvent().paid().amount_vnd(), 75000);
}

TEST_F(IntakeServiceTest, ADossierKeepsTheVersionOfItsFilingDay) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->set_procedure_code("1.000894");
  const std::string old_law = File(request);
  EXPECT_EQ(Stored(old_law).procedure_version(), 1);
  // The next version has begun: it asks for one more paper, and its limit is longer.
  clock.Set(absl::FromCivil(absl::CivilSecond(2024, 1, 2, 9), LocalZone()));
  const auto accepted =
      Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(old_law));
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(Stored(old_law).limit().kind(), type::v1::LIMIT_KIND_SAME_DAY);
  EXPECT_EQ(LastEvent().accepted().procedure_version(), 1);
  request.set_request_id("under-the-new-law");
  const std::string new_law = File(request);
  EXPECT_EQ(Stored(new_law).procedure_version(), 2);
  EXPECT_EQ(Stored(new_law).fee_vnd(), 30000);
  EXPECT_THAT(Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(new_law)),
              StatusIs(kFailedPrecondition, kPapersMissing));
}

TEST_F(IntakeServiceTest, PostalDossiersReachPostal) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->set_channel(type::v1::CHANNEL_POSTAL);
  request.mutable_draft()->mutable_applicant()->set_address("12 Nguyễn Huệ");
  request.mutable_draft()->mutable_applicant()->set_commune_code("29872");
  const std::string code = File(request);
  EXPECT_FALSE(Stored(code).papers_at_counter());
  EXPECT_EQ(Redis({"XLEN", keys.Inbox("postal")}).integer, 1);
  EXPECT_EQ(LastEvent().submitted().commune_code(), "29872");
}

// Submissions that must be refused, each for one fault.
class BadSubmissionTest : public IntakeServiceTest {
 protected:
  struct Row {
    std::string name;
    std::function<void(v1::SubmitDossierRequest&)> spoil;
    absl::StatusCode code;
    std::string_view reason;
    std::string field;
  };

  void ExpectRefusedWithoutAChange(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      v1::SubmitDossierRequest request = MakeSubmission();
      row.spoil(request);
      const auto filed = Call(&IntakeService::SubmitDossier, request);
      EXPECT_THAT(filed, StatusIs(row.code, row.reason)) << row.name;
      EXPECT_EQ(FieldsOf(filed.status()).at(0), row.field) << row.name;
    }
    EXPECT_EQ(EventCount(), 0);
    EXPECT_EQ(OpenCount(), 0);
  }
};

TEST_F(BadSubmissionTest, OfAFieldThatIsWrong) {
  ExpectRefusedWithoutAChange({
      {"no request id", [](auto& r) { r.clear_request_id(); }, kInvalidArgument, kFieldRequired,
       "request_id"},
      {"bad request id", [](auto& r) { r.set_request_id("a b"); }, kInvalidArgument, kFieldInvalid,
       "request_id"},
      {"no draft", [](auto& r) { r.clear_draft(); }, kInvalidArgument, kFieldRequired,
       "draft.procedure_code"},
      {"unknown procedure", [](auto& r) { r.mutable_draft()->set_procedure_code("0"); }, kNotFound,
       kProcedureNotFound, "draft.procedure_code"},
      {"unknown unit", [](auto& r) { r.mutable_draft()->set_receiving_unit("0"); }, kNotFound,
       kUnitNotFound, "draft.receiving_unit"},
      {"no counter", [](auto& r) { r.mutable_draft()->set_receiving_unit("87.SXD"); },
       kInvalidArgument, kUnitNotOneStop, "draft.receiving_unit"},
      {"wrong level", [](auto& r) { r.mutable_draft()->set_receiving_unit("87"); },
       kInvalidArgument, kLevelNotServed, "draft.receiving_unit"},
      {"unknown case", [](auto& r) { r.mutable_draft()->set_case_key("x"); }, kInvalidArgument,
       kCaseUnknown, "draft.case_key"},
      {"no name", [](auto& r) { r.mutable_draft()->clear_applicant(); }, kInvalidArgument,
       kFieldRequired, "draft.applicant.name"},
      {"paid too much", [](auto& r) { r.set_paid_vnd(1); }, kInvalidArgument, kFieldInvalid,
       "paid_vnd"},
      {"paid less than nothing", [](auto& r) { r.set_paid_vnd(-1); }, kInvalidArgument,
       kFieldInvalid, "paid_vnd"},
  });
}

TEST_F(BadSubmissionTest, OfFieldsThatDoNotGoTogether) {
  ExpectRefusedWithoutAChange({
      {"accepted online",
       [](auto& r) {
         r.set_accept(true);
         r.mutable_draft()->set_channel(type::v1::CHANNEL_ONLINE);
       },
       kInvalidArgument, kFieldInvalid, "accept"},
      {"accepted without papers",
       [](auto& r) {
         r.set_accept(true);
         r.mutable_draft()->mutable_papers()->RemoveLast();
       },
       kFailedPrecondition, kPapersMissing, "draft.papers"},
      {"personal presence",
       [](auto& r) {
         r.mutable_draft()->set_procedure_code("1.000894");
         r.mutable_draft()->set_channel(type::v1::CHANNEL_POSTAL);
         r.mutable_draft()->mutable_applicant()->set_address("12 Nguyễn Huệ");
         r.mutable_draft()->mutable_applicant()->set_commune_code("29872");
       },
       kFailedPrecondition, kPersonalPresenceRequired, "draft.channel"},
  });
}

// --- life of a dossier --------------------------------------------------------------------------

TEST_F(IntakeServiceTest, AcceptGivesTheReceipt) {
  const std::string code = File();
  clock.Set(Local(18, 15, 1));
  const auto receipt = Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(code));
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->dossier_code(), code);
  EXPECT_EQ(FromProto(receipt->accept_time()), Local(18, 15, 1));
  EXPECT_EQ(FromProto(receipt->due_time()), Local(20, 17));  // received after 15:00
  EXPECT_EQ(receipt->version(), 2);
  EXPECT_THAT(Listed(DOSSIER_STATE_SUBMITTED), IsEmpty());
  EXPECT_THAT(Listed(DOSSIER_STATE_ACCEPTED), ElementsAre(code));
}

TEST_F(IntakeServiceTest, IncompleteDossiersAreHandedBackAndCompleted) {
  v1::SubmitDossierRequest request = MakeSubmission();
  request.mutable_draft()->mutable_papers()->RemoveLast();
  const std::string code = File(request);
  EXPECT_THAT(Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(code)),
              StatusIs(kFailedPrecondition, kPapersMissing));
  auto completion = About<v1::RequestCompletionRequest>(code);
  EXPECT_THAT(Call(&IntakeService::RequestCompletion, completion),
              StatusIs(kInvalidArgument, kFieldRequired));
  completion.add_items("Giấy chứng sinh");
  ASSERT_THAT(Call(&IntakeService::RequestCompletion, completion), IsOk());
  EXPECT_THAT(Listed(DOSSIER_STATE_COMPLETION_REQUESTED), ElementsAre(code));

  auto supplement = About<v1::SupplementDossierRequest>(code);
  AddPaper("Giấy chứng sinh", *supplement.mutable_papers());
  const auto supplemented = Call(&IntakeService::SupplementDossier, supplement);
  ASSERT_THAT(supplemented, IsOk());
  EXPECT_EQ(supplemented->state(), DOSSIER_STATE_SUBMITTED);
  EXPECT_EQ(supplemented->version(), 3);
  EXPECT_THAT(Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(code)), IsOk());
}

TEST_F(IntakeServiceTest, RefusedDossiersLeaveTheLists) {
  auto refuse = About<v1::RefuseDossierRequest>(File());
  EXPECT_THAT(Call(&IntakeService::RefuseDossier, refuse),
              StatusIs(kInvalidArgument, kFieldRequired));
  refuse.set_reason("Không thuộc thẩm quyền");
  const auto refused = Call(&IntakeService::RefuseDossier, refuse);
  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->version(), 2);
  EXPECT_EQ(Stored(refuse.dossier_code()).state(), DOSSIER_STATE_REFUSED);
  EXPECT_EQ(OpenCount(), 0);
  EXPECT_THAT(Listed(DOSSIER_STATE_SUBMITTED), IsEmpty());
}

TEST_F(IntakeServiceTest, WithdrawalTellsRoutingOfAcceptedDossiers) {
  const std::string filed = File();
  ASSERT_THAT(Call(&IntakeService::WithdrawDossier, About<v1::WithdrawDossierRequest>(filed)),
              IsOk());
  EXPECT_EQ(Redis({"XLEN", keys.Inbox("routing")}).integer, 0);
  const std::string accepted = FileAccepted();
  ASSERT_THAT(Call(&IntakeService::WithdrawDossier, About<v1::WithdrawDossierRequest>(accepted)),
              IsOk());
  EXPECT_EQ(Redis({"XLEN", keys.Inbox("routing")}).integer, 2);  // Accepted, Withdrawn
  EXPECT_EQ(Stored(accepted).state(), DOSSIER_STATE_WITHDRAWN);
  EXPECT_THAT(Call(&IntakeService::WithdrawDossier, About<v1::WithdrawDossierRequest>(accepted)),
              StatusIs(kFailedPrecondition, kTransitionNotAllowed));
}

// --- refusals that every change shares ----------------------------------------------------------

TEST_F(IntakeServiceTest, ChangesOfUnknownDossiersAreNotFound) {
  for (const char* code : {"000.01.31.H20-230118-7777", "nonsense"}) {
    EXPECT_THAT(Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(code)),
                StatusIs(kNotFound, kDossierNotFound));
    EXPECT_THAT(Call(&IntakeService::WithdrawDossier, About<v1::WithdrawDossierRequest>(code)),
                StatusIs(kNotFound, kDossierNotFound));
    v1::GetDossierRequest get;
    get.set_dossier_code(code);
    EXPECT_THAT(Call(&IntakeService::GetDossier, get), StatusIs(kNotFound, kDossierNotFound));
  }
  EXPECT_THAT(Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>("")),
              StatusIs(kInvalidArgument, kFieldRequired));
}

TEST_F(IntakeServiceTest, StaleVersionsAreToldTheVersion) {
  auto refuse = About<v1::RefuseDossierRequest>(File());
  refuse.set_reason("x");
  refuse.set_expected_version(2);
  const auto refused = Call(&IntakeService::RefuseDossier, refuse);
  EXPECT_THAT(refused, StatusIs(kAborted, kStaleVersion));
  EXPECT_EQ(MetadataOf(refused.status(), "version"), "1");
  refuse.set_expected_version(1);
  EXPECT_THAT(Call(&IntakeService::RefuseDossier, refuse), IsOk());
}

TEST_F(IntakeServiceTest, OthersUnitsAreClosed) {
  const std::string code = File();
  caller.caller.units = {"29872"};
  EXPECT_THAT(Call(&IntakeService::AcceptDossier, About<v1::AcceptDossierRequest>(code)),
              StatusIs(kPermissionDenied, kUnitOutOfScope));
  v1::GetDossierRequest get;
  get.set_dossier_code(code);
  EXPECT_THAT(Call(&IntakeService::GetDossier, get), StatusIs(kPermissionDenied, kUnitOutOfScope));
  caller.caller.units = {"866"};
  EXPECT_THAT(Call(&IntakeService::GetDossier, get), IsOk());
  EXPECT_EQ(Stored(code).state(), DOSSIER_STATE_SUBMITTED);
}

TEST_F(IntakeServiceTest, GetShowsTheDossierWithItsVersion) {
  const std::string code = FileAccepted();
  v1::GetDossierRequest get;
  get.set_dossier_code(code);
  const auto shown = Call(&IntakeService::GetDossier, get);
  ASSERT_THAT(shown, IsOk());
  Dossier expected = Stored(code);
  expected.set_version(1);
  EXPECT_THAT(shown->dossier(), EqualsProto(expected));
}

TEST_F(IntakeServiceTest, RedisAwayIsUnavailable) {
  redis.Close();
  EXPECT_THAT(Call(&IntakeService::SubmitDossier, MakeSubmission()), StatusIs(kUnavailable));
  v1::GetDossierRequest get;
  get.set_dossier_code("000.01.31.H20-230118-0001");
  EXPECT_THAT(Call(&IntakeService::GetDossier, get), StatusIs(kUnavailable));
}

}  // namespace
}  // namespace motcua::intake
