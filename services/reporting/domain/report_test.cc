#include "services/reporting/domain/report.h"

#include "gtest/gtest.h"

namespace motcua::reporting {
namespace {

constexpr int64_t kHour = int64_t{3600} * 1000000;

TEST(ReportTest, LocalDaysBeginAtSeventeenHoursUtc) {
  EXPECT_EQ(LocalDay(0), 0);
  EXPECT_EQ(LocalDay(17 * kHour - 1), 0);
  EXPECT_EQ(LocalDay(17 * kHour), 1);
}

TEST(ReportTest, PunctualityComparesDaysAndNotInstants) {
  struct Case {
    const char* name;
    Resolution resolution;
    int64_t resolve_time;
    int64_t due_time;
    Punctuality expected;
  };
  const int64_t due = 34 * kHour;  // 17:00 of the second local day
  const Case cases[] = {
      {"the day before", kResolvedByResult, 16 * kHour, due, Punctuality::kEarly},
      {"the same day, hours before", kResolvedByResult, 20 * kHour, due, Punctuality::kOnTime},
      {"the same day, after the hour", kResolvedByResult, 40 * kHour, due, Punctuality::kOnTime},
      {"the day after", kResolvedByResult, 41 * kHour, due, Punctuality::kLate},
      {"without a limit", kResolvedByResult, 999 * kHour, kNever, Punctuality::kOnTime},
      {"withdrawn late", kResolvedByWithdrawal, 999 * kHour, due, Punctuality::kOnTime},
  };
  for (const Case& c : cases) {
    DossierRow row{.due_time = c.due_time, .resolve_time = c.resolve_time};
    row.resolution = c.resolution;
    EXPECT_EQ(PunctualityOf(row), c.expected) << c.name;
  }
}

TEST(ReportTest, SumsKeepTheIdentities) {
  Columns a{.online = 1,
            .direct_and_post = 2,
            .carried_over = 3,
            .early = 1,
            .on_time = 1,
            .late = 1,
            .pending_in_time = 2,
            .pending_overdue = 1};
  EXPECT_EQ(a.received(), 6);
  EXPECT_EQ(a.resolved(), 3);
  EXPECT_EQ(a.pending(), 3);
  EXPECT_TRUE(a.balanced());
  Columns sum = a;
  sum += a;
  EXPECT_TRUE(sum.balanced());
  EXPECT_EQ(sum.received(), 12);
  EXPECT_NEAR(sum.on_time_percent(), 66.67, 0.01);
  EXPECT_EQ(Columns{}.on_time_percent(), 100.0);
  EXPECT_FALSE(Columns{.online = 1}.balanced());
}

}  // namespace
}  // namespace motcua::reporting
