#include "services/intake/domain/draft_check.h"

#include <functional>
#include <string>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "services/intake/domain/fields.h"
#include "services/intake/domain/test_catalogue.h"

namespace motcua::intake {
namespace {

using dossier::v1::Dossier;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::CivilDay kToday(2023, 1, 18);

type::v1::Paper MakePaper(const std::string& name, type::v1::PaperKind kind, int count) {
  type::v1::Paper paper;
  paper.set_name(name);
  paper.set_kind(kind);
  paper.set_count(count);
  return paper;
}

Dossier MakeDraft() {
  Dossier draft;
  draft.set_procedure_code("1.001193");
  draft.set_receiving_unit("29869");
  draft.set_channel(type::v1::CHANNEL_COUNTER);
  draft.mutable_applicant()->set_name("Nguyễn Thị Sen");
  draft.mutable_applicant()->set_identity_number("087190001234");
  draft.mutable_applicant()->set_phone("0912345678");
  draft.mutable_applicant()->set_email("sen@example.vn");
  *draft.add_papers() = MakePaper("Tờ khai", type::v1::PAPER_KIND_ORIGINAL, 1);
  *draft.add_papers() = MakePaper("Giấy chứng sinh", type::v1::PAPER_KIND_CERTIFIED_COPY, 1);
  return draft;
}

Dossier MakePostalDraft() {
  Dossier draft = MakeDraft();
  draft.set_channel(type::v1::CHANNEL_POSTAL);
  draft.mutable_applicant()->set_address("12 Nguyễn Huệ");
  draft.mutable_applicant()->set_commune_code("29872");
  return draft;
}

std::string Long(size_t characters) {
  std::string text;
  for (size_t i = 0; i < characters; ++i) text += "đ";
  return text;
}

// What may be right is not refused: firms, foreigners, births abroad, landlines, old CMND.
TEST(CheckDraft, UnusualApplicantsPass) {
  const struct {
    const char* name;
    const char* identity;
    const char* phone;
  } kApplicants[] = {{"Công ty TNHH 1-5 & Con", "340123456", "02773851234"},
                     {"François Müller", "113190001234", "912345678"}};
  for (const auto& applicant : kApplicants) {
    Dossier draft = MakeDraft();
    draft.mutable_applicant()->set_name(applicant.name);
    draft.mutable_applicant()->set_identity_number(applicant.identity);
    draft.mutable_applicant()->set_phone(applicant.phone);
    EXPECT_THAT(CheckDraft(draft, TestCatalogue(), kToday), IsEmpty()) << applicant.name;
  }
}

TEST(CheckDraft, GoodDraftsPass) {
  EXPECT_THAT(CheckDraft(MakeDraft(), TestCatalogue(), kToday), IsEmpty());
  EXPECT_THAT(CheckDraft(MakePostalDraft(), TestCatalogue(), kToday), IsEmpty());
  Dossier bare = MakeDraft();
  bare.mutable_applicant()->Clear();
  bare.mutable_applicant()->set_name(Long(200));
  bare.clear_papers();
  bare.set_case_key("lost_birth_note");
  EXPECT_THAT(CheckDraft(bare, TestCatalogue(), kToday), IsEmpty());
}

struct Row {
  std::string name;
  std::function<void(Dossier&)> spoil;
  std::string_view reason;
  std::string field;
  absl::StatusCode code = absl::StatusCode::kInvalidArgument;
};

const Row kRows[] = {
    {"no procedure", [](Dossier& d) { d.clear_procedure_code(); }, kFieldRequired,
     "procedure_code"},
    {"unknown procedure", [](Dossier& d) { d.set_procedure_code("9.9"); }, kProcedureNotFound,
     "procedure_code", absl::StatusCode::kNotFound},
    {"unknown case", [](Dossier& d) { d.set_case_key("twins"); }, kCaseUnknown, "case_key"},
    {"no unit", [](Dossier& d) { d.clear_receiving_unit(); }, kFieldRequired, "receiving_unit"},
    {"unknown unit", [](Dossier& d) { d.set_receiving_unit("11111"); }, kUnitNotFound,
     "receiving_unit", absl::StatusCode::kNotFound},
    {"no counter", [](Dossier& d) { d.set_receiving_unit("87.SXD"); }, kUnitNotOneStop,
     "receiving_unit"},
    {"wrong level", [](Dossier& d) { d.set_receiving_unit("866"); }, kLevelNotServed,
     "receiving_unit"},
    {"no channel", [](Dossier& d) { d.clear_channel(); }, kFieldRequired, "channel"},
    {"strange channel", [](Dossier& d) { d.set_channel(type::v1::Channel(9)); }, kFieldInvalid,
     "channel"},
    {"strange return", [](Dossier& d) { d.set_return_method(type::v1::ReturnMethod(9)); },
     kFieldInvalid, "return_method"},
    {"no name", [](Dossier& d) { d.mutable_applicant()->clear_name(); }, kFieldRequired,
     "applicant.name"},
    {"long name", [](Dossier& d) { d.mutable_applicant()->set_name(Long(201)); }, kFieldInvalid,
     "applicant.name"},
    {"short identity", [](Dossier& d) { d.mutable_applicant()->set_identity_number("0871"); },
     kFieldInvalid, "applicant.identity_number"},
    {"letters in identity",
     [](Dossier& d) { d.mutable_applicant()->set_identity_number("08719000123X"); }, kFieldInvalid,
     "applicant.identity_number"},
    {"short phone", [](Dossier& d) { d.mutable_applicant()->set_phone("12345678"); }, kFieldInvalid,
     "applicant.phone"},
    {"plus in phone", [](Dossier& d) { d.mutable_applicant()->set_phone("+8491234567"); },
     kFieldInvalid, "applicant.phone"},
    {"mobile number of before 2018",
     [](Dossier& d) { d.mutable_applicant()->set_phone("01629999999"); }, kFieldInvalid,
     "applicant.phone"},
    {"province of nobody",
     [](Dossier& d) { d.mutable_applicant()->set_identity_number("003190001234"); }, kFieldInvalid,
     "applicant.identity_number"},
    {"born next year",
     [](Dossier& d) { d.mutable_applicant()->set_identity_number("087224001234"); }, kFieldInvalid,
     "applicant.identity_number"},
    {"name in TCVN3", [](Dossier& d) { d.mutable_applicant()->set_name("NguyÔn V¨n An"); },
     kFieldInvalid, "applicant.name"},
    {"name in VNI", [](Dossier& d) { d.mutable_applicant()->set_name("Nguyeãn Vaên An"); },
     kFieldInvalid, "applicant.name"},
    {"no @", [](Dossier& d) { d.mutable_applicant()->set_email("sen.example.vn"); }, kFieldInvalid,
     "applicant.email"},
    {"no domain", [](Dossier& d) { d.mutable_applicant()->set_email("sen@vn."); }, kFieldInvalid,
     "applicant.email"},
    {"blank in e-mail", [](Dossier& d) { d.mutable_applicant()->set_email("s en@example.vn"); },
     kFieldInvalid, "applicant.email"},
    {"long address", [](Dossier& d) { d.mutable_applicant()->set_address(Long(501)); },
     kFieldInvalid, "applicant.address"},
    {"unknown commune", [](Dossier& d) { d.mutable_applicant()->set_commune_code("1"); },
     kFieldInvalid, "applicant.commune_code"},
    {"a district as commune", [](Dossier& d) { d.mutable_applicant()->set_commune_code("866"); },
     kFieldInvalid, "applicant.commune_code"},
    {"paper without name", [](Dossier& d) { d.mutable_papers(1)->clear_name(); }, kFieldRequired,
     "papers[1].name"},
    {"long paper name", [](Dossier& d) { d.mutable_papers(0)->set_name(Long(301)); }, kFieldInvalid,
     "papers[0].name"},
    {"paper without kind", [](Dossier& d) { d.mutable_papers(0)->clear_kind(); }, kFieldRequired,
     "papers[0].kind"},
    {"strange kind", [](Dossier& d) { d.mutable_papers(0)->set_kind(type::v1::PaperKind(7)); },
     kFieldInvalid, "papers[0].kind"},
    {"no copies", [](Dossier& d) { d.mutable_papers(0)->set_count(0); }, kFieldInvalid,
     "papers[0].count"},
    {"too many copies", [](Dossier& d) { d.mutable_papers(0)->set_count(101); }, kFieldInvalid,
     "papers[0].count"},
    {"too many papers",
     [](Dossier& d) {
       while (d.papers_size() <= 50) *d.add_papers() = d.papers(0);
     },
     kFieldInvalid, "papers"},
};

TEST(CheckDraft, EachBadFieldHasItsReason) {
  for (const Row& row : kRows) {
    Dossier draft = MakeDraft();
    row.spoil(draft);
    const Problems problems = CheckDraft(draft, TestCatalogue(), kToday);
    ASSERT_EQ(problems.size(), 1) << row.name;
    EXPECT_EQ(problems[0].reason, row.reason) << row.name;
    EXPECT_EQ(problems[0].field, row.field) << row.name;
    EXPECT_EQ(problems[0].code, row.code) << row.name;
  }
}

TEST(CheckDraft, PostNeedsAnAddress) {
  Dossier draft = MakePostalDraft();
  draft.mutable_applicant()->clear_address();
  draft.mutable_applicant()->clear_commune_code();
  Problems problems = CheckDraft(draft, TestCatalogue(), kToday);
  ASSERT_EQ(problems.size(), 2);
  EXPECT_EQ(problems[0].field, "applicant.address");
  EXPECT_EQ(problems[1].field, "applicant.commune_code");
  draft.set_channel(type::v1::CHANNEL_ONLINE);
  draft.set_return_method(type::v1::RETURN_METHOD_POST);
  EXPECT_EQ(CheckDraft(draft, TestCatalogue(), kToday).size(), 2);
  draft.set_return_method(type::v1::RETURN_METHOD_COUNTER);
  EXPECT_THAT(CheckDraft(draft, TestCatalogue(), kToday), IsEmpty());
}

TEST(CheckDraft, PersonalPresenceExcludesThePost) {
  Dossier draft = MakePostalDraft();
  draft.set_procedure_code("1.000894");
  const Problems problems = CheckDraft(draft, TestCatalogue(), kToday);
  ASSERT_EQ(problems.size(), 1);
  EXPECT_EQ(problems[0].reason, kPersonalPresenceRequired);
  EXPECT_EQ(problems[0].code, absl::StatusCode::kFailedPrecondition);
  draft.set_channel(type::v1::CHANNEL_COUNTER);
  EXPECT_THAT(CheckDraft(draft, TestCatalogue(), kToday), IsEmpty());
}

TEST(CheckDraft, AbolishedUnitsReceiveNothing) {
  Dossier draft = MakeDraft();
  draft.set_procedure_code("1.009994");
  draft.set_receiving_unit("866");
  EXPECT_THAT(CheckDraft(draft, TestCatalogue(), absl::CivilDay(2025, 6, 30)), IsEmpty());
  const Problems problems = CheckDraft(draft, TestCatalogue(), absl::CivilDay(2025, 7, 1));
  ASSERT_EQ(problems.size(), 1);
  EXPECT_EQ(problems[0].reason, kUnitNotFound);
}

TEST(CheckDraft, ShowsAllFaultsUnderTheFirstReason) {
  const absl::Status status = ToStatus(CheckDraft(Dossier(), TestCatalogue(), kToday), "draft.");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(FieldsOf(status), ElementsAre("draft.procedure_code", "draft.receiving_unit",
                                            "draft.channel", "draft.applicant.name"));
  EXPECT_THAT(ToStatus({}), IsOk());
}

TEST(CheckPapers, CompleteDossiersPass) {
  const auto& procedure = *TestCatalogue().FindProcedure("1.001193");
  EXPECT_THAT(CheckPapers(MakeDraft(), procedure), IsEmpty());
}

TEST(CheckPapers, FormsServeWeakerOnes) {
  using enum type::v1::PaperKind;
  const auto& procedure = *TestCatalogue().FindProcedure("1.001193");
  const struct {
    type::v1::PaperKind given;
    bool as_certified;  // "Giấy chứng sinh"
    bool as_plain;      // "Giấy cam đoan", in its case
  } kForms[] = {{PAPER_KIND_ORIGINAL, true, true},
                {PAPER_KIND_CERTIFIED_COPY, true, true},
                {PAPER_KIND_PLAIN_COPY, false, true},
                {PAPER_KIND_UNSPECIFIED, false, false}};
  for (const auto& form : kForms) {
    Dossier dossier = MakeDraft();
    dossier.mutable_papers(1)->set_kind(form.given);
    EXPECT_EQ(CheckPapers(dossier, procedure).empty(), form.as_certified) << form.given;
    dossier = MakeDraft();
    dossier.set_case_key("lost_birth_note");
    *dossier.add_papers() = MakePaper("Giấy cam đoan", form.given, 2);
    EXPECT_EQ(CheckPapers(dossier, procedure).empty(), form.as_plain) << form.given;
  }
}

TEST(CheckPapers, AddsUpLinesOfOnePaper) {
  const auto& procedure = *TestCatalogue().FindProcedure("1.001193");
  Dossier dossier = MakeDraft();
  dossier.set_case_key("lost_birth_note");
  EXPECT_EQ(CheckPapers(dossier, procedure).size(), 1);
  *dossier.add_papers() = MakePaper("Giấy cam đoan", type::v1::PAPER_KIND_PLAIN_COPY, 1);
  EXPECT_EQ(CheckPapers(dossier, procedure).size(), 1);
  *dossier.add_papers() = MakePaper("Giấy cam đoan", type::v1::PAPER_KIND_ORIGINAL, 1);
  EXPECT_THAT(CheckPapers(dossier, procedure), IsEmpty());
}

TEST(CheckPapers, NamesEachMissingPaper) {
  const auto& procedure = *TestCatalogue().FindProcedure("1.001193");
  const Problems problems = CheckPapers(Dossier(), procedure);
  ASSERT_EQ(problems.size(), 2);
  for (const Problem& problem : problems) {
    EXPECT_EQ(problem.reason, kPapersMissing);
    EXPECT_EQ(problem.field, "papers");
    EXPECT_EQ(problem.code, absl::StatusCode::kFailedPrecondition);
  }
  EXPECT_NE(problems[0].message.find("Tờ khai"), std::string::npos);
}

TEST(CheckItems, AreCountedAndBounded) {
  google::protobuf::RepeatedPtrField<std::string> items;
  Problems none;
  CheckItems(items, none);
  ASSERT_EQ(none.size(), 1);
  EXPECT_EQ(none[0].reason, kFieldRequired);
  *items.Add() = Long(300);
  *items.Add() = "";
  *items.Add() = Long(301);
  Problems problems;
  CheckItems(items, problems);
  ASSERT_EQ(problems.size(), 2);
  EXPECT_EQ(problems[0].field, "items[1]");
  EXPECT_EQ(problems[1].field, "items[2]");
  for (int i = 0; i < 50; ++i) *items.Add() = "Tờ khai";
  Problems many;
  CheckItems(items, many);
  ASSERT_EQ(many.size(), 1);
  EXPECT_EQ(many[0].field, "items");
}

}  // namespace
}  // namespace motcua::intake
