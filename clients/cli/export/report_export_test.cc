// The formats of exports.
#include <filesystem>

#include "clients/cli/export/report_csv.h"
#include "clients/cli/export/report_table.h"
#include "clients/cli/export/report_xlsx.h"
#include "clients/cli/files.h"
#include "common/testing/matchers.h"

namespace motcua::cli {
namespace {

using reporting::v1::ReportDocument;
using testing::HasSubstr;
using testing::StartsWith;

ReportDocument Small() {
  ReportDocument report;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(R"pb(
      request { scope { first_date: "2023-03-01" last_date: "2023-03-31" } }
      head {
        description {
          title: "Biểu" missing: "Doanh thu"
          columns { name: "received" title: "Tổng số" number: "(3)" type: REPORT_VALUE_TYPE_COUNT }
          columns { name: "share" title: "Tỷ lệ" type: REPORT_VALUE_TYPE_PERCENT }
          columns { name: "note" title: "Ghi chú" type: REPORT_VALUE_TYPE_TEXT }
        }
        total { name: "Tổng cộng" values { count: 12 } values { measure: 97.46 } values { } }
        as_of_token: "t1"
      }
      rows { key: "866" name: "Huyện \"A\", B" values { count: 12 } values { } values { text: "x" } })pb",
                                                            &report));
  return report;
}

TEST(ReportExportTest, CsvQuotesWhatItMust) {
  EXPECT_EQ(ReportCsv(Small()),
            "key,name,received,share,note\r\n"
            "866,\"Huyện \"\"A\"\", B\",12,,x\r\n"
            "TOTAL,Tổng cộng,12,97.5,\r\n");
}

TEST(ReportExportTest, TableHasTheNumbersOfTheForm) {
  const std::string text = ReportAsTable(Small()).Render(0);
  EXPECT_THAT(text, HasSubstr("RECEIVED (3)"));
  EXPECT_THAT(text, HasSubstr("97.5"));
  EXPECT_THAT(text, HasSubstr("TOTAL"));
}

TEST(ReportExportTest, XlsxIsAZipWithTheSheet) {
  const std::string path = testing::TempDir() + "/report_export_test.xlsx";
  ASSERT_THAT(WriteXlsx(Small(), path), IsOk());
  const auto bytes = ReadFile(path);
  ASSERT_THAT(bytes, IsOk());
  EXPECT_THAT(*bytes, StartsWith("PK"));
  EXPECT_THAT(*bytes, HasSubstr("xl/worksheets/sheet1.xml"));
  std::filesystem::remove(path);
  EXPECT_FALSE(WriteXlsx(Small(), "/nowhere/at/all.xlsx").ok());
}

}  // namespace
}  // namespace motcua::cli
