// Commands that go on until they are interrupted.
#include <csignal>
#include <thread>

#include "clients/cli/testing/cli_fixture.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using namespace motcua::routing::v1;  // NOLINT: the messages of one service

class LiveCommandsTest : public CliTest {
 protected:
  // Runs until the method was called, then presses Ctrl-C.
  Result RunAndInterrupt(const std::vector<std::string>& arguments, const std::string& method) {
    std::thread person([&] {
      services_.AwaitCall(method);
      std::raise(SIGINT);
    });
    Result result = Run(arguments);
    person.join();
    return result;
  }
};

TEST_F(LiveCommandsTest, WatchEndsInPeaceAndSaysWhereToGoOn) {
  services_.Hang("reporting.WatchEvents");
  const Result result = RunAndInterrupt({"watch", "--resume", "t6"}, "reporting.WatchEvents");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("--resume t6"));
}

TEST_F(LiveCommandsTest, SyncShowsThePortalsMessagesAndSaysWhereToGoOn) {
  services_.Answer("reporting.SyncNationalPortal", FromText<reporting::v1::SyncNationalPortalResponse>(R"(
      resume_token: "t8"
      steps { dossier { ma_ho_so: "D1" trang_thai_ho_so: NATIONAL_STATUS_FEE }
              progress { ma_ho_so: "D1" trang_thai: NATIONAL_STATUS_FEE
                         thoi_diem_xu_ly: "20230118160000" noi_dung_xu_ly: "Chờ phí." } })"));
  const Result text = Run({"sync", "--until-caught-up"});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("20230118160000  D1  6 fee  Chờ phí."));
  EXPECT_THAT(text.err, HasSubstr("--resume t8"));
  EXPECT_THAT(Run({"sync", "--json", "--until-caught-up"}).out, HasSubstr("\"MaHoSo\":\"D1\""));
}

TEST_F(LiveCommandsTest, SyncAddsPersonalDataForWhoMayReadThem) {
  services_.Answer("reporting.SyncNationalPortal", FromText<reporting::v1::SyncNationalPortalResponse>(R"(
      steps { dossier { ma_ho_so: "D1" } } steps { progress { ma_ho_so: "D1" } })"));
  services_.Answer("intake.GetDossier", FromText<intake::v1::GetDossierResponse>(R"(
      dossier { applicant { name: "Nguyễn Văn An" identity_number: "087200000001" phone: "0912345678"
                            email: "an@example.vn" }
                papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 } })"));
  const Result with = Run({"sync", "--json", "--until-caught-up", "--personal-data"});
  EXPECT_EQ(with.code, 0) << with.err;
  for (const char* part :
       {"\"ChuHoSo\":\"Nguyễn Văn An\"", "\"LoaiDinhDanh\":1", "\"SoDinhDanh\":\"087200000001\"",
        "\"SoDienThoai\":\"0912345678\"", "\"TenGiayTo\":\"Tờ khai\""}) {
    EXPECT_THAT(with.out, HasSubstr(part));
  }
  EXPECT_EQ(services_.Received<intake::v1::GetDossierRequest>("intake.GetDossier").size(), 1u);

  const Result without = Run({"sync", "--json", "--until-caught-up"});
  EXPECT_THAT(without.out, ::testing::Not(HasSubstr("Nguyễn")));
}

TEST_F(LiveCommandsTest, SyncEndsWherePersonalDataAreRefused) {
  services_.Answer("reporting.SyncNationalPortal", FromText<reporting::v1::SyncNationalPortalResponse>(
                                                       R"(steps { dossier { ma_ho_so: "D1" } })"));
  services_.Fail("intake.GetDossier", absl::PermissionDeniedError("no"));
  EXPECT_EQ(Run({"sync", "--until-caught-up", "--personal-data"}).code, kExitPermission);
}

TEST_F(LiveCommandsTest, TopDrawsInPlaceAndGivesTheScreenBack) {
  columns_ = 60;
  lines_ = 8;
  ListQueueSummariesResponse answer;
  for (const char* unit : {"866", "867", "868", "869", "870"}) {
    auto* summary = answer.add_summaries();
    summary->set_unit_code(unit);
    summary->set_unit_name("Huyện");
    summary->set_level(type::v1::LEVEL_DISTRICT);
    summary->set_queued(1);
  }
  services_.Answer("routing.ListQueueSummaries", answer);
  const Result result = RunAndInterrupt({"top"}, "routing.ListQueueSummaries");
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, ::testing::StartsWith("\x1b[?1049h"));
  EXPECT_THAT(result.out, ::testing::EndsWith("\x1b[?1049l"));
  // Eight lines: the title, two of levels, a blank, the titles of units, two units, the last blank.
  EXPECT_THAT(result.out, HasSubstr("867   Huyện"));
  EXPECT_THAT(result.out, ::testing::Not(HasSubstr("868   Huyện")));
}

TEST_F(LiveCommandsTest, TopShowsAnOutageAndWaits) {
  columns_ = 60;
  lines_ = 20;
  services_.Fail("routing.ListQueueSummaries", absl::UnavailableError("Redis is away"));
  const Result result = RunAndInterrupt({"top"}, "routing.ListQueueSummaries");
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.out, HasSubstr("Redis is away"));
}

}  // namespace
}  // namespace motcua::cli
