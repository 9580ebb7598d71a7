#include "services/reporting/domain/prediction.h"

#include <numeric>
#include <random>

#include "common/base/clock.h"
#include "common/base/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/reporting/domain/calibration.h"

namespace motcua::reporting {
namespace {

const calendar::Calendar& Plain() {
  static const auto* calendar = new calendar::Calendar();
  return *calendar;
}

// Monday 2023-03-06 at 7:00, the opening of the offices.
const absl::Time kStart = absl::FromCivil(absl::CivilHour(2023, 3, 6, 7), LocalZone());

absl::Time After(int64_t minutes) { return Plain().AddWorking(kStart, minutes); }

RouteFacts Facts() {
  RouteFacts facts;
  facts.level_of = [](const std::string&) { return 1; };
  facts.stage_of = [](const CaseStory&, int index) { return index + 1; };
  return facts;
}

// One step at "A", then one at "B"; times in office minutes after kStart, -1: not yet.
CaseStory Story(const std::string& code, int64_t accepted, int64_t first_done, int64_t second_done,
                int64_t due) {
  CaseStory story;
  story.code = code;
  story.procedure_code = "P";
  story.receiving_unit = "A";
  story.accepted = After(accepted);
  story.planned_units = {"A", "B"};
  story.promises = {{story.accepted, After(due)}};
  story.steps[0] = {.index = 0, .name = "Kiểm tra", .unit = "A", .open = story.accepted};
  if (first_done < 0) return story;
  story.steps[0].claimed = story.steps[0].done = After(first_done);
  story.steps[1] = {.index = 1, .name = "Ký", .unit = "B", .open = story.steps[0].done};
  if (second_done < 0) return story;
  story.steps[1].claimed = story.steps[1].done = After(second_done);
  story.resolved = story.steps[1].done;
  return story;
}

constexpr int kDayMinutes = 480;

double Sum(const Chances& chances) { return std::accumulate(chances.begin(), chances.end(), 0.0); }

TEST(DurationsTest, LittleKnowledgeIsDrawnTowardsTheWiderGroup) {
  Durations durations;
  const StepKind common{"P", 0, "A", 1};
  const StepKind rare{"P", 0, "B", 1};
  for (int i = 0; i < 200; ++i) durations.Add(common, 60);
  durations.Add(rare, 600);
  EXPECT_NEAR(Sum(durations.Of(common)), 1, 1e-9);
  EXPECT_NEAR(Sum(durations.Of(rare)), 1, 1e-9);
  EXPECT_GT(durations.Of(common)[1], 0.98);
  // One case of ten hours among so many of one does not make ten hours the rule there.
  EXPECT_GT(durations.Of(rare)[1], durations.Of(rare)[10]);
  EXPECT_GT(durations.Of(rare)[10], durations.Of(common)[10]);
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
  const CaseStory hard = Story("F", now_ - kDayMinutes, -1, -1, now_ - 60);
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

// Out of sample on random histories whose chances are known to the model's kind: the shares that come
// true are near those foretold, and the probabilities beat the share alone.
TEST(CalibrationTest, ProbabilitiesComeTrue) {
  std::mt19937 random(7);
  std::exponential_distribution<double> slow(1.0 / 500), fast(1.0 / 120);
  std::vector<CaseStory> stories;
  for (int i = 0; i < 3000; ++i) {
    const int64_t at = i * 30;
    const bool hard = i % 3 == 0;
    const auto first = static_cast<int64_t>(hard ? slow(random) : fast(random)) + 1;
    const auto second = static_cast<int64_t>(fast(random)) + 1;
    CaseStory story = Story(Cat("C", i), at, at + first, at + first + second, at + 2 * kDayMinutes);
    if (hard) story.procedure_code = "HARD";
    stories.push_back(std::move(story));
  }
  const Calibration calibration = Calibrate(stories, Facts(), Plain(), After(3000 * 30 + 20 * kDayMinutes));
  EXPECT_GT(calibration.dossiers, 900);
  EXPECT_GT(calibration.late, 20);
  EXPECT_GT(calibration.skill(), 0.1);
  EXPECT_LT(calibration.error(), 0.05);
  EXPECT_LT(calibration.brier(), calibration.base_brier());
}

TEST(CalibrationTest, NothingToTryGivesNothing) {
  const Calibration calibration = Calibrate({}, Facts(), Plain(), kStart);
  EXPECT_EQ(calibration.dossiers, 0);
  EXPECT_EQ(calibration.brier(), 0);
  EXPECT_EQ(calibration.skill(), 0);
}

}  // namespace
}  // namespace motcua::reporting
