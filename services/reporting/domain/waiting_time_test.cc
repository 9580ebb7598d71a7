#include "services/reporting/domain/waiting_time.h"

#include "gtest/gtest.h"

namespace motcua::reporting {
namespace {

constexpr int64_t kHour = int64_t{3600} * 1000000;

// Number of the class that holds so many microseconds of waiting.
int NumberOf(int64_t submit_time, int64_t resolve_time) {
  const WaitPlace place = WaitPlaceOf(submit_time, resolve_time);
  return WaitClassIn(place.key, place.measure);
}

TEST(WaitingTimeTest, AClassHoldsTimesBelowItsEnd) {
  EXPECT_EQ(NumberOf(0, 0), 0);
  EXPECT_EQ(NumberOf(0, kHour - 1), 0);
  EXPECT_EQ(NumberOf(0, kHour), 1);
  EXPECT_EQ(NumberOf(10, 0), 0);  // clocks that disagree
  EXPECT_EQ(NumberOf(0, 100000 * kHour), kWaitClasses - 1);
  const WaitClass a_day = WaitClassAt(NumberOf(kHour, 25 * kHour));
  EXPECT_EQ(a_day.from_hours, 24);
  EXPECT_EQ(a_day.to_hours, 36);
  EXPECT_EQ(WaitClassAt(0).from_hours, 0);
}

TEST(WaitingTimeTest, EachClassHasAPlaceOfItsOwn) {
  for (int number = 0; number < kWaitClasses; ++number) {
    const auto hours = static_cast<int64_t>(WaitClassAt(number).from_hours);
    EXPECT_EQ(NumberOf(0, hours * kHour), number);
  }
  EXPECT_EQ(WaitClassIn("2", 2), -1);
  EXPECT_EQ(WaitClassIn("x", 0), -1);
}

TEST(WaitingTimeTest, QuantilesLieWithinTheirClass) {
  const std::vector<WaitCount> counts = {{{12, 24}, 50}, {{36, 48}, 0}, {{48, 72}, 50}};
  EXPECT_DOUBLE_EQ(WaitQuantile(counts, 0.25), 18);
  EXPECT_DOUBLE_EQ(WaitQuantile(counts, 0.5), 24);
  EXPECT_DOUBLE_EQ(WaitQuantile(counts, 0.75), 60);
  EXPECT_DOUBLE_EQ(WaitQuantile(counts, 1), 72);
  EXPECT_DOUBLE_EQ(WaitQuantile({}, 0.5), 0);
}

}  // namespace
}  // namespace motcua::reporting
