#include "common/validate/dossier_code.h"

#include <set>

#include "gtest/gtest.h"

namespace motcua::validate {
namespace {

constexpr char kAgency[] = "000.31.14.H20";

// TT 01/2018 Đ.19; TT 03/2025 Đ.13 from 2025-09-15; TT 04/2025 from 2026-01-25.
TEST(DossierCode, HasTheFormInForceOnTheDay) {
  const struct {
    absl::CivilDay day;
    std::string_view code;
  } kDays[] = {
      {absl::CivilDay(2023, 1, 18), "000.31.14.H20-230118-0002"},
      {absl::CivilDay(2025, 9, 14), "000.31.14.H20-250914-0002"},
      {absl::CivilDay(2025, 9, 15), "H20.014.31-250915-0002"},
      {absl::CivilDay(2026, 1, 24), "H20.014.31-260124-0002"},
      {absl::CivilDay(2026, 1, 25), "H20.014.31-260125-0002"},
  };
  for (const auto& [day, code] : kDays) {
    EXPECT_EQ(DossierCode(kAgency, day, 2), code);
    EXPECT_EQ(CheckDossierCode(code).value, code);
    EXPECT_EQ(CheckDossierCode(code).Fact("note"), "") << code;
  }
}

TEST(DossierCode, NamesTheMinistryFromItsDay) {
  EXPECT_EQ(DossierCode("G15.001.02", absl::CivilDay(2026, 1, 24), 7, "BN"),
            "G15.001.02-260124-0007");
  EXPECT_EQ(DossierCode("G15.001.02", absl::CivilDay(2026, 1, 25), 7, "BN"),
            "G15.001.02-260125-BN0007");
}

TEST(DossierCode, GrowsBeyondFourDigits) {
  EXPECT_EQ(DossierCode(kAgency, absl::CivilDay(2023, 1, 18), 9999), "000.31.14.H20-230118-9999");
  EXPECT_EQ(DossierCode(kAgency, absl::CivilDay(2023, 1, 18), 10000), "000.31.14.H20-230118-10000");
}

TEST(CodeGroups, KeepAgenciesApart) {
  const absl::CivilDay day(2025, 9, 15);
  std::set<std::string> groups;
  for (const char* agency : {"000.31.14.H20", "000.14.31.H20", "001.31.14.H20", "000.00.00.H20",
                             "H20.099.14", "H20.031", "H20"}) {
    EXPECT_TRUE(groups.insert(CodeGroups(agency, day)).second) << agency;
  }
  EXPECT_EQ(CodeGroups("001.31.14.H20", day), "H20.014.31.001");
  EXPECT_EQ(CodeGroups("H20.099.14", day), "H20.099.14");
}

struct Row {
  std::string_view name;
  std::string_view text;
  std::string_view value;
  std::string_view reason;
  std::string_view form;
  std::string_view note;
};

constexpr Row kRows[] = {
    {"2018", "000.00.14.H20-200703-0002", "000.00.14.H20-200703-0002", "", "TT_01_2018", ""},
    {"2025", "H20.014.31-251001-0002", "H20.014.31-251001-0002", "", "TT_03_2025", ""},
    {"2026", "H20.014.31-260201-0002", "H20.014.31-260201-0002", "", "TT_04_2025", ""},
    {"ministry", "G15.001.02-260201-BN0002", "G15.001.02-260201-BN0002", "", "TT_04_2025", ""},
    {"one group more", "H15.50.05.13-261008-0975", "H15.50.05.13-261008-0975", "", "OTHER",
     "GROUPS"},
    {"one group less", "H20.014-260201-0002", "H20.014-260201-0002", "", "OTHER", "GROUPS"},
    {"2018 after its time", "000.00.14.H20-251001-0002", "000.00.14.H20-251001-0002", "",
     "TT_01_2018", "FORM_NOT_IN_FORCE"},
    {"2025 before its time", "H20.014.31-250914-0002", "H20.014.31-250914-0002", "", "TT_03_2025",
     "FORM_NOT_IN_FORCE"},
    {"ministry before its time", "G15.001.02-260124-BN0002", "G15.001.02-260124-BN0002", "",
     "TT_04_2025", "FORM_NOT_IN_FORCE"},
    {"small letters and spaces", " 000.00.14.h20 - 200703 - 0002", "000.00.14.H20-200703-0002", "",
     "TT_01_2018", ""},
    {"dashes", "000.00.14.H20–200703–0002", "000.00.14.H20-200703-0002", "", "TT_01_2018", ""},
    {"five digits", "000.00.14.H20-200703-10000", "000.00.14.H20-200703-10000", "", "TT_01_2018",
     ""},
    {"leap day", "000.00.14.H20-240229-0001", "000.00.14.H20-240229-0001", "", "TT_01_2018", ""},
    {"empty", " ", "", "EMPTY", "", ""},
    {"two parts", "000.00.14.H20-200703", "", "STRUCTURE", "", ""},
    {"four parts", "000.00.14.H20-200703-0002-1", "", "STRUCTURE", "", ""},
    {"no such day", "000.00.14.H20-230229-0001", "", "DATE", "", ""},
    {"no such month", "000.00.14.H20-231301-0001", "", "DATE", "", ""},
    {"day 0", "000.00.14.H20-230100-0001", "", "DATE", "", ""},
    {"long date", "000.00.14.H20-20230118-0001", "", "DATE", "", ""},
    {"letter in the date", "000.00.14.H20-2O0703-0001", "", "DATE", "", ""},
    {"no authority", "000.00.14-200703-0001", "", "UNIT", "", ""},
    {"empty group", "000..14.H20-200703-0001", "", "UNIT", "", ""},
    {"no unit", "-200703-0001", "", "UNIT", "", ""},
    {"three digits", "000.00.14.H20-200703-001", "", "SERIAL", "", ""},
    {"letter in the serial", "000.00.14.H20-200703-000X", "", "SERIAL", "", ""},
    {"other characters", "000.00.14.H20/200703/0001", "", "CHARACTER", "", ""},
    {"not UTF-8", "\xff", "", "ENCODING", "", ""},
};

TEST(CheckDossierCode, ReadsEveryFormAndNamesFaults) {
  for (const Row& row : kRows) {
    const Verdict verdict = CheckDossierCode(row.text);
    EXPECT_EQ(verdict.value, row.value) << row.name;
    EXPECT_EQ(verdict.reason, row.reason) << row.name;
    EXPECT_EQ(verdict.Fact("form"), row.form) << row.name;
    EXPECT_EQ(verdict.Fact("note"), row.note) << row.name;
  }
  EXPECT_EQ(CheckDossierCode("H20-200703-" + std::string(60, '0')).reason, "LENGTH");
}

TEST(CheckDossierCode, TellsTheParts) {
  const Verdict verdict = CheckDossierCode("G15.001.02-260201-BN0002");
  EXPECT_EQ(verdict.Fact("unit"), "G15.001.02");
  EXPECT_EQ(verdict.Fact("date"), "2026-02-01");
  EXPECT_EQ(verdict.Fact("serial"), "0002");
  EXPECT_EQ(verdict.Fact("ministry"), "BN");
}

}  // namespace
}  // namespace motcua::validate
