#include <sys/stat.h>

#include "clients/cli/print/hand_overs.h"
#include "clients/cli/testing/cli_fixture.h"
#include "common/base/errors.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// 2023-01-18 08:30 in Vietnam's time.
constexpr int64_t kAccepted = 1674005400;

class PrintTest : public CliTest {
 protected:
  PrintTest() {
    services_.Answer("intake.GetGuidance", FromText<intake::v1::GetGuidanceResponse>(R"(
        procedure { code: "1.009994" name: "Cấp giấy phép xây dựng" }
        steps { unit_code: "866.QLDT" unit_name: "Phòng Quản lý đô thị" stage: 1 }
        steps { unit_code: "866" unit_name: "Thành phố Cao Lãnh" stage: 2 })"));
    services_.Answer(
        "reporting.ListRegister",
        FromText<reporting::v1::ListRegisterResponse>(
            Cat("unit_name: 'Xã Mỹ Ngãi' parent_name: 'Thành phố Cao Lãnh' total: 1 ",
                "entries { number: 7 dossier_code: '", kCode,
                "' procedure_code: '1.009994' accept_time { seconds: ", kAccepted, " } }")));
  }

  void Dossier(const std::string& more) {
    services_.Answer(
        "intake.GetDossier",
        FromText<intake::v1::GetDossierResponse>(
            Cat("dossier { code: '", kCode, "' procedure_code: '1.009994' receiving_unit: '29881' ",
                "applicant { name: 'Nguyễn <An>' phone: '0912345678' } ",
                "submit_time { seconds: ", kAccepted, " } ", more, " }")));
  }
  void AcceptedDossier() {
    Dossier(Cat("accept_time { seconds: ", kAccepted, " } due_time { seconds: ",
                kAccepted + 30600 + 86400, " } limit { kind: LIMIT_KIND_WORKING_DAYS amount: 1 } ",
                "papers { name: 'Tờ khai' kind: PAPER_KIND_ORIGINAL count: 2 }"));
  }
  void Timeline(const std::string& events) {
    timeline_ = FromText<reporting::v1::GetTimelineResponse>(events);
    services_.Answer("reporting.GetTimeline", timeline_);
  }
  static std::string At(int64_t second, const std::string& what) {
    return Cat("events { event { unit_code: '866.QLDT' occur_time { seconds: ", second, " } ", what,
               " } } ");
  }

  reporting::v1::GetTimelineResponse timeline_;
};

TEST_F(PrintTest, AReceiptHasNamesPromiseAndNumber) {
  AcceptedDossier();
  const Result result = Run({"print", "receipt", kCode});
  EXPECT_EQ(result.code, 0) << result.err;
  for (const char* text :
       {"Mẫu số 01", "Ủy ban nhân dân xã Mỹ Ngãi", "Nguyễn &lt;An&gt;", "Cấp giấy phép xây dựng",
        "Tờ khai", "01 ngày làm việc", "08 giờ 30 phút, ngày 18 tháng 01 năm 2023",
        "17 giờ 00 phút, ngày 19 tháng 01 năm 2023", "Quyển số 2023; Số thứ tự 7"}) {
    EXPECT_THAT(result.out, HasSubstr(text));
  }
  const auto asked =
      services_.Received<reporting::v1::ListRegisterRequest>("reporting.ListRegister");
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].year(), 2023);
  EXPECT_EQ(asked[0].dossier_code(), kCode);
}

// A counter must be able to hand a receipt out whatever the archive does.
TEST_F(PrintTest, AReceiptIsPrintedWithoutTheArchive) {
  AcceptedDossier();
  FakeServices none;
  const Result result =
      RunAlone({"print", "receipt", kCode, "--plaintext", Cat("--intake=", services_.address()),
                Cat("--reporting=", none.address())});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Quyển số ………"));
}

