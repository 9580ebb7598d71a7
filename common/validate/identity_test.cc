#include "common/validate/identity.h"

#include "gtest/gtest.h"

namespace motcua::validate {
namespace {

constexpr absl::CivilDay kToday(2023, 1, 18);

struct Row {
  std::string_view name;
  std::string_view text;
  std::string_view value;   // "" when refused
  std::string_view reason;  // "" when good
};

// NĐ 137/2015 Đ.13: province, century and sex, year, chance.
constexpr Row kRows[] = {
    {"man of Đồng Tháp", "087085001234", "087085001234", ""},
    {"woman of Tiền Giang", "082190001234", "082190001234", ""},
    {"born 2004", "087204001234", "087204001234", ""},
    {"first province", "001090001234", "001090001234", ""},
    {"last province", "096090001234", "096090001234", ""},
    {"CMND", "340123456", "340123456", ""},
    {"spaces, dots and hyphens", " 087 085.001-234 ", "087085001234", ""},
    {"no-break and zero-width spaces", "087\u00A0085\u200B001234", "087085001234", ""},
    {"full-width digits", "０８７085001234", "087085001234", ""},
    {"letters for digits", "O870850Ol234", "087085001234", ""},
    {"empty", "", "", "EMPTY"},
    {"blanks", " \t", "", "EMPTY"},
    {"ten digits", "0870850012", "", "LENGTH"},
    {"eleven digits", "08708500123", "", "LENGTH"},
    {"thirteen digits", "0870850012345", "", "LENGTH"},
    {"other letter", "08719000123X", "", "CHARACTER"},
    {"words", "không có", "", "CHARACTER"},
    {"not UTF-8", "087\xff", "", "ENCODING"},
    {"province 000", "000090001234", "", "UNKNOWN_PROVINCE"},
    {"province 003", "003090001234", "", "UNKNOWN_PROVINCE"},
    {"province 097", "097090001234", "", "UNKNOWN_PROVINCE"},
    {"country", "102090001234", "", "UNKNOWN_PROVINCE"},
    {"born next year", "087224001234", "", "BIRTH_YEAR_IN_FUTURE"},
    {"22nd century", "087401001234", "", "BIRTH_YEAR_IN_FUTURE"},
    {"24th century", "087999001234", "", "BIRTH_YEAR_IN_FUTURE"},
};

TEST(CheckIdentity, KnowsStructureAndFaults) {
  for (const Row& row : kRows) {
    const Verdict verdict = CheckIdentity(row.text, kToday);
    EXPECT_EQ(verdict.value, row.value) << row.name;
    EXPECT_EQ(verdict.reason, row.reason) << row.name;
    EXPECT_EQ(verdict.ok(), row.reason.empty()) << row.name;
  }
}

TEST(CheckIdentity, ReadsWhatTheNumberSays) {
  const Verdict verdict = CheckIdentity("087304001234", absl::CivilDay(2026, 11, 24));
  EXPECT_EQ(verdict.Fact("kind"), "CCCD");
  EXPECT_EQ(verdict.Fact("province"), "087");
  EXPECT_EQ(verdict.Fact("province_name"), "Đồng Tháp");
  EXPECT_EQ(verdict.Fact("sex"), "female");
  EXPECT_EQ(verdict.Fact("birth_year"), "2004");
  EXPECT_EQ(CheckIdentity("340123456", kToday).Fact("kind"), "CMND");
  EXPECT_EQ(CheckIdentity("O87085001234", kToday).Fact("note"), "LOOK_ALIKE");
}

TEST(CheckIdentity, EachDigitForCenturyAndSex) {
  const absl::CivilDay far(2399, 12, 31);
  for (int digit = 0; digit <= 9; ++digit) {
    std::string number = "087050001234";
    number[3] = static_cast<char>('0' + digit);
    const Verdict verdict = CheckIdentity(number, far);
    EXPECT_EQ(verdict.Fact("birth_year"), std::to_string(1950 + digit / 2 * 100)) << digit;
    EXPECT_EQ(verdict.Fact("sex"), digit % 2 == 0 ? "male" : "female") << digit;
  }
}

TEST(CheckIdentity, ThisYearIsNotTheFuture) {
  EXPECT_TRUE(CheckIdentity("087223001234", kToday).ok());
  EXPECT_TRUE(CheckIdentity("087224001234", absl::CivilDay(2024, 1, 1)).ok());
}

TEST(ProvinceOfIdentity, KnowsSixtyThree) {
  int known = 0;
  for (int code = 0; code < 1000; ++code) {
    const std::string text = std::to_string(1000 + code).substr(1);
    known += ProvinceOfIdentity(text).empty() ? 0 : 1;
  }
  EXPECT_EQ(known, 63);
}

}  // namespace
}  // namespace motcua::validate
