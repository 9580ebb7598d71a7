// Bad catalogues: each mistake is reported at its file and line, all of them at once.
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/catalogue/catalogue.h"
#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;

// Lines of the error of the small catalogue with `from` replaced by `to` in all files.
std::vector<std::string> MistakesWith(const std::string& from, const std::string& to) {
  const auto changed = [&](std::string text) { return absl::StrReplaceAll(text, {{from, to}}); };
  const auto catalogue = Catalogue::FromFiles({{"u", changed(kSmallUnits)},
                                               {"p", changed(kSmallProcedures)},
                                               {"c", changed(kSmallCalendar)}});
  if (catalogue.ok()) return {};
  EXPECT_EQ(ReasonOf(catalogue.status()), kCatalogueInvalid);
  return absl::StrSplit(catalogue.status().message(), '\n');
}

struct MistakeCase {
  std::string name;
  std::string from;
  std::string to;
  std::string mistake;
};

class MistakeTest : public testing::TestWithParam<MistakeCase> {};

TEST_P(MistakeTest, IsReportedAtItsLine) {
  const MistakeCase& row = GetParam();
  EXPECT_THAT(MistakesWith(row.from, row.to), ElementsAre(row.mistake));
}

const MistakeCase kUnitCases[] = {
    {"TwiceTheCode", R"(code: "29863")", R"(code: "29881")", "u:7: unit 29881 is there twice"},
    {"NoName", R"(name: "Phường 11")", "", "u:6: name is missing"},
    {"NameNotNfc", "Phường 11", "Phu\u031bo\u031b\u0300ng 11",
     "u:6: name is not in Unicode normal form C"},
    {"NoLevel", R"(name: "Sở Xây dựng" level: LEVEL_PROVINCE)", R"(name: "Sở Xây dựng")",
     "u:3: unit 87.SXD has no level"},
    {"UnknownPostOffice", R"(post_office_code: "BD.866")", R"(post_office_code: "BD.1")",
     "u:4: no post office BD.1"},
    {"BadAgencyCode", "000.02.31.H20", "000.2.31.H20",
     "u:7: agency code 000.2.31.H20 is not of the form 000.00.00.H20"},
    {"TwiceTheAgencyCode", "000.02.31.H20", "000.01.31.H20",
     "u:7: agency code 000.01.31.H20 is there twice"},
    {"CounterWithoutAgencyCode", R"(agency_code: "000.02.31.H20")", "",
     "u:7: unit 29881: agency_code and one_stop go together"},
    {"BadDay", "2024-12-31", "2024-12-32", "u:6: not a day: 2024-12-32"},
    {"EndsBeforeItBegins", R"(valid_to: "2024-12-31")",
     R"(valid_from: "2025-01-01" valid_to: "2024-12-31")", "u:6: unit 29863 ends before it begins"},
    {"PostOfficeNowhere", R"(unit_code: "866")", R"(unit_code: "865")", "u:9: no unit 865"},
    {"TwiceThePostOffice", R"(post_offices { code: "BD.866" name: "Bưu điện thành phố")",
     R"(post_offices { code: "BD.866" name: "Bưu cục" unit_code: "87" }
post_offices { code: "BD.866" name: "Bưu điện thành phố")",
     "u:10: post office BD.866 is there twice"},
};

const MistakeCase kProcedureCases[] = {
    {"TwiceTheCode", R"(code: "1.002")", R"(code: "1.001")",
     "p:17: procedure 1.001 is there twice"},
    {"NoField", R"(field: "Chứng thực")", "", "p:16: field is missing"},
    {"NoLevels", "levels: [LEVEL_COMMUNE, LEVEL_DISTRICT, LEVEL_PROVINCE]", "",
     "p:16: levels are missing"},
    {"TwiceTheLevel", "LEVEL_DISTRICT, LEVEL_PROVINCE]", "LEVEL_DISTRICT, LEVEL_DISTRICT]",
     "p:20: level is unspecified or there twice"},
    {"NoLimit", "limit { kind: LIMIT_KIND_SAME_DAY }", "",
     "p:16: limit is missing or without kind"},
    {"SameDayWithAmount", "LIMIT_KIND_SAME_DAY", "LIMIT_KIND_SAME_DAY amount: 1",
     "p:21: this kind of limit has no amount"},
    {"LimitTooLong", "amount: 10", "amount: 3651", "p:6: limit of 3651 is not in 1 to 3650"},
    {"NegativeFee", "fee_vnd: 15000", "fee_vnd: -1", "p:7: fee is negative"},
    {"TwiceTheCase",
     R"(cases { key: "lost" name: "Mất giấy" question: "Giấy chứng nhận bị mất?" })",
     R"(cases { key: "lost" name: "Mất giấy" question: "Mất?" }
  cases { key: "lost" name: "Mất giấy" question: "Mất?" })",
     "p:9: case lost is there twice"},
    {"UnknownCase", R"(cases: "lost")", R"(cases: "stolen")", "p:10: no case stolen"},
    {"TwiceThePaper", R"(name: "Cam kết")", R"(name: "Đơn đăng ký")",
     "p:10: paper \"Đơn đăng ký\" is there twice"},
    {"PaperWithoutKind", "kind: PAPER_KIND_PLAIN_COPY", "", "p:22: paper has no kind"},
    {"PaperCount", "kind: PAPER_KIND_PLAIN_COPY count: 1", "kind: PAPER_KIND_PLAIN_COPY",
     "p:22: count 0 is not in 1 to 100"},
    {"NoRoute",
     R"(route { stage: 1 name: "Lập bản sao" unit_selector: "origin" share_permille: 1000 role: "officer" })",
     "", "p:16: route is missing"},
    {"StageGap", "stage: 3", "stage: 4", "p:14: stage 4 after stage 2"},
    {"SharesDoNotAddUp", "share_permille: 500", "share_permille: 400",
     "p:11: shares add up to 900, not 1000"},
    {"UnknownRole", R"(role: "leader")", R"(role: "boss")",
     "p:14: role \"boss\" is neither officer nor leader"},
    {"NotASelector", "division:TNMT", "office", "p:12: not a unit selector: \"office\""},
    {"LeadsNowhere", "division:TNMT", "division:TP", "p:12: unit 29863 has no division:TP"},
};

