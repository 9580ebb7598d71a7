#include "common/catalogue/catalogue.h"

#include <filesystem>
#include <fstream>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Catalogue Small() {
  auto catalogue = Catalogue::FromFiles({{"units.textproto", kSmallUnits},
                                         {"procedures.textproto", kSmallProcedures},
                                         {"calendar.textproto", kSmallCalendar}});
  EXPECT_TRUE(catalogue.ok()) << catalogue.status();
  return *std::move(catalogue);
}

TEST(CatalogueTest, FindsByCode) {
  const Catalogue catalogue = Small();
  ASSERT_NE(catalogue.FindUnit("29881"), nullptr);
  EXPECT_EQ(catalogue.FindUnit("29881")->name(), "Xã Mỹ Ngãi");
  EXPECT_EQ(catalogue.FindUnit("nowhere"), nullptr);
  ASSERT_NE(catalogue.FindUnitByAgency("000.02.31.H20"), nullptr);
  EXPECT_EQ(catalogue.FindUnitByAgency("000.02.31.H20")->code(), "29881");
  EXPECT_EQ(catalogue.FindUnitByAgency(""), nullptr);
  ASSERT_NE(catalogue.FindProcedure("1.001"), nullptr);
  EXPECT_EQ(catalogue.FindProcedure("1.001")->fee_vnd(), 15000);
  EXPECT_EQ(catalogue.FindProcedure("1.009"), nullptr);
  ASSERT_NE(catalogue.FindPostOffice("BD.866"), nullptr);
  EXPECT_EQ(catalogue.FindPostOffice("BD.1"), nullptr);
}

TEST(CatalogueTest, PointersSurviveAMove) {
  Catalogue first = Small();
  const v1::Unit* unit = first.FindUnit("866");
  const Catalogue second = std::move(first);
  EXPECT_EQ(second.FindUnit("866"), unit);
}

TEST(CatalogueTest, CoversTheUnitItselfAndAllBelow) {
  const Catalogue catalogue = Small();
  EXPECT_TRUE(catalogue.Covers("87", "87"));
  EXPECT_TRUE(catalogue.Covers("87", "29881"));
  EXPECT_TRUE(catalogue.Covers("866", "866.TNMT"));
  EXPECT_FALSE(catalogue.Covers("866", "87"));
  EXPECT_FALSE(catalogue.Covers("866", "87.SXD"));
  EXPECT_FALSE(catalogue.Covers("29863", "29881"));
  EXPECT_FALSE(catalogue.Covers("87", "nowhere"));
  EXPECT_FALSE(catalogue.Covers("nowhere", "87"));
}

TEST(CatalogueTest, UnitsHaveTheirTime) {
  const Catalogue catalogue = Small();
  EXPECT_TRUE(catalogue.IsValidOn("29863", absl::CivilDay(2024, 12, 31)));
  EXPECT_FALSE(catalogue.IsValidOn("29863", absl::CivilDay(2025, 1, 1)));
  EXPECT_TRUE(catalogue.IsValidOn("29881", absl::CivilDay(2025, 1, 1)));
  EXPECT_FALSE(catalogue.IsValidOn("nowhere", absl::CivilDay(2025, 1, 1)));
}

TEST(CatalogueTest, ThePostOfficeIsTheUnitsOrThatAbove) {
  const Catalogue catalogue = Small();
  EXPECT_EQ(catalogue.PostOfficeOf("29881")->code(), "BD.866");
  EXPECT_EQ(catalogue.PostOfficeOf("866.TNMT")->code(), "BD.866");
  EXPECT_EQ(catalogue.PostOfficeOf("87.SXD")->code(), "BD.87");
  EXPECT_EQ(catalogue.PostOfficeOf("nowhere"), nullptr);
}

struct SelectorCase {
  std::string selector;
  std::string origin;
  std::string unit;  // "" = an error
  std::string_view reason;
};

TEST(CatalogueTest, ResolvesSelectors) {
  const Catalogue catalogue = Small();
  const SelectorCase rows[] = {
      {"origin", "29881", "29881"},
      {"origin.parent", "29881", "866"},
      {"origin.parent.parent", "29881", "87"},
      {"district", "29881", "866"},
      {"district", "866", "866"},
      {"district", "866.TNMT", "866"},
      {"province", "29881", "87"},
      {"province", "87.TTHCC", "87"},
      {"division:TNMT", "29881", "866.TNMT"},
      {"division:TNMT", "866", "866.TNMT"},
      {"department:SXD", "29881", "87.SXD"},
      {"department:SXD", "87.TTHCC", "87.SXD"},
      {"department:TTHCC", "866", "87.TTHCC"},
      {"origin.parent.parent.parent", "29881", "", kUnitNotFound},
      {"district", "87.TTHCC", "", kUnitNotFound},
      {"division:TNMT", "87.TTHCC", "", kUnitNotFound},
      {"division:TP", "29881", "", kUnitNotFound},
      {"origin", "nowhere", "", kUnitNotFound},
      {"origin.child", "29881", "", kSelectorInvalid},
      {"division:", "29881", "", kSelectorInvalid},
      {"", "29881", "", kSelectorInvalid},
  };
  for (const SelectorCase& row : rows) {
    const auto unit = catalogue.ResolveUnit(row.selector, row.origin);
    if (row.unit.empty()) {
      EXPECT_EQ(ReasonOf(unit.status()), row.reason) << row.selector << " from " << row.origin;
    } else {
      ASSERT_TRUE(unit.ok()) << row.selector << " from " << row.origin << ": " << unit.status();
      EXPECT_EQ(*unit, row.unit) << row.selector << " from " << row.origin;
    }
  }
}

