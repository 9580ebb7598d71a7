// Limit, fee and route by case and channel.
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/test_catalogue.h"
#include "services/intake/guidance.h"
#include "services/intake/submission.h"

namespace motcua::intake {
namespace {

using ::testing::ElementsAre;

constexpr char kTerms[] = R"pb(
  procedures {
    code: "1.5"
    name: "Cấp phiếu"
    field: "Lý lịch tư pháp"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 5 }
    limit_rules { cases: "abroad" limit { kind: LIMIT_KIND_WORKING_DAYS amount: 10 } }
    limit_rules {
      channels: CHANNEL_ONLINE
      limit { kind: LIMIT_KIND_WORKING_DAYS amount: 3 }
    }
    fee_vnd: 20000
    fee_rules { cases: "exempt" fee_vnd: 0 }
    fee_rules { channels: CHANNEL_ONLINE fee_vnd: 10000 }
    cases { key: "exempt" name: "Được miễn" question: "Thuộc diện được miễn lệ phí?" }
    cases { key: "abroad" name: "Ở nước ngoài" question: "Đã ở nước ngoài?" }
    route { stage: 1 name: "Kiểm tra" unit_selector: "origin" share_permille: 200 role: "officer" }
    route {
      stage: 2
      name: "Xác minh"
      unit_selector: "origin"
      share_permille: 600
      role: "officer"
      cases: "abroad"
    }
    route { stage: 3 name: "Ký" unit_selector: "origin" share_permille: 200 role: "leader" }
  }
)pb";

const catalogue::Catalogue& Terms() {
  static const auto* catalogue = new catalogue::Catalogue(*catalogue::Catalogue::FromFiles(
      {{"test.textproto", kTestCatalogue}, {"terms.textproto", kTerms}}));
  return *catalogue;
}

const absl::Time kMonday = absl::FromCivil(absl::CivilSecond(2023, 3, 6, 8), LocalZone());
absl::Time DayEnd(int day) {
  return absl::FromCivil(absl::CivilSecond(2023, 3, day, 17), LocalZone());
}

v1::GetGuidanceResponse GuideFor(const std::string& case_key, type::v1::Channel channel) {
  v1::GetGuidanceRequest request;
  request.set_procedure_code("1.5");
  request.set_case_key(case_key);
  for (const char* key : {"exempt", "abroad"}) {
    if (case_key.empty()) request.add_answers()->set_case_key(key);  // no
  }
  request.set_receiving_unit("29869");
  request.set_channel(channel);
  auto guided = Guide(request, Terms(), kMonday);
  EXPECT_THAT(guided, IsOk());
  return guided.ok() ? *guided : v1::GetGuidanceResponse();
}

Dossier TakenIn(const std::string& case_key, type::v1::Channel channel,
                event::v1::Accepted* accepted = nullptr) {
  Dossier dossier;
  std::vector<event::v1::Event> events;
  dossier.set_procedure_code("1.5");
  dossier.set_case_key(case_key);
  dossier.set_channel(channel);
  const auto& procedure = *Terms().FindProcedure("1.5");
  const Change change{dossier, events, "counter", kMonday};
  File("C", procedure, change);
  EXPECT_THAT(Accept(procedure, Terms().calendar(), change), IsOk());
  if (accepted != nullptr) *accepted = events.back().accepted();
  return dossier;
}

TEST(TermsTest, GuidanceShowsFeeAndLimitOfCaseAndChannel) {
  const auto counter = GuideFor("", type::v1::CHANNEL_UNSPECIFIED);
  EXPECT_EQ(counter.procedure().limit().amount(), 5);
  EXPECT_EQ(counter.procedure().fee_vnd(), 20000);
  const auto online = GuideFor("", type::v1::CHANNEL_ONLINE);
  EXPECT_EQ(online.procedure().limit().amount(), 3);
  EXPECT_EQ(online.procedure().fee_vnd(), 10000);
  EXPECT_EQ(FromProto(online.due_time()), DayEnd(9));
  const auto abroad = GuideFor("abroad", type::v1::CHANNEL_ONLINE);
  EXPECT_EQ(abroad.procedure().limit().amount(), 10) << "the first rule";
  EXPECT_EQ(GuideFor("exempt", type::v1::CHANNEL_ONLINE).procedure().fee_vnd(), 0);
}

TEST(TermsTest, GuidanceShowsTheStepsOfTheCaseWithTheWholeLimit) {
  const auto plain = GuideFor("", type::v1::CHANNEL_COUNTER);
  ASSERT_EQ(plain.steps_size(), 2);
  EXPECT_EQ(plain.steps(1).name(), "Ký");
  EXPECT_EQ(FromProto(plain.steps(1).due_time()), DayEnd(13)) << "the promise";
  EXPECT_LT(FromProto(plain.steps(0).due_time()), DayEnd(9)) << "half of it";
  EXPECT_GT(FromProto(plain.steps(0).due_time()), DayEnd(7));
  EXPECT_EQ(GuideFor("abroad", type::v1::CHANNEL_COUNTER).steps_size(), 3);
}

TEST(TermsTest, ReceiptPromiseAndFeeFollowThem) {
  event::v1::Accepted accepted;
  const Dossier abroad = TakenIn("abroad", type::v1::CHANNEL_COUNTER, &accepted);
  EXPECT_EQ(abroad.limit().amount(), 10);
  EXPECT_EQ(FromProto(abroad.due_time()), DayEnd(20));
  EXPECT_EQ(accepted.case_key(), "abroad");
  EXPECT_EQ(accepted.limit().amount(), 10);
  EXPECT_EQ(accepted.calendar(), Terms().calendar().fingerprint());
  const Dossier online = TakenIn("", type::v1::CHANNEL_ONLINE);
  EXPECT_EQ(online.fee_vnd(), 10000);
  EXPECT_EQ(FromProto(online.due_time()), DayEnd(9));
  EXPECT_EQ(TakenIn("exempt", type::v1::CHANNEL_COUNTER).fee_vnd(), 0);
}

TEST(TermsTest, NoMoreIsPaidThanTheCaseOwes) {
  v1::SubmitDossierRequest request;
  Dossier dossier;
  dossier.set_procedure_code("1.5");
  dossier.set_case_key("exempt");
  dossier.set_receiving_unit("29869");
  dossier.set_channel(type::v1::CHANNEL_COUNTER);
  dossier.mutable_applicant()->set_name("Nguyễn Thị Sen");
  request.set_paid_vnd(20000);
  const absl::CivilDay today = absl::ToCivilDay(kMonday, LocalZone());
  EXPECT_THAT(CheckSubmission(request, dossier, Terms(), today),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
  dossier.set_case_key("");
  EXPECT_THAT(CheckSubmission(request, dossier, Terms(), today), IsOk());
}

}  // namespace
}  // namespace motcua::intake