const MistakeCase kCalendarCases[] = {
    {"NotADay", "2023-05-01", "2023-5-1", "c:1: not a day: 2023-5-1"},
    {"NoKind", "kind: DAY_KIND_HOLIDAY", "", "c:1: day 2023-05-01 has no kind"},
    {"BeyondTheCalendar", "2023-05-01", "2050-05-02",
     "c:1: day 2050-05-02 is not between 2018-01-01 and 2045-12-31"},
    {"CompensatorySunday", R"("2023-05-01" kind: DAY_KIND_HOLIDAY)",
     R"("2023-04-30" kind: DAY_KIND_COMPENSATORY)", "c:1: day 2023-04-30 is a rest day anyway"},
    {"TwiceTheDay", R"(calendar_days { date: "2024-05-04" kind: DAY_KIND_SWAPPED_WORKING)",
     R"(calendar_days { date: "2023-05-01" kind: DAY_KIND_HOLIDAY)",
     "c:2: day 2023-05-01 is there twice"},
    {"WorkedMonday", "2024-05-04", "2024-05-06", "c:2: day 2024-05-06 is worked anyway"},
    {"BadSession", "13:30", "1:30",
     "c:4: office hours need begin and end as HH:MM, end after begin"},
    {"SessionsOverlap", "13:30", "11:00", "c:4: office hours overlap or are out of order"},
};

const auto kName = [](const auto& info) { return info.param.name; };
INSTANTIATE_TEST_SUITE_P(Units, MistakeTest, testing::ValuesIn(kUnitCases), kName);
INSTANTIATE_TEST_SUITE_P(Procedures, MistakeTest, testing::ValuesIn(kProcedureCases), kName);
INSTANTIATE_TEST_SUITE_P(Calendar, MistakeTest, testing::ValuesIn(kCalendarCases), kName);

TEST(MistakesTest, AreReportedAllTogether) {
  EXPECT_THAT(MistakesWith(R"(code: "87.SXD" name)", "name"),
              ElementsAre("p:13: unit 29863 has no department:SXD", "u:3: unit without code"));
  EXPECT_THAT(MistakesWith(R"(key: "lost")", R"(key: "Mất")"),
              ElementsAre("p:8: case key must be of a-z, 0-9 and _", "p:10: no case lost"));
}

TEST(MistakesTest, NameWhatHangsInTheAir) {
  const auto mistakes = MistakesWith(R"(level: LEVEL_DISTRICT parent_code: "87")",
                                     R"(level: LEVEL_DISTRICT parent_code: "88")");
  EXPECT_THAT(mistakes, testing::Contains("u:4: no unit 88"));
  EXPECT_THAT(mistakes, testing::Contains("p:13: unit 29863 has no department:SXD"));
}

TEST(MistakesTest, ParentsAreNeverBelow) {
  const auto circle = MistakesWith(R"(parent_code: "87" agency_code: "000.00.31.H20")",
                                   R"(parent_code: "866.TNMT" agency_code: "000.00.31.H20")");
  EXPECT_THAT(circle, testing::Contains("u:4: unit 866 is below itself"));
  EXPECT_THAT(circle, testing::Contains("u:5: unit 866.TNMT is below itself"));
  EXPECT_THAT(MistakesWith(R"(level: LEVEL_PROVINCE parent_code: "87" })",
                           R"(level: LEVEL_PROVINCE parent_code: "866" })"),
              testing::Contains("u:3: unit 87.SXD is of a higher level than its parent"));
  EXPECT_THAT(MistakesWith(R"(level: LEVEL_COMMUNE parent_code: "866" agency_code: "000.02)",
                           R"(level: LEVEL_COMMUNE agency_code: "000.02)"),
              testing::Contains("u:7: unit 29881 has no parent"));
}

TEST(MistakesTest, NoCounterAtALevel) {
  EXPECT_THAT(MistakesWith(R"(parent_code: "87" agency_code: "000.00.01.H20" one_stop: true)",
                           R"(parent_code: "87")"),
              ElementsAre("p:20: no unit of LEVEL_PROVINCE has a counter"));
}

TEST(MistakesTest, OfficeHoursInTwoFiles) {
  const auto catalogue = Catalogue::FromFiles({{"a", kSmallCalendar}, {"b", R"(
office_sessions { begin: "08:00" end: "12:00" })"}});
  EXPECT_EQ(catalogue.status().message(), "b:2: office hours are given in two files");
}

TEST(MistakesTest, SyntaxIsReportedFirstForEveryFile) {
  const auto catalogue = Catalogue::FromFiles({{"a", "units { code: 87 }"},
                                               {"b", R"(
units { colour: "red" })"},
                                               {"c", R"(units { code: "1" })"}});
  const std::vector<std::string> lines = absl::StrSplit(catalogue.status().message(), '\n');
  EXPECT_THAT(lines, ElementsAre(testing::StartsWith("a:1: "), testing::StartsWith("b:2: ")));
}

}  // namespace
}  // namespace motcua::catalogue
