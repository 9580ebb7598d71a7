#include "clients/cli/simulate/simulation.h"

#include "clients/cli/simulate/comparison.h"
#include "clients/cli/simulate/test_month.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"

namespace motcua::cli::simulate {
namespace {

class SimulationTest : public testing::Test {
 protected:
  void Add(absl::Time at, int64_t minutes, const std::string& unit = "1") {
    month_.Add(at, minutes, unit);
  }
  std::vector<Result> Run(const Roster& roster, const Change& change = {}) {
    return Simulate(catalogue_, arrivals_, roster, change, 1);
  }
  int64_t LateOf(const std::vector<Result>& results) {
    return std::ranges::count_if(
        results, [](const Result& result) { return IsLate(result.resolved, result.due); });
  }

  TestMonth month_;
  const catalogue::Catalogue& catalogue_ = month_.catalogue;
  std::vector<Arrival>& arrivals_ = month_.arrivals;
};

TEST_F(SimulationTest, WithTheOfficersThereWereItEndsAsItDid) {
  for (int i = 0; i < 4; ++i) Add(At(i, 8), 120);
  const Roster roster = RosterOf(arrivals_);
  EXPECT_EQ(roster.at("1").officers, 1);
  const auto results = Run(roster);
  for (size_t i = 0; i < arrivals_.size(); ++i) {
    EXPECT_TRUE(results[i].routed);
    EXPECT_EQ(results[i].resolved, arrivals_[i].resolve_time);
    EXPECT_EQ(results[i].due, arrivals_[i].due_time);
  }
}

TEST_F(SimulationTest, OneOfficerTakesOneAfterTheOther) {
  Add(At(0, 8), 60);
  Add(At(0, 8), 60);
  EXPECT_EQ(RosterOf(arrivals_).at("1").officers, 2);
  const auto results = Run({{"1", {1, 1}}});
  EXPECT_EQ(results[0].resolved, At(0, 9));
  EXPECT_EQ(results[1].resolved, At(0, 10));
}

TEST_F(SimulationTest, FewerOfficersMakeMoreOfItLate) {
  // Twelve at once, each half a day of work, due in two days.
  for (int i = 0; i < 12; ++i) Add(At(0, 8), 240);
  const Roster roster = RosterOf(arrivals_);
  EXPECT_EQ(LateOf(Run(roster)), 0);
  const Change fewer = *ParseChange({"1=-10"}, {}, {}, {});
  EXPECT_EQ(Apply(fewer, roster).at("1").officers, 2);
  const int64_t late = LateOf(Run(roster, fewer));
  EXPECT_GT(late, 0);
  const Change half = *ParseChange({"1=-10"}, {"1"}, {}, {});
  EXPECT_GT(LateOf(Run(roster, half)), late);
}

TEST_F(SimulationTest, AMergedUnitDoesTheWorkOfBoth) {
  Add(At(0, 8), 60, "1");
  Add(At(0, 8), 60, "2");
  const Change merge = *ParseChange({}, {}, {"2=1"}, {});
  const Roster merged = Apply(merge, RosterOf(arrivals_));
  EXPECT_EQ(merged.at("1").officers, 2);
  EXPECT_FALSE(merged.contains("2"));
  const auto results = Run(RosterOf(arrivals_), merge);
  EXPECT_EQ(results[1].resolved, At(0, 9));
}

// The whole limit runs again after a supplement (NĐ 61/2018 Đ.19(4)).
TEST_F(SimulationTest, ASupplementStopsTheClock) {
  Add(At(0, 8), 60);
  arrivals_[0].pause = Pause{0, true, absl::Hours(24 * 7)};
  const auto results = Run({{"1", {1, 1}}});
  EXPECT_EQ(results[0].resolved, At(7, 10));
  EXPECT_GT(results[0].due, arrivals_[0].due_time + absl::Hours(24 * 6));
  EXPECT_EQ(LateOf(results), 0);
}

TEST_F(SimulationTest, TheSameSeedGivesTheSameMonth) {
  for (int i = 0; i < 200; ++i) Add(At(i % 5, 8, i % 60), 15 + i % 40);
  for (size_t i = 0; i < arrivals_.size(); i += 3) arrivals_[i].work.clear();
  const auto first = Simulate(catalogue_, arrivals_, {{"1", {2, 1}}}, {}, 7);
  const auto again = Simulate(catalogue_, arrivals_, {{"1", {2, 1}}}, {}, 7);
  const auto other = Simulate(catalogue_, arrivals_, {{"1", {2, 1}}}, {}, 8);
  int differ = 0;
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].resolved, again[i].resolved);
    differ += first[i].resolved != other[i].resolved;
  }
  EXPECT_GT(differ, 0);
}

TEST_F(SimulationTest, WhatHasNoRouteIsLeftOut) {
  Add(At(0, 8), 60);
  Add(At(0, 8), 60);
  arrivals_[1].accepted.set_procedure_code("9.9");
  const auto results = Run(RosterOf(arrivals_));
  const Comparison comparison =
      Compare(arrivals_, results, results, At(0, 0), catalogue_.calendar());
  EXPECT_EQ(comparison.left_out, 1);
  EXPECT_EQ(comparison.total.dossiers, 1);
  EXPECT_EQ(comparison.total.real.late, 0);
  EXPECT_NEAR(comparison.total.replayed.mean_hours(), 1, 1e-9);
}

TEST_F(SimulationTest, ReadsWhatReallyHappened) {
  reporting::v1::StreamHistoriesResponse history;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      Cat(R"(case_id: "c" procedure_code: "1.1" receiving_unit: "1"
             accept_time { seconds: )",
          absl::ToUnixSeconds(At(0, 8)), R"( }
             events { activity: "queued" step_index: 0 unit_code: "1" time { seconds: )",
          absl::ToUnixSeconds(At(0, 8)), R"( } }
             events { activity: "claimed" step_index: 0 unit_code: "1" time { seconds: )",
          absl::ToUnixSeconds(At(0, 9)), R"( } }
             events { activity: "step_completed" step_index: 0 unit_code: "1" time { seconds: )",
          absl::ToUnixSeconds(At(0, 10)), R"( } })"),
      &history));
  const Arrival arrival = ArrivalOf(history, catalogue_.calendar());
  ASSERT_TRUE(arrival.work.contains(0));
  EXPECT_EQ(arrival.work.at(0).minutes, 60);
  EXPECT_EQ(arrival.resolve_time, absl::InfiniteFuture());
}

}  // namespace
}  // namespace motcua::cli::simulate
