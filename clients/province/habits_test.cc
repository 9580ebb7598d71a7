#include "clients/province/habits.h"

#include <map>

#include "clients/province/test_province.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

const Habits& TheHabits() {
  static const Habits habits(7, DongThap().calendar());
  return habits;
}

TEST(HabitsTest, NearlyAllStepsAreVisitedWithinTheirTime) {
  int late = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string code = Cat("dossier-", i);
    const StepAtUnit step{code, 0, 0, January(9, 8), January(13, 17)};
    const absl::Time visit = TheHabits().VisitTime(step);
    EXPECT_GT(visit, step.queued);
    EXPECT_EQ(visit, TheHabits().VisitTime(step));
    if (visit > step.due) ++late;
  }
  EXPECT_GT(late, 2);
  EXPECT_LT(late, 60);
}

TEST(HabitsTest, WorkEndsOnTheDayItBegan) {
  for (int i = 0; i < 200; ++i) {
    const std::string code = Cat("dossier-", i);
    const StepAtUnit step{.dossier = code};
    EXPECT_LE(TheHabits().FinishTime(step, January(9, 16, 30)), January(9, 17));
    EXPECT_GT(TheHabits().FinishTime(step, January(9, 16, 30)), January(9, 16, 30));
    EXPECT_GT(TheHabits().FinishTime(step, January(9, 17)), January(9, 17));
    EXPECT_LE(TheHabits().FinishTime(step, January(9, 11)), January(9, 15));
  }
}

TEST(HabitsTest, StepsEndAsOftenAsTheyShould) {
  std::map<StepEnd, int> ends;
  for (int i = 0; i < 20000; ++i) {
    const std::string code = Cat("dossier-", i);
    ++ends[TheHabits().EndOf({.dossier = code}, /*supplement_asked=*/false)];
    EXPECT_NE(TheHabits().EndOf({.dossier = code}, /*supplement_asked=*/true), StepEnd::kHandBack);
  }
  EXPECT_NEAR(ends[StepEnd::kHandBack], 400, 90);
  EXPECT_NEAR(ends[StepEnd::kReject], 200, 60);
  EXPECT_NEAR(ends[StepEnd::kForget], 100, 45);
  EXPECT_NEAR(ends[StepEnd::kRelease], 100, 45);
}

TEST(HabitsTest, AFewWithdrawBeforeHalfTheTime) {
  int withdrawn = 0;
  for (int i = 0; i < 10000; ++i) {
    const auto time = TheHabits().WithdrawTime(Cat("dossier-", i), January(9, 8), January(13, 17));
    if (!time.has_value()) continue;
    ++withdrawn;
    EXPECT_GT(*time, January(9, 8));
    EXPECT_LT(*time, January(12, 17));
  }
  EXPECT_NEAR(withdrawn, 50, 30);
}

}  // namespace
}  // namespace motcua::province
