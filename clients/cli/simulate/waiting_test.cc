// Whether a replay waits as the real month did.
#include <algorithm>
#include <deque>
#include <random>

#include "clients/cli/simulate/comparison.h"
#include "clients/cli/simulate/desk.h"
#include "clients/cli/simulate/desk_clock.h"
#include "clients/cli/simulate/test_month.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace motcua::cli::simulate {
namespace {

// Office minutes after Monday 2023-03-06, 7:00.
absl::Time AtMinute(int64_t minute) {
  static const auto* calendar = new calendar::Calendar();
  return calendar->AddWorking(At(0, 7), minute);
}

// A month whose ways are known: two officers of one unit, who after each step are away for a while
// before they take the next that came; so steps wait for work, for each other and for nobody.
class KnownMonth : public testing::Test {
 protected:
  KnownMonth() {
    std::mt19937 random(11);
    std::uniform_int_distribution<int64_t> every(5, 95), work(20, 60), away(10, 90);
    int64_t free_at[] = {0, 0};
    for (int64_t arrived = every(random); arrived < kMinutes; arrived += every(random)) {
      int64_t& officer = *std::ranges::min_element(free_at);
      const int64_t begun = std::max(arrived, officer);
      const int64_t done = begun + work(random);
      officer = done + away(random);
      month_.Add(AtMinute(arrived), done - begun);
      Work& own = month_.arrivals.back().work[0];
      own.queued = AtMinute(arrived);
      own.claimed = AtMinute(begun);
      own.done = month_.arrivals.back().resolve_time = AtMinute(done);
    }
  }

  double HoursOf(const Change& change, uint64_t seed = 1) {
    const auto results =
        Simulate(month_.catalogue, month_.arrivals, RosterOf(month_.arrivals), change, seed);
    return Compared(results).changed.mean_hours();
  }
  Row Compared(const std::vector<Result>& results) {
    return Compare(month_.arrivals, results, results, At(0, 0), month_.catalogue.calendar()).total;
  }
  double RealHours() {
    return Compared(Simulate(month_.catalogue, month_.arrivals, {}, {}, 1)).real.mean_hours();
  }

  static constexpr int64_t kMinutes = 20 * 480;
  TestMonth month_;
};

TEST_F(KnownMonth, IsReplayedAsItWas) {
  const double real = RealHours();
  EXPECT_GT(real, 1) << "steps really wait";
  EXPECT_NEAR(HoursOf({}), real, 0.05 * real);
}

// The same without knowing when steps came into the queue: they are begun at once.
TEST_F(KnownMonth, WithoutTheWaitingItFallsShort) {
  const double real = RealHours();
  for (Arrival& arrival : month_.arrivals) arrival.work[0].queued = absl::InfiniteFuture();
  EXPECT_LT(HoursOf({}), 0.8 * real);
}

TEST_F(KnownMonth, AnOfficerFewerLengthensItAndOneMoreShortensIt) {
  const double replayed = HoursOf({});
  EXPECT_GT(HoursOf(*ParseChange({"1=-1"}, {}, {}, {})), 1.5 * replayed);
  EXPECT_LT(HoursOf(*ParseChange({"1=+1"}, {}, {}, {})), replayed);
  EXPECT_GT(HoursOf(*ParseChange({}, {"1"}, {}, {})), replayed);
}

// A third of the steps without a record wait as others did, the same ones for the same seed.
TEST_F(KnownMonth, WhatIsNotKnownWaitsLikeTheRest) {
  const double real = RealHours();
  for (size_t i = 0; i < month_.arrivals.size(); i += 3) month_.arrivals[i].work.clear();
  EXPECT_NEAR(HoursOf({}, 5), real, 0.2 * real);
  EXPECT_EQ(HoursOf({}, 5), HoursOf({}, 5));
  EXPECT_NE(HoursOf({}, 5), HoursOf({}, 6));
}

TEST(DeskTest, TakesUpByFreeTimeAndThenWhatIsDueFirst) {
  const calendar::Calendar calendar;
  Desk desk({1, 1, 1}, calendar);
  desk.Queue({At(3, 17), 1, 0}, 30, At(0, 8));
  desk.Queue({At(2, 17), 2, 0}, 60, At(0, 8));
  EXPECT_FALSE(desk.Take(At(0, 8, 29)).has_value());
  EXPECT_EQ(desk.NextLook(At(0, 8, 29))->first, At(0, 8, 30));
  EXPECT_EQ(desk.Take(At(0, 8, 30))->dossier, 1u);
  desk.Begin(At(0, 8, 30));
  EXPECT_FALSE(desk.NextLook(At(0, 9)).has_value()) << "nobody is free, and no free time goes by";
  desk.End(At(0, 9, 30));
  desk.Queue({At(4, 17), 3, 0}, 10, At(0, 9, 30));
  EXPECT_FALSE(desk.Take(At(0, 9, 39)).has_value());
  EXPECT_EQ(desk.Take(At(0, 10))->dossier, 2u) << "due first of the two";
  EXPECT_EQ(desk.Take(At(0, 10))->dossier, 3u);
}

TEST(DeskTest, FewerOfficersThanThereWereHaveLessFreeTime) {
  const calendar::Calendar calendar;
  Desk desk({1, 1, 2}, calendar);
  desk.Queue({At(3, 17), 1, 0}, 30, At(0, 8));
  EXPECT_EQ(desk.NextLook(At(0, 8))->first, At(0, 9));
}

TEST(DeskClocksTest, OfficersInHandsAreNotFree) {
  const calendar::Calendar calendar;
  Arrival arrival;
  arrival.work[0] = {"1", At(0, 8), At(0, 9), 60};
  const DeskClocks clocks({arrival}, {{"1", {2, 1, 2}}}, calendar);
  EXPECT_EQ(clocks.FreeMinutes("1", At(0, 7), At(0, 8)), 60);
  EXPECT_EQ(clocks.FreeMinutes("1", At(0, 8), At(0, 9)), 30);
  EXPECT_EQ(clocks.FreeMinutes("1", At(0, 8, 30), At(0, 9, 30)), 45);
  EXPECT_EQ(clocks.FreeMinutes("2", At(0, 8), At(0, 9)), 60);
  EXPECT_EQ(clocks.FreeMinutes("1", At(0, 9), absl::InfinitePast()), 0);
}

}  // namespace
}  // namespace motcua::cli::simulate
