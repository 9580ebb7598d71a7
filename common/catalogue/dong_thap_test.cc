// The catalogue that ships: loads without a mistake and has what the province has.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "common/catalogue/catalogue.h"
#include "common/catalogue/counter_hours.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

constexpr char kDirectory[] = "deploy/catalogue/dong-thap";  // ctest runs at the root

const Catalogue& DongThap() {
  static const Catalogue* const catalogue = [] {
    auto loaded = Catalogue::Load(kDirectory);
    if (!loaded.ok()) {
      ADD_FAILURE() << loaded.status().message();
      loaded = Catalogue::FromFiles({});
    }
    return new Catalogue(*std::move(loaded));
  }();
  return *catalogue;
}

// Levels a route goes through from a counter, each change once: "COMMUNE-DISTRICT-COMMUNE".
std::string Travels(const v1::Procedure& procedure, const std::string& origin) {
  std::vector<std::string> levels;
  for (const v1::RouteStep& step : procedure.route()) {
    const auto unit = DongThap().ResolveUnit(step.unit_selector(), origin);
    if (!unit.ok()) return unit.status().ToString();
    const auto level = DongThap().FindUnit(*unit)->level();
    const std::string name = type::v1::Level_Name(level).substr(6);
    if (levels.empty() || levels.back() != name) levels.push_back(name);
  }
  std::string joined;
  for (const std::string& level : levels) joined += (joined.empty() ? "" : "-") + level;
  return joined;
}

std::string FirstOrigin(const v1::Procedure& procedure) {
  switch (procedure.levels(0)) {
    case type::v1::LEVEL_COMMUNE:
      return "29881";
    case type::v1::LEVEL_DISTRICT:
      return "866";
    default:
      return "87.TTHCC";
  }
}

bool HasParallelStage(const v1::Procedure& procedure) {
  return std::adjacent_find(procedure.route().begin(), procedure.route().end(),
                            [](const v1::RouteStep& a, const v1::RouteStep& b) {
                              return a.stage() == b.stage();
                            }) != procedure.route().end();
}

TEST(DongThapTest, HasItsUnits) {
  std::map<std::string, int> counts;
  for (const v1::Unit& unit : DongThap().units()) {
    const bool territorial = !absl::StrContains(unit.code(), '.');
    if (territorial) ++counts[type::v1::Level_Name(unit.level())];
    if (territorial && unit.level() == type::v1::LEVEL_COMMUNE) {
      EXPECT_TRUE(DongThap().Covers(unit.parent_code(), unit.code()));
      EXPECT_EQ(DongThap().FindUnit(unit.parent_code())->level(), type::v1::LEVEL_DISTRICT);
    }
  }
  EXPECT_EQ(counts["LEVEL_PROVINCE"], 2);  // that of three tiers and that of two
  EXPECT_EQ(counts["LEVEL_DISTRICT"], 12);
  EXPECT_EQ(counts["LEVEL_COMMUNE"], 143);
}

TEST(DongThapTest, EveryUnitHasAPostOffice) {
  for (const v1::Unit& unit : DongThap().units()) {
    EXPECT_NE(DongThap().PostOfficeOf(unit.code()), nullptr) << unit.code();
  }
}

TEST(DongThapTest, HasRoutesOfEveryKind) {
  std::map<std::string, int> travels;
  int parallel = 0, originals = 0, no_post = 0, same_day = 0, with_cases = 0;
  for (const v1::Procedure& procedure : DongThap().procedures()) {
    ++travels[Travels(procedure, FirstOrigin(procedure))];
    parallel += HasParallelStage(procedure);
    no_post += procedure.no_post();
    same_day += procedure.limit().kind() == type::v1::LIMIT_KIND_SAME_DAY;
    with_cases += !procedure.cases().empty();
    originals += std::any_of(procedure.route().begin(), procedure.route().end(),
                             [](const v1::RouteStep& step) { return step.needs_originals(); });
  }
  EXPECT_GE(DongThap().procedures().size(), 60);
  EXPECT_GE(travels["COMMUNE"], 20);
  EXPECT_GE(travels["DISTRICT"], 15);
  EXPECT_GE(travels["PROVINCE"], 20);
  EXPECT_GE(travels["COMMUNE-DISTRICT-COMMUNE"], 5);
  EXPECT_GE(travels["DISTRICT-PROVINCE-DISTRICT"], 5);
  EXPECT_GE(travels["COMMUNE-DISTRICT-PROVINCE-COMMUNE"], 3);
  EXPECT_GE(parallel, 8);
  EXPECT_GE(originals, 8);
  EXPECT_GE(no_post, 5);
  EXPECT_GE(same_day, 5);
  EXPECT_GE(with_cases, 3);
}

