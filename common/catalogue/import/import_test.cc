#include "common/catalogue/import/import.h"

#include "absl/strings/str_replace.h"
#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"
#include "common/catalogue/test_catalogue.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kHeader[] =
    "code,name,field,levels,agency,time_value,time_unit,fee_vnd,components,legal_documents,"
    "time_confidence,code_status\n";
constexpr char kRow[] =
    "1.001193,Đăng ký khai sinh,Hộ tịch,commune,UBND cấp xã,1,working_day,8000,"
    "Tờ khai; Bản sao giấy chứng sinh,60/2014/QH13; 123/2015/NĐ-CP,high,confirmed\n";

Import ImportOf(const std::string& rows) {
  auto import = ImportProcedures(Cat(kHeader, rows));
  EXPECT_THAT(import.status(), IsOk());
  return import.ok() ? *import : Import();
}

// "rejected 1:2 REASON message", of the one good row with a change.
std::vector<std::string> Remarks(const std::string& from, const std::string& to) {
  std::vector<std::string> lines;
  for (const RowRemark& remark :
       ImportOf(absl::StrReplaceAll(kRow, {{from, to}})).remarks) {
    lines.push_back(Cat(remark.rejected ? "rejected " : "taken ", remark.row, ":", remark.line,
                        " ", remark.reason, " ", remark.message));
  }
  return lines;
}