TEST_F(PrintTest, AFileIsItsOwnersAlone) {
  AcceptedDossier();
  const std::string path = folder_ / "receipt.html";
  const Result result = Run({"print", "receipt", kCode, "--html", path});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.out, "");
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(PrintTest, ADossierThatHasNotComeToThatIsRefused) {
  Dossier("");
  Timeline("");
  for (const char* form : {"receipt", "supplement", "refusal", "apology", "stop", "control"}) {
    const Result result = Run({"print", form, kCode});
    EXPECT_EQ(result.code, kExitRefused) << form;
    EXPECT_EQ(result.out, "") << form;
  }
}

TEST_F(PrintTest, SupplementAndRefusalSayWhatTheTimelineSays) {
  AcceptedDossier();
  Timeline(At(kAccepted + 86400, "supplement_requested { items: 'Bản vẽ' reason: 'Thiếu ranh' }") +
           At(kAccepted + 86500, "refused { reason: 'Không thuộc thẩm quyền' }"));
  const std::string supplement = Run({"print", "supplement", kCode}).out;
  EXPECT_THAT(supplement, HasSubstr("<li>Bản vẽ</li>"));
  EXPECT_THAT(supplement, HasSubstr("Thiếu ranh"));
  EXPECT_THAT(supplement, HasSubstr("ngày 19 tháng 01 năm 2023"));
  EXPECT_THAT(Run({"print", "refusal", kCode}).out, HasSubstr("Không thuộc thẩm quyền"));
}

// Without the archive nobody knows whether a dossier was handed back.
TEST_F(PrintTest, WhatTheTimelineTellsNeedsTheArchive) {
  AcceptedDossier();
  services_.Fail("reporting.GetTimeline", Unavailable("ARCHIVE_UNAVAILABLE", "away"));
  for (const char* form : {"supplement", "refusal", "apology", "stop", "control"}) {
    EXPECT_EQ(Run({"print", form, kCode}).code, kExitUnavailable) << form;
  }
}

