// The commands around reports.
#include <filesystem>

#include "clients/cli/testing/cli_fixture.h"
#include "motcua/reporting/v1/report_service.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;
using namespace motcua::reporting::v1;  // NOLINT: the messages under test

class ReportCommandsTest : public CliTest {
 protected:
  void AnswerReport() {
    services_.Stream("reporting.RunReport",
                     {FromText<RunReportResponse>("progress { done: 1 total: 2 }").SerializeAsString(),
                      FromText<RunReportResponse>(R"pb(
      head { description { title: "Biểu II.06a" missing: "Hồ sơ ngoài hệ thống"
                           columns { name: "received" number: "(3)" type: REPORT_VALUE_TYPE_COUNT } }
             total { values { count: 12 } } as_of_token: "t1" row_count: 1 })pb")
                          .SerializeAsString(),
                      FromText<RunReportResponse>(
                          R"pb(rows { rows { key: "Hộ tịch" name: "Hộ tịch" values { count: 12 } } })pb")
                          .SerializeAsString()},
                     absl::OkStatus());
  }

  RunReportRequest Asked() {
    const auto requests = services_.Received<RunReportRequest>("reporting.RunReport");
    return requests.empty() ? RunReportRequest() : requests.back();
  }
};

TEST_F(ReportCommandsTest, ReportAsksForLocalDaysAndShowsATable) {
  AnswerReport();
  const Result result = Run({"report", "--from", "2023-01-01", "--to", "2023-01-31", "--by",
                             "solving-unit", "--units", "today"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("RECEIVED (3)"));
  EXPECT_THAT(result.out, HasSubstr("TOTAL"));
  EXPECT_THAT(result.out, HasSubstr("Hồ sơ ngoài hệ thống"));
  EXPECT_THAT(result.err, HasSubstr("--as-of t1"));
  EXPECT_EQ(Asked().kind(), REPORT_KIND_FORM_06A);
  EXPECT_EQ(Asked().grouping(), REPORT_GROUPING_SOLVING_UNIT);
  EXPECT_EQ(Asked().scope().units(), REPORT_UNITS_TODAY);
  EXPECT_EQ(Asked().scope().first_date(), "2023-01-01");
  EXPECT_EQ(Asked().scope().last_date(), "2023-01-31");
}

TEST_F(ReportCommandsTest, ReportsAreExported) {
  AnswerReport();
  const std::vector<std::string> ask = {"report", "postal",   "--from", "2023-01-01",
                                        "--to",   "2023-03-31", "--as-of", "t0", "--format"};
  const auto in = [&](const std::string& format, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = ask;
    arguments.push_back(format);
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Run(arguments);
  };
  EXPECT_EQ(in("csv").out,
            "key,name,received\r\nHộ tịch,Hộ tịch,12\r\nTOTAL,,12\r\n");
  EXPECT_EQ(Asked().kind(), REPORT_KIND_POSTAL);
  EXPECT_EQ(Asked().as_of_token(), "t0");
  EXPECT_THAT(in("json").out, HasSubstr("\"asOfToken\":\"t1\""));
  EXPECT_EQ(in("xlsx").code, kExitUsage) << "a spreadsheet goes to a file";
  const std::string path = ::testing::TempDir() + "/report_commands_test.xlsx";
  EXPECT_EQ(in("xlsx", {"--out", path}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(path));
  std::filesystem::remove(path);
}

TEST_F(ReportCommandsTest, DiffNamesWhatMovedAndWhy) {
  services_.Stream(
      "reporting.CompareReports",
      {FromText<CompareReportsResponse>(R"pb(moved { dossier_code: "D1" receiving_unit: "866"
           first_columns: "online" first_columns: "pending_overdue" second_columns: "online"
           second_columns: "late" events { sequence: 9 kind: "result_ready"
                                           occur_time { seconds: 1674032400 } } })pb")
           .SerializeAsString(),
       FromText<CompareReportsResponse>(R"pb(end { moved: 1 second_token: "t2" })pb")
           .SerializeAsString()},
      absl::OkStatus());
  const Result result =
      Run({"report-diff", "--from", "2023-01-01", "--to", "2023-01-31", "--first", "t1"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("D1  866  online+pending_overdue -> online+late"));
  EXPECT_THAT(result.out, HasSubstr("result_ready 2023-01-18 16:00"));
  EXPECT_THAT(result.out, HasSubstr("1 dossiers moved"));
}

TEST_F(ReportCommandsTest, FactsAreAStreamOfRows) {
  services_.Stream("reporting.StreamDossierFacts",
                   {FromText<StreamDossierFactsResponse>(R"pb(
      dossiers { procedure_code: "1.001193" field: "Hộ tịch" channel: CHANNEL_ONLINE late: true })pb")
                        .SerializeAsString()},
                   absl::OkStatus());
  const Result result = Run({"facts", "--from", "2023-01-01", "--to", "2023-01-31"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("procedure_code,field,receiving_unit"));
  EXPECT_THAT(result.out, HasSubstr("1.001193,Hộ tịch,,,CHANNEL_ONLINE"));
}

TEST_F(ReportCommandsTest, HandBacksAreCounted) {
  services_.Answer("reporting.GetHandBackReport", FromText<GetHandBackReportResponse>(R"pb(
      rows { key: "1.001193" name: "Đăng ký khai sinh" filed: 8 handed_back: 1 share_percent: 12.5 }
      total { filed: 8 handed_back: 1 share_percent: 12.5 })pb"));
  const Result result = Run(
      {"handbacks", "--from", "2023-01-01", "--to", "2023-01-31", "--by", "procedure"});
  EXPECT_THAT(result.out, HasSubstr("12.5"));
  const auto requests =
      services_.Received<GetHandBackReportRequest>("reporting.GetHandBackReport");
  ASSERT_EQ(requests.size(), 1u);
  EXPECT_EQ(requests[0].grouping(), HAND_BACK_GROUPING_PROCEDURE);
  EXPECT_EQ(requests[0].begin_time().seconds(), 1672506000);  // 2023-01-01 00:00 +07
  EXPECT_EQ(requests[0].end_time().seconds(), 1675184400);    // 2023-02-01 00:00 +07
}

}  // namespace
}  // namespace motcua::cli
