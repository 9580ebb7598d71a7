// motcua event: what is asked of intake, and what people see.
#include "clients/cli/commands/event_submit.h"
#include "clients/cli/testing/cli_fixture.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using namespace motcua::intake::v1;  // NOLINT: the messages of one service

class EventCommandsTest : public CliTest {};

constexpr char kGuidance[] = R"(
    event_code: "2.002621" name: "Khai sinh" fee_vnd: 20000
    steps { procedure { code: "1.001193" name: "Đăng ký khai sinh" } }
    steps { procedure { code: "1.004222" name: "Đăng ký thường trú" } after: "1.001193"
            due_time { seconds: 1674032400 } }
    papers { name: "Giấy chứng sinh" kind: PAPER_KIND_ORIGINAL count: 1 required: true
             procedure_codes: "1.001193" procedure_codes: "1.004222" }
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true
             procedure_codes: "1.001193" }
    papers { name: "Ảnh" kind: PAPER_KIND_ORIGINAL count: 1 procedure_codes: "1.001193" })";

TEST_F(EventCommandsTest, GuideListsEventsOrShowsOne) {
  services_.Answer("intake.ListCitizenEvents", FromText<ListCitizenEventsResponse>(R"(
      events { code: "2.002621" name: "Khai sinh" procedures { code: "1.001193" } })"));
  EXPECT_THAT(Run({"event", "guide"}).out, HasSubstr("2.002621  Khai sinh  1.001193"));
  services_.Answer("intake.GetEventGuidance", FromText<GetEventGuidanceResponse>(kGuidance));
  const Result shown = Run({"event", "guide", "2.002621", "--filing-day", "2024-07-01", "--case",
                            "1.004222=newborn"});
  EXPECT_EQ(shown.code, kExitOk) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("Giấy chứng sinh  original      1  yes              1.001193, "
                                   "1.004222"));
  EXPECT_THAT(shown.out, HasSubstr("20.000 đ and what the province says"));
  const auto requests = services_.Received<GetEventGuidanceRequest>("intake.GetEventGuidance");
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].filing_day(), "2024-07-01");
  EXPECT_EQ(requests[0].cases(0).case_key(), "newborn");
}

TEST_F(EventCommandsTest, SubmitHandsSharedPapersInOnce) {
  services_.Answer("intake.GetEventGuidance", FromText<GetEventGuidanceResponse>(kGuidance));
  services_.Answer("intake.SubmitCitizenEvent", FromText<SubmitCitizenEventResponse>(R"(
      event_group: "A" dossiers { dossier_code: "A" procedure_code: "1.001193"
                                  state: DOSSIER_STATE_ACCEPTED }
      dossiers { dossier_code: "B" procedure_code: "1.004222" state: DOSSIER_STATE_SUBMITTED
                 waits_for: "A" })"));
  const Result filed = Run({"event", "submit", "2.002621", "--unit", "30037", "--name",
                            "Nguyễn Văn An", "--all-papers", "--accept", "--request-id", "r"});
  EXPECT_EQ(filed.code, kExitOk) << filed.err;
  EXPECT_THAT(filed.out, HasSubstr("B        1.004222   submitted  -        A"));
  const auto sent = services_.Received<SubmitCitizenEventRequest>("intake.SubmitCitizenEvent");
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_THAT(sent[0], EqualsProto(R"pb(
                request_id: "r"
                event_code: "2.002621"
                receiving_unit: "30037"
                channel: CHANNEL_COUNTER
                applicant { name: "Nguyễn Văn An" }
                papers { name: "Giấy chứng sinh" kind: PAPER_KIND_ORIGINAL count: 1 }
                parts {
                  procedure_code: "1.001193"
                  papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 }
                }
                accept: true
              )pb"));
}

TEST_F(EventCommandsTest, ShowAddsTheJourneys) {
  services_.Answer("intake.GetCitizenEvent", FromText<GetCitizenEventResponse>(R"(
      event_group: "A" event_code: "2.002621" name: "Khai sinh"
      dossiers { dossier_code: "A" procedure_code: "1.001193" state: DOSSIER_STATE_ACCEPTED
                 accept_time { seconds: 1674000000 } }
      dossiers { dossier_code: "B" procedure_code: "1.004222" state: DOSSIER_STATE_SUBMITTED
                 waits_for: "A" }
      archived_codes: "C")"));
  services_.Answer("routing.GetJourney", FromText<routing::v1::GetJourneyResponse>(R"(
      journey { state: JOURNEY_STATE_RUNNING due_time { seconds: 1674032400 } })"));
  const Result shown = Run({"event", "show", "B"});
  EXPECT_EQ(shown.code, kExitOk) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("running  2023-01-18 16:00"));
  EXPECT_THAT(shown.out, HasSubstr("archived"));
}

TEST_F(EventCommandsTest, CasesHaveAForm) {
  EXPECT_TRUE(ParseCases({"1.1=a", "1.2="}).ok());
  EXPECT_FALSE(ParseCases({"1.1"}).ok());
  EXPECT_FALSE(ParseCases({"1.1=a", "1.1=b"}).ok());
}

}  // namespace
}  // namespace motcua::cli
