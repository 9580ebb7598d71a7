#include "services/reporting/domain/prediction.h"

#include <numeric>

#include "common/base/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/reporting/domain/learning.h"
#include "services/reporting/domain/test_stories.h"

namespace motcua::reporting {
namespace {

double Sum(const Chances& chances) { return std::accumulate(chances.begin(), chances.end(), 0.0); }

TEST(DurationsTest, LittleKnowledgeIsDrawnTowardsTheWiderGroup) {
  Durations durations;
  const StepKind common{"P", 0, "A", 1};
  const StepKind rare{"P", 0, "B", 1};
  for (int i = 0; i < 200; ++i) durations.Add(common, 0.25);
  durations.Add(rare, 2);
  EXPECT_NEAR(Sum(durations.Of(common)), 1, 1e-9);
  EXPECT_NEAR(Sum(durations.Of(rare)), 1, 1e-9);
  EXPECT_GT(durations.Of(common)[BinOf(0.25)], 0.98);
  // One slow case among so many does not make slowness the rule there.
  EXPECT_GT(durations.Of(rare)[BinOf(0.25)], durations.Of(rare)[BinOf(2)]);
  EXPECT_GT(durations.Of(rare)[BinOf(2)], durations.Of(common)[BinOf(2)]);
  EXPECT_EQ(durations.BasisOf(rare), 201);
}

class PredictionTest : public testing::Test {
 protected:
  // A hundred dossiers in whose course each step took three office hours.
  PredictionTest() {
    for (int i = 0; i < 100; ++i) {
      const int64_t at = i * 60;
      stories_.push_back(Story(Cat("H", i), at, at + 180, at + 360, at + 5 * kDayMinutes));
    }
  }
  Expectation Expect(const CaseStory& story, absl::Time at) {
    const Durations durations = Learn(stories_, facts_, Plain(), at);
    const Workload workload(stories_);
    const Predictor predictor(durations, workload, facts_, Plain(), at);
    return predictor.Expect(story, at);
  }

  std::vector<CaseStory> stories_;
  RouteFacts facts_ = Facts();
  const int64_t now_ = 100 * 60 + 600;
};

TEST_F(PredictionTest, EnoughTimeIsNoRiskAndTooLittleIsOne) {
  const CaseStory easy = Story("E", now_, -1, -1, now_ + 10 * kDayMinutes);
  const CaseStory hard = Story("F", now_ - 5 * kDayMinutes, -1, -1, now_ - 60);
  EXPECT_LT(Expect(easy, After(now_)).late, 0.05);
  // The promised day is today: two steps of three hours do not fit into what is left of it.
  EXPECT_GT(Expect(hard, After(now_)).late, 0.6);
  EXPECT_EQ(Expect(easy, After(now_)).unit, "A");
  EXPECT_EQ(Expect(easy, After(now_)).step_name, "Kiểm tra");
}

TEST_F(PredictionTest, ADayThatIsOverIsLate) {
  const CaseStory story = Story("L", now_ - 5 * kDayMinutes, -1, -1, now_ - 2 * kDayMinutes);
  EXPECT_EQ(Expect(story, After(now_)).late, 1);
}

TEST_F(PredictionTest, WhatIsQueuedBeforeItCounts) {
  const int64_t due = now_ + 3 * kDayMinutes;
  const CaseStory story = Story("Q", now_, -1, -1, due);
  const double alone = Expect(story, After(now_)).late;
  for (int i = 0; i < 80; ++i) {
    CaseStory other = Story(Cat("O", i), now_ - 60, -1, -1, due);
    other.steps[0].due = After(due - 120);
    stories_.push_back(other);
  }
  CaseStory queued = story;
  queued.steps[0].due = After(due);
  const Expectation crowded = Expect(queued, After(now_));
  EXPECT_EQ(crowded.queue_before, 80);
  EXPECT_GT(crowded.late, alone + 0.5);
}

TEST_F(PredictionTest, TheLongerAStepIsOpenTheMoreLikelyItIsLate) {
  double before = 0;
  for (int64_t elapsed = 0; elapsed < 2 * kDayMinutes; elapsed += 120) {
    const CaseStory story = Story("D", now_, -1, -1, now_ + 2 * kDayMinutes);
    const double late = Expect(story, After(now_ + elapsed)).late;
    EXPECT_GE(late, before - 0.02) << elapsed;
    before = late;
  }
}

TEST_F(PredictionTest, WhatComesAfterMakesNoDifference) {
  const absl::Time at = After(now_ + 60);
  const CaseStory open = Story("N", now_, -1, -1, now_ + kDayMinutes);
  const CaseStory later = Story("N", now_, now_ + 400, now_ + 3000, now_ + kDayMinutes);
  EXPECT_EQ(Expect(open, at).late, Expect(later, at).late);
}

}  // namespace
}  // namespace motcua::reporting
