#include "services/reporting/domain/waiting_time.h"

#include "gtest/gtest.h"

namespace motcua::reporting {
namespace {

constexpr int64_t kHour = int64_t{3600} * 1000000;

TEST(WaitingTimeTest, AClassHoldsTimesBelowItsEnd) {
  EXPECT_EQ(WaitKey(0, 0), "0001");
  EXPECT_EQ(WaitKey(0, kHour - 1), "0001");
  EXPECT_EQ(WaitKey(0, kHour), "0002");
  EXPECT_EQ(WaitKey(kHour, 25 * kHour), "0036");
  EXPECT_EQ(WaitKey(0, 100000 * kHour), "8760");
  EXPECT_EQ(WaitKey(10, 0), "0001");  // clocks that disagree
  EXPECT_EQ(WaitClassOf("0036").from_hours, 24);
  EXPECT_EQ(WaitClassOf("0036").to_hours, 36);
  EXPECT_EQ(WaitClassOf("0001").from_hours, 0);
}

TEST(WaitingTimeTest, QuantilesLieWithinTheirClass) {
  const std::vector<WaitCount> counts = {
      {WaitClassOf("0024"), 50}, {WaitClassOf("0048"), 0}, {WaitClassOf("0072"), 50}};
  EXPECT_DOUBLE_EQ(WaitQuantile(counts, 0.25), 18);
  EXPECT_DOUBLE_EQ(WaitQuantile(counts, 0.5), 24);
  EXPECT_DOUBLE_EQ(WaitQuantile(counts, 0.75), 60);
  EXPECT_DOUBLE_EQ(WaitQuantile(counts, 1), 72);
  EXPECT_DOUBLE_EQ(WaitQuantile({}, 0.5), 0);
}

}  // namespace
}  // namespace motcua::reporting
