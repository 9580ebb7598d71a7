#include "tests/bench/histogram.h"

#include <gtest/gtest.h>

namespace motcua::bench {
namespace {

TEST(Histogram, PercentilesAreWithinTwoPercent) {
  Histogram histogram;
  for (int i = 1; i <= 1000; ++i) histogram.Record(i * 1e-3);
  EXPECT_EQ(histogram.count(), 1000u);
  EXPECT_NEAR(histogram.Percentile(0.5), 0.500, 0.500 * 0.021);
  EXPECT_NEAR(histogram.Percentile(0.99), 0.990, 0.990 * 0.021);
  EXPECT_NEAR(histogram.Percentile(1.0), 1.000, 1.000 * 0.021);
}

TEST(Histogram, ExtremesAreKept) {
  Histogram histogram;
  histogram.Record(0);
  histogram.Record(1e6);
  EXPECT_LT(histogram.Percentile(0.5), 2e-6);
  EXPECT_GT(histogram.Percentile(1.0), 100);
}

TEST(Histogram, EmptyIsZero) { EXPECT_EQ(Histogram().Percentile(0.99), 0); }

}  // namespace
}  // namespace motcua::bench