TEST(ImportTest, ReadsARow) {
  const Import import = ImportOf(kRow);
  EXPECT_THAT(import.remarks, IsEmpty());
  ASSERT_EQ(import.procedures.size(), 1u);
  EXPECT_THAT(import.procedures[0], EqualsProto(R"pb(
                code: "1.001193"
                name: "Đăng ký khai sinh"
                field: "Hộ tịch"
                levels: LEVEL_COMMUNE
                limit { kind: LIMIT_KIND_WORKING_DAYS amount: 1 }
                fee_vnd: 8000
                papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
                papers {
                  name: "Bản sao giấy chứng sinh"
                  kind: PAPER_KIND_CERTIFIED_COPY
                  count: 1
                  required: true
                }
                route {
                  stage: 1
                  name: "Thẩm định hồ sơ"
                  unit_selector: "origin"
                  share_permille: 700
                  role: "officer"
                }
                route {
                  stage: 2
                  name: "Ký duyệt kết quả"
                  unit_selector: "origin"
                  share_permille: 300
                  role: "leader"
                }
                legal_bases: "60/2014/QH13"
                legal_bases: "123/2015/NĐ-CP")pb"));
}

struct RejectedCase {
  std::string from;
  std::string to;
  std::string remark;
};

TEST(ImportTest, RejectsWithTheReason) {
  const RejectedCase rows[] = {
      {"1.001193", "", "CODE_MISSING no code"},
      {"1.001193", "1.0193", "CODE_MALFORMED code 1.0193 is not of the form 1.001193"},
      {"1.001193", "1-001193", "CODE_MALFORMED code 1-001193 is not of the form 1.001193"},
      {"Đăng ký khai sinh", " ", "NAME_MISSING no name"},
      {"Đăng ký khai sinh", std::string(301, 'x'), "NAME_TOO_LONG name of more than 300 characters"},
      {"Hộ tịch", "", "FIELD_MISSING no field"},
      {",commune,", ",,", "LEVEL_MISSING no level takes it in"},
      {",commune,", ",commune ward,",
       "LEVEL_UNKNOWN level ward is none of commune, district, province"},
      {"1,working_day", ",", "LIMIT_MISSING neither a limit nor the unit \"none\""},
      {"1,working_day", "5,", "LIMIT_WITHOUT_UNIT a limit of 5 of what?"},
      {"1,working_day", "2,month",
       "LIMIT_UNIT_UNKNOWN unit month is none of working_day, day, working_hour, same_day, none"},
      {"1,working_day", "1,year",
       "LIMIT_UNIT_UNKNOWN unit year is none of working_day, day, working_hour, same_day, none"},
      {"1,working_day", "0,day", "LIMIT_MALFORMED limit \"0\" is no number of 1 to 3650"},
      {"1,working_day", "2-3,day", "LIMIT_MALFORMED limit \"2-3\" is no number of 1 to 3650"},
      {"1,working_day", "1,none", "LIMIT_MALFORMED unit none has no amount, but there is 1"},
      {"8000", "40", "FEE_SUSPICIOUS a fee of 40: đồng or thousands?"},
      {"8000", "800000000", "FEE_SUSPICIOUS a fee of 800000000 đồng is too high to be one"},
      {"8000", "8.000", "FEE_MALFORMED fee \"8.000\" is no whole number of đồng"},
      {"8000", "-1", "FEE_MALFORMED fee \"-1\" is no whole number of đồng"},
      {"8000,", "", "COLUMNS 11 columns instead of 12"},
      {"khai sinh", "\xFF", "NOT_UTF8 name is not UTF-8"},
      {"Hộ tịch", "Hộ \"tịch\"", "QUOTES a quote inside a field without quotes"},
  };
  for (const RejectedCase& row : rows) {
    EXPECT_THAT(Remarks(row.from, row.to), ElementsAre("rejected 1:2 " + row.remark)) << row.to;
  }
}

TEST(ImportTest, AllReasonsOfARowAreNamed) {
  EXPECT_THAT(Remarks("1,working_day,8000", "5,,40"),
              ElementsAre("rejected 1:2 LIMIT_WITHOUT_UNIT a limit of 5 of what?",
                          "rejected 1:2 FEE_SUSPICIOUS a fee of 40: đồng or thousands?"));
}

TEST(ImportTest, SaysWhatItChanged) {
  EXPECT_THAT(Remarks("Hộ tịch", "Hộ ti\u0323ch"),
              ElementsAre("taken 1:2 NORMALISED letters with combining marks were composed"));
  EXPECT_EQ(ImportOf(absl::StrReplaceAll(kRow, {{"Hộ tịch", "Hộ ti\u0323ch"}})).procedures[0].field(),
            "Hộ tịch");
  EXPECT_THAT(Remarks("Bản sao giấy chứng sinh", "Tờ khai"),
              ElementsAre("taken 1:2 PAPER_REPEATED paper \"Tờ khai\" is named twice; taken once"));
  EXPECT_THAT(Remarks("Tờ khai; Bản sao giấy chứng sinh", ""),
              ElementsAre("taken 1:2 NO_PAPERS no papers are named"));
}

TEST(ImportTest, LimitsWithoutAmount) {
  EXPECT_EQ(ImportOf(absl::StrReplaceAll(kRow, {{"1,working_day", ",none"}})).procedures[0].limit().kind(),
            type::v1::LIMIT_KIND_NONE);
  EXPECT_EQ(
      ImportOf(absl::StrReplaceAll(kRow, {{"1,working_day", ",same_day"}})).procedures[0].limit().kind(),
      type::v1::LIMIT_KIND_SAME_DAY);
}

TEST(ImportTest, ACodeIsTakenOnce) {
  const Import import = ImportOf(Cat(kRow, kRow));
  EXPECT_EQ(import.procedures.size(), 1u);
  EXPECT_EQ(import.rejected(), 1);
  ASSERT_EQ(import.remarks.size(), 1u);
  EXPECT_EQ(import.remarks[0].reason, "CODE_REPEATED");
  EXPECT_EQ(import.remarks[0].message, "code of row 1");
  EXPECT_EQ(import.remarks[0].row, 2);
}

TEST(ImportTest, QuotedTextMayHoldCommasAndLineFeeds) {
  const Import import = ImportOf(Cat(
      absl::StrReplaceAll(kRow, {{"Đăng ký khai sinh", "\"Nhận cha,\nmẹ, con\""}}),
      absl::StrReplaceAll(kRow, {{"1.001193", "x"}})));
  ASSERT_EQ(import.procedures.size(), 1u);
  EXPECT_EQ(import.procedures[0].name(), "Nhận cha, mẹ, con");
  EXPECT_EQ(import.remarks[0].row, 2);
  EXPECT_EQ(import.remarks[0].line, 4);
}

TEST(ImportTest, ColumnsMayStandInAnyOrderButMustBeThere) {
  EXPECT_THAT(ImportProcedures("").status().message(), HasSubstr("there is no header"));
  EXPECT_THAT(ImportProcedures("code,name\n").status().message(),
              HasSubstr("there is no column field"));
  EXPECT_THAT(ImportProcedures("code,code\n").status().message(),
              HasSubstr("column code is there twice"));
  const auto import = ImportProcedures(
      "legal_documents,components,fee_vnd,time_unit,time_value,agency,levels,field,name,code\n"
      "1/2020/NĐ-CP,Đơn,0,day,30,UBND,province district,Nhà ở,Cấp giấy,1.000001\n");
  ASSERT_THAT(import.status(), IsOk());
  EXPECT_EQ(import->procedures[0].code(), "1.000001");
  EXPECT_EQ(import->procedures[0].levels_size(), 2);
}

TEST(ImportTest, WhatIsWrittenLoads) {
  std::string rows;
  const char* levels[] = {"commune", "district", "province", "province district commune"};
  for (int i = 0; i < 4; ++i) {
    rows += absl::StrReplaceAll(kRow, {{"1.001193", Cat("1.00000", i)}, {",commune,", Cat(",", levels[i], ",")}});
  }
  const Import import = ImportOf(rows);
  ASSERT_EQ(import.procedures.size(), 4u);
  const auto catalogue = Catalogue::FromFiles(
      {{"u", kSmallUnits}, {"imported", ToTextproto(import, "a table")}});
  ASSERT_THAT(catalogue.status(), IsOk());
  for (int i = 0; i < 4; ++i) {
    EXPECT_THAT(catalogue->procedures()[i], EqualsProto(import.procedures[i]));
  }
}

TEST(ImportTest, TheReportIsATable) {
  const Import import = ImportOf(absl::StrReplaceAll(kRow, {{"1.001193", "x"}, {"8000", "40"}}));
  EXPECT_EQ(ToReport(import),
            "row,line,code,outcome,reason,message\n"
            "1,2,,rejected,CODE_MALFORMED,code x is not of the form 1.001193\n"
            "1,2,,rejected,FEE_SUSPICIOUS,a fee of 40: đồng or thousands?\n");
}

}  // namespace
}  // namespace motcua::catalogue