std::vector<std::string> Codes(const std::vector<const v1::Procedure*>& procedures) {
  std::vector<std::string> codes;
  for (const v1::Procedure* procedure : procedures) codes.push_back(procedure->code());
  return codes;
}

TEST(CatalogueTest, SearchesWithAndWithoutDiacritics) {
  const Catalogue catalogue = Small();
  EXPECT_THAT(Codes(catalogue.SearchProcedures("đất đai")), ElementsAre("1.001"));
  EXPECT_THAT(Codes(catalogue.SearchProcedures("  DAT dai ")), ElementsAre("1.001"));
  EXPECT_THAT(Codes(catalogue.SearchProcedures("chung thuc")), ElementsAre("1.002"));
  EXPECT_THAT(Codes(catalogue.SearchProcedures("1.002")), ElementsAre("1.002"));
  EXPECT_THAT(Codes(catalogue.SearchProcedures("cap ban sao")), ElementsAre("1.002"));
  EXPECT_THAT(Codes(catalogue.SearchProcedures("")), ElementsAre("1.001", "1.002"));
  EXPECT_THAT(Codes(catalogue.SearchProcedures("xây dựng")), ElementsAre());
}

TEST(CatalogueTest, ReceivesAtCountersOfItsLevels) {
  const Catalogue catalogue = Small();
  const v1::Procedure& land = *catalogue.FindProcedure("1.001");
  EXPECT_TRUE(catalogue.Receives(*catalogue.FindUnit("29881"), land));
  EXPECT_FALSE(catalogue.Receives(*catalogue.FindUnit("866"), land));
  EXPECT_FALSE(catalogue.Receives(*catalogue.FindUnit("866.TNMT"), land));
}

TEST(CatalogueTest, BuildsTheCalendar) {
  const Catalogue catalogue = Small();
  EXPECT_FALSE(catalogue.calendar().IsWorkingDay(absl::CivilDay(2023, 5, 1)));
  EXPECT_TRUE(catalogue.calendar().IsWorkingDay(absl::CivilDay(2024, 5, 4)));
}

TEST(CatalogueTest, ConvertsLimits) {
  type::v1::TimeLimit limit;
  EXPECT_EQ(ToTimeLimit(limit).kind, calendar::LimitKind::kNone);
  limit.set_kind(type::v1::LIMIT_KIND_SAME_DAY);
  EXPECT_EQ(ToTimeLimit(limit).kind, calendar::LimitKind::kSameDay);
  limit.set_kind(type::v1::LIMIT_KIND_WORKING_HOURS);
  limit.set_amount(4);
  EXPECT_EQ(ToTimeLimit(limit).kind, calendar::LimitKind::kWorkingHours);
  EXPECT_EQ(ToTimeLimit(limit).amount, 4);
  limit.set_kind(type::v1::LIMIT_KIND_CALENDAR_DAYS);
  EXPECT_EQ(ToTimeLimit(limit).kind, calendar::LimitKind::kCalendarDays);
  limit.set_kind(type::v1::LIMIT_KIND_WORKING_DAYS);
  EXPECT_EQ(ToTimeLimit(limit).kind, calendar::LimitKind::kWorkingDays);
}

TEST(CatalogueTest, VersionFollowsContent) {
  const auto same = Catalogue::FromFiles({{"a", kSmallUnits}, {"b", kSmallProcedures}});
  const auto other =
      Catalogue::FromFiles({{"a", kSmallUnits}, {"b", std::string(kSmallProcedures) + "# word"}});
  ASSERT_TRUE(same.ok() && other.ok());
  EXPECT_EQ(same->version().size(), 16u);
  EXPECT_NE(same->version(), other->version());
}

TEST(CatalogueTest, LoadsADirectory) {
  const auto directory = std::filesystem::path(testing::TempDir()) / "motcua_catalogue_test";
  std::filesystem::create_directories(directory);
  EXPECT_THAT(Catalogue::Load(directory.string()).status().message(),
              HasSubstr("no *.textproto file"));
  std::ofstream(directory / "units.textproto") << kSmallUnits;
  std::ofstream(directory / "notes.txt") << "not a catalogue";
  const auto catalogue = Catalogue::Load(directory.string());
  std::filesystem::remove_all(directory);
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->units().size(), 7);
  EXPECT_EQ(ReasonOf(Catalogue::Load(directory.string()).status()), kCatalogueInvalid);
}

}  // namespace
}  // namespace motcua::catalogue