TEST(DongThapTest, HasRulesOfEveryKind) {
  int conditional = 0, skippable = 0, answered_in_time = 0, post_apart = 0;
  int by_case = 0, by_channel = 0, fee_by_case = 0, fee_by_channel = 0;
  for (const v1::Procedure& procedure : DongThap().procedures()) {
    for (const v1::RouteStep& step : procedure.route()) {
      conditional += !step.cases().empty();
      skippable += step.may_skip();
      answered_in_time += step.has_answer_limit();
      post_apart += step.post_stops_clock();
    }
    for (const v1::LimitRule& rule : procedure.limit_rules()) {
      by_case += !rule.cases().empty();
      by_channel += !rule.channels().empty();
    }
    for (const v1::FeeRule& rule : procedure.fee_rules()) {
      fee_by_case += !rule.cases().empty();
      fee_by_channel += !rule.channels().empty();
    }
  }
  for (const int count : {conditional, skippable, answered_in_time, post_apart, by_case, by_channel,
                          fee_by_case, fee_by_channel}) {
    EXPECT_GE(count, 1);
  }
  const absl::CivilDay saturday(2025, 7, 5);  // since when counters are open on Saturdays
  EXPECT_FALSE(HoursOn(DongThap(), "29881", "Đất đai", saturday).empty());
  EXPECT_TRUE(HoursOn(DongThap(), "29881", "Đất đai", saturday - 7).empty());
  EXPECT_TRUE(HoursOn(DongThap(), "29881", "Giáo dục", saturday).empty());
}

TEST(DongThapTest, EveryDivisionAndDepartmentWorksOnSomething) {
  std::set<std::string> named;
  for (const v1::Procedure& procedure : DongThap().procedures()) {
    for (const v1::RouteStep& step : procedure.route()) named.insert(step.unit_selector());
  }
  for (const v1::Unit& unit : DongThap().units()) {
    const auto dot = unit.code().find('.');
    // Of two tiers others are named, by the rules of selectors.
    if (dot == std::string::npos || unit.one_stop() || !unit.valid_from().empty()) continue;
    const std::string kind = unit.level() == type::v1::LEVEL_PROVINCE ? "department:" : "division:";
    EXPECT_TRUE(named.contains(kind + unit.code().substr(dot + 1))) << unit.code();
  }
}

TEST(DongThapTest, KnowsTheDaysOff) {
  const calendar::Calendar& calendar = DongThap().calendar();
  EXPECT_FALSE(calendar.IsWorkingDay(absl::CivilDay(2018, 2, 14)));
  EXPECT_TRUE(calendar.IsWorkingDay(absl::CivilDay(2019, 1, 5))) << "Saturday worked";
  EXPECT_FALSE(calendar.IsWorkingDay(absl::CivilDay(2023, 1, 26)));
  EXPECT_TRUE(calendar.IsWorkingDay(absl::CivilDay(2023, 1, 27)));
  EXPECT_FALSE(calendar.IsWorkingDay(absl::CivilDay(2026, 9, 2)));
}

TEST(DongThapTest, SearchIsForgiving) {
  const auto found = DongThap().SearchProcedures("dang ky khai sinh");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0]->code(), "1.001193");
}

}  // namespace
}  // namespace motcua::catalogue
