// Requests that are wrong in themselves: each gets its status, reason and field, and changes
// nothing.
#include <functional>
#include <string>

#include "common/base/proto_time.h"
#include "tests/system/bad_input_fixture.h"

namespace motcua {
namespace {

struct Mistake {
  const char* name;
  std::function<void(SubmitDossierRequest&)> make;
  absl::StatusCode code;
  std::string_view reason;
  const char* field;
};

const Mistake kMistakes[] = {
    {"UnknownUnit", [](auto& r) { r.mutable_draft()->set_receiving_unit("99999"); }, kMissing,
     kUnitNotFound, "draft.receiving_unit"},
    {"NoUnit", [](auto& r) { r.mutable_draft()->clear_receiving_unit(); }, kInvalid, kFieldRequired,
     "draft.receiving_unit"},
    {"UnitWithoutCounter", [](auto& r) { r.mutable_draft()->set_receiving_unit("866.TNMT"); },
     kInvalid, kUnitNotOneStop, "draft.receiving_unit"},
    {"WrongLevel", [](auto& r) { r.mutable_draft()->set_receiving_unit("866"); }, kInvalid,
     kLevelNotServed, "draft.receiving_unit"},
    {"UnknownProcedure", [](auto& r) { r.mutable_draft()->set_procedure_code("9.999999"); },
     kMissing, kProcedureNotFound, "draft.procedure_code"},
    {"NoProcedure", [](auto& r) { r.mutable_draft()->clear_procedure_code(); }, kInvalid,
     kFieldRequired, "draft.procedure_code"},
    {"UnknownCase", [](auto& r) { r.mutable_draft()->set_case_key("no-such-case"); }, kInvalid,
     kCaseUnknown, "draft.case_key"},
    {"NoChannel", [](auto& r) { r.mutable_draft()->clear_channel(); }, kInvalid, kFieldRequired,
     "draft.channel"},
    {"UnknownChannel",
     [](auto& r) { r.mutable_draft()->set_channel(static_cast<type::v1::Channel>(77)); }, kInvalid,
     kFieldInvalid, "draft.channel"},
    {"NoName", [](auto& r) { r.mutable_draft()->mutable_applicant()->clear_name(); }, kInvalid,
     kFieldRequired, "draft.applicant.name"},
    {"BadPhone", [](auto& r) { r.mutable_draft()->mutable_applicant()->set_phone("không có"); },
     kInvalid, kFieldInvalid, "draft.applicant.phone"},
    {"PostWithoutAddress",
     [](auto& r) {
       r.mutable_draft()->set_channel(type::v1::CHANNEL_POSTAL);
       r.mutable_draft()->mutable_applicant()->clear_address();
     },
     kInvalid, kFieldRequired, "draft.applicant.address"},
    {"AcceptWithoutCounter",
     [](auto& r) { r.mutable_draft()->set_channel(type::v1::CHANNEL_ONLINE); }, kInvalid,
     kFieldInvalid, "accept"},
    {"MissingPaper", [](auto& r) { r.mutable_draft()->mutable_papers()->RemoveLast(); }, kNotYet,
     kPapersMissing, "draft.papers"},
    {"WeakerPaper",
     [](auto& r) {
       r.mutable_draft()->mutable_papers(0)->set_kind(type::v1::PAPER_KIND_PLAIN_COPY);
     },
     kNotYet, kPapersMissing, "draft.papers"},
    {"NoCopies", [](auto& r) { r.mutable_draft()->mutable_papers(0)->set_count(0); }, kInvalid,
     kFieldInvalid, "draft.papers[0].count"},
    {"PaidTooMuch", [](auto& r) { r.set_paid_vnd(1); }, kInvalid, kFieldInvalid, "paid_vnd"},
    {"NoRequestId", [](auto& r) { r.clear_request_id(); }, kInvalid, kFieldRequired, "request_id"},
    {"BadRequestId", [](auto& r) { r.set_request_id("với dấu cách"); }, kInvalid, kFieldInvalid,
     "request_id"},
    {"NotNfc",  // "ệ" of three code points
     [](auto& r) { r.mutable_draft()->mutable_applicant()->set_name("Nguye\xCC\x82\xCC\xA3n"); },
     kInvalid, kTextNotNfc, "draft.applicant.name"},
    {"ControlCharacter",
     [](auto& r) { r.mutable_draft()->mutable_applicant()->set_name("Nguyen\x07"); }, kInvalid,
     kTextInvalid, "draft.applicant.name"},
};

TEST_F(BadInputTest, Drafts) {
  for (const Mistake& mistake : kMistakes) {
    SCOPED_TRACE(mistake.name);
    SubmitDossierRequest request = Good();
    mistake.make(request);
    const auto answer = Submit(request);
    EXPECT_THAT(answer, StatusIs(mistake.code, mistake.reason));
    EXPECT_THAT(FieldsOf(answer.status()), ::testing::Contains(mistake.field));
  }
  ExpectNothingChanged();
}

TEST_F(BadInputTest, ThePostIsExcludedWhereTheApplicantMustCome) {
  // Marriage: both must be there.
  SubmitDossierRequest request = Good();
  *request.mutable_draft() = province_.Draft("1.000894", kCommune);
  request.mutable_draft()->set_channel(type::v1::CHANNEL_POSTAL);
  request.set_accept(false);
  EXPECT_THAT(Submit(request), StatusIs(kNotYet, kPersonalPresenceRequired));
  ExpectNothingChanged();
}

TEST_F(BadInputTest, OneBadDossierOfABatchLeavesTheOthers) {
  intake::v1::BatchSubmitDossiersRequest batch;
  for (int i = 0; i < 3; ++i) *batch.add_requests() = Good();
  batch.mutable_requests(1)->mutable_draft()->set_receiving_unit("99999");
  const auto answer = Must(province_.client().Call<intake::v1::BatchSubmitDossiersResponse>(batch));
  ASSERT_EQ(answer.outcomes_size(), 3);
  EXPECT_TRUE(answer.outcomes(0).has_submitted());
  EXPECT_EQ(answer.outcomes(1).failure().reason(), kUnitNotFound);
  EXPECT_EQ(answer.outcomes(1).failure().field(), "draft.receiving_unit");
  EXPECT_TRUE(answer.outcomes(2).has_submitted());
  Remember();
  for (int i = 0; i < 501; ++i) *batch.add_requests() = batch.requests(0);
  EXPECT_THAT(province_.client().Call<intake::v1::BatchSubmitDossiersResponse>(batch),
              StatusIs(kInvalid, kBatchTooLarge));
  ExpectNothingChanged();
}

TEST_F(BadInputTest, BytesThatAreNoMessage) {
  EXPECT_THAT(SubmitBytes("\x0a\xff"), StatusIs(kInvalid, kMalformedRequest));
  EXPECT_THAT(SubmitBytes(Good().SerializeAsString().substr(0, 40)),
              StatusIs(kInvalid, kMalformedRequest));
  // Invalid UTF-8 in request_id.
  EXPECT_THAT(SubmitBytes("\x0a\x02\xc3\x28"), StatusIs(kInvalid));
  ExpectNothingChanged();
}

TEST_F(BadInputTest, AMessageThatIsTooLarge) {
  SubmitDossierRequest request = Good();
  request.mutable_draft()->mutable_applicant()->set_address(std::string(2 << 20, 'a'));
  EXPECT_THAT(Submit(request), StatusIs(kInvalid, kRequestTooLarge));
  ExpectNothingChanged();
}

TEST_F(BadInputTest, Dates) {
  const absl::Time now = stack_->clock().Now();
  reporting::v1::GetOnTimeReportRequest report;
  *report.mutable_end_time() = ToProto(now);
  auto answer = province_.client().Call<reporting::v1::GetOnTimeReportResponse>(report);
  EXPECT_THAT(answer, StatusIs(kInvalid, kFieldRequired));
  EXPECT_THAT(FieldsOf(answer.status()), ::testing::ElementsAre("begin_time"));
  *report.mutable_begin_time() = ToProto(now + absl::Hours(1));
  answer = province_.client().Call<reporting::v1::GetOnTimeReportResponse>(report);
  EXPECT_THAT(answer, StatusIs(kInvalid, kFieldInvalid));
  report.mutable_begin_time()->set_seconds(int64_t{1} << 60);
  answer = province_.client().Call<reporting::v1::GetOnTimeReportResponse>(report);
  EXPECT_THAT(answer, StatusIs(kInvalid, kFieldInvalid));

  routing::v1::ClaimStepsRequest claim;
  claim.set_request_id(Province::NewRequestId());
  claim.set_unit_code(kCommune);
  claim.mutable_lease_duration()->set_seconds(30 * 24 * 3600);
  auto claimed = province_.client().Call<routing::v1::ClaimStepsResponse>(claim);
  EXPECT_THAT(claimed, StatusIs(kInvalid, kFieldInvalid));
  EXPECT_THAT(FieldsOf(claimed.status()), ::testing::ElementsAre("lease_duration"));
  ExpectNothingChanged();
}

}  // namespace
}  // namespace motcua