TEST_F(PrintTest, AnApologyMayBeNamedByHand) {
  AcceptedDossier();
  const Result result =
      Run({"print", "apology", kCode, "--new-due", "2023-01-30 17:00", "--reason", "Chờ ý kiến"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("17 giờ 00 phút, ngày 30 tháng 01 năm 2023"));
  EXPECT_THAT(result.out, HasSubstr("Chờ ý kiến"));
}

TEST_F(PrintTest, AnApologySaysWhatWasRecorded) {
  AcceptedDossier();
  Timeline(
      At(kAccepted + 60, Cat("repromised { reason: 'LATE' explanation: 'Chờ chuyên gia' ",
                             "new_due_time { seconds: ", kAccepted + 30600 + 5 * 86400, " } }")));
  const std::string page = Run({"print", "apology", kCode}).out;
  EXPECT_THAT(page, HasSubstr("Chờ chuyên gia"));
  EXPECT_THAT(page, HasSubstr("17 giờ 00 phút, ngày 23 tháng 01 năm 2023"));
}

// TT 03/2025/TT-VPCP Đ.7; 2025-09-15 00:00 is 1757869200.
TEST_F(PrintTest, ANoticeOfAStopIsOf2025) {
  AcceptedDossier();
  Timeline(At(1757869199, "withdrawn { reason: 'Đổi ý' after_acceptance: true }"));
  EXPECT_EQ(Run({"print", "stop", kCode}).code, kExitRefused);
}

TEST_F(PrintTest, TheControlSlipHasEachHandOver) {
  AcceptedDossier();
  services_.Answer("routing.GetJourney", FromText<routing::v1::GetJourneyResponse>(R"(
      journey { steps { index: 0 stage: 1 } steps { index: 1 stage: 2 } })"));
  Timeline(At(kAccepted + 60, "queued { step_index: 0 queue_unit: '866.QLDT' }") +
           At(kAccepted + 99, "queued { step_index: 0 queue_unit: '866.QLDT' }") +
           At(kAccepted + 3600, Cat("step_completed { step_index: 0 due_time { seconds: ",
                                    kAccepted + 86400, " } }")) +
           At(kAccepted + 3600, "queued { step_index: 1 queue_unit: '866' }"));
  const std::string page = Run({"print", "control", kCode}).out;
  EXPECT_THAT(page, HasSubstr("1. Giao: Bộ phận Tiếp nhận và Trả kết quả, Xã Mỹ Ngãi<br/>"
                              "2. Nhận: Phòng Quản lý đô thị"));
  EXPECT_THAT(page, HasSubstr("1. Giao: Phòng Quản lý đô thị<br/>2. Nhận: Thành phố Cao Lãnh"));
  EXPECT_THAT(page, HasSubstr("Trước hạn"));
}

TEST_F(PrintTest, TheRegisterHasNamesOfWhatIntakeStillHas) {
  AcceptedDossier();
  const Result result = Run({"print", "register", "29881", "--year", "2023"});
  EXPECT_EQ(result.code, 0) << result.err;
  for (const char* text :
       {"Sổ theo dõi hồ sơ năm 2023", "<td class=\"mid\">07</td>", kCode, "Nguyễn &lt;An&gt;",
        "Thành phố Cao Lãnh", "ngày 31 tháng 12 năm 2023"}) {
    EXPECT_THAT(result.out, HasSubstr(text));
  }
}

// The archive holds no names.
TEST_F(PrintTest, TheRegisterKeepsLinesOfWhatIntakeNoLongerHas) {
  services_.Fail("intake.GetDossier", NotFound("DOSSIER_NOT_FOUND", "gone"));
  const Result result = Run({"print", "register", "29881", "--year", "2023"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr(kCode));
}

// Steps of one stage run side by side; a supplement goes back to the one-stop.
TEST_F(PrintTest, HandOversFollowStagesAndSupplements) {
  Timeline(At(1, "queued { step_index: 0 queue_unit: 'A' }") +
           At(1, "queued { step_index: 1 queue_unit: 'B' }") +
           At(2, "supplement_requested { reason: 'Thiếu' }") +
           At(3, "queued { step_index: 0 queue_unit: 'A' }") +
           At(3, "queued { step_index: 1 queue_unit: 'B' }") +
           At(4, "step_completed { step_index: 1 }") + At(5, "step_completed { step_index: 0 }") +
           At(6, "queued { step_index: 2 queue_unit: 'C' }") +
           At(7, "step_completed { step_index: 2 }") + At(7, "result_ready {}"));
  const auto journey = FromText<dossier::v1::Journey>(
      "steps { index: 0 stage: 1 } steps { index: 1 stage: 1 } steps { index: 2 stage: 2 }");
  std::vector<std::string> lines;
  for (const auto& one : HandOversOf(timeline_, journey, "O", [](const std::string& unit) {
         return unit == "866.QLDT" ? "u" : unit;
       })) {
    lines.push_back(Cat(one.from, ">", one.to));
  }
  EXPECT_THAT(lines, ::testing::ElementsAre("O>A", "O>B", "u>O", "O>A", "O>B", "u; u>C", "u>O"));
}

using TodaysRegisterTest = CliTest;

TEST_F(TodaysRegisterTest, SaysWhoseALineIs) {
  services_.Fail("intake.GetDossier", NotFound("DOSSIER_NOT_FOUND", "gone"));
  services_.Answer("reporting.ListRegister",
                   FromText<reporting::v1::ListRegisterResponse>(
                       "entries { number: 7 dossier_code: 'A' unit_code: '29878' } "
                       "entries { number: 1 dossier_code: 'B' unit_code: '29881' }"));
  const Result result = Run({"print", "register", "29881", "--year", "2025", "--units", "today"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Sổ của 29878"));
  EXPECT_THAT(result.out, Not(HasSubstr("Sổ của 29881")));
  const auto asked =
      services_.Received<reporting::v1::ListRegisterRequest>("reporting.ListRegister");
  EXPECT_EQ(asked.back().units(), reporting::v1::REPORT_UNITS_TODAY);
}

}  // namespace
}  // namespace motcua::cli
