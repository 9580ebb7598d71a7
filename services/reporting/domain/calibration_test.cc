#include "services/reporting/domain/calibration.h"

#include <algorithm>
#include <random>

#include "common/base/strings.h"
#include "gtest/gtest.h"
#include "services/reporting/domain/test_stories.h"

namespace motcua::reporting {
namespace {

// A province whose ways are known: a quarter of what comes first goes to a slow unit, the rest to a
// quick one; then one officer signs everything in the order in which it comes. What would be late
// is pushed through on its last day, but for a fifth. The model knows nothing of that push.
class Province {
 public:
  explicit Province(int dossiers) : dossiers_(dossiers) {
    for (int i = 0; i < dossiers; ++i) Arrive(i);
    Sign();
  }

  std::vector<CaseStory> Stories() const {
    std::vector<CaseStory> stories;
    for (const Dossier& one : all_) {
      const int64_t at = one.number * kEvery;
      CaseStory story = Story(Cat("C", one.number), at, one.first_done, one.signed_at, at + kLimit);
      if (one.slow) story.planned_units[0] = story.steps[0].unit = "SLOW";
      stories.push_back(std::move(story));
    }
    return stories;
  }
  absl::Time end() const { return After(dossiers_ * kEvery + 40 * kDayMinutes); }

 private:
  static constexpr int64_t kEvery = 40;
  static constexpr int64_t kLimit = 3 * kDayMinutes;

  struct Dossier {
    int64_t number = 0;
    bool slow = false;
    int64_t first_done = 0;
    int64_t signed_at = 0;
  };

  int64_t Minutes(double mean) {
    return 1 + static_cast<int64_t>(std::exponential_distribution<>(1 / mean)(random_));
  }

  void Arrive(int i) {
    const bool slow = i % 4 == 0;
    all_.push_back({i, slow, i * kEvery + Minutes(slow ? 900 : 200), 0});
  }

  void Sign() {
    std::ranges::sort(all_, {}, &Dossier::first_done);
    int64_t free = 0;
    for (Dossier& one : all_) {
      free = std::max(free, one.first_done) + Minutes(30);
      one.signed_at = free;
      const int64_t last_day = (one.number * kEvery + kLimit) / kDayMinutes * kDayMinutes;
      const bool pushed = std::bernoulli_distribution(0.8)(random_);
      if (pushed && free >= last_day + kDayMinutes) {
        one.signed_at = std::max(last_day + kDayMinutes - Minutes(60), one.number * kEvery + 2);
        one.first_done = std::min(one.first_done, one.signed_at - 1);
      }
    }
    std::ranges::sort(all_, {}, &Dossier::number);
  }

  int dossiers_;
  std::mt19937 random_{7};
  std::vector<Dossier> all_;
};

// Out of sample: the shares that come true are within three in a hundred of those foretold, and the
// probabilities beat the share alone; without the last stage they are further off.
TEST(CalibrationTest, ProbabilitiesComeTrue) {
  const Province province(3000);
  const Calibration calibration = Calibrate(province.Stories(), Facts(), Plain(), province.end());
  EXPECT_GT(calibration.dossiers, 900);
  EXPECT_GT(calibration.late, 20);
  EXPECT_LT(calibration.foretold.error(), 0.03);
  EXPECT_GT(calibration.skill(), 0.05);
  EXPECT_GT(calibration.raw.error(), 0.03);
  EXPECT_LT(calibration.foretold.brier(), calibration.raw.brier());
}

// One of eighty was late: then hardly more is said than the past share, whatever
// the model believes.
TEST(CalibrationTest, WithFewLateItSaysThePastShare) {
  std::vector<Tried> tried;
  for (int i = 0; i < 80; ++i) tried.push_back({i % 2 == 0 ? 0.05 : 0.6, i == 40, 1});
  const Recalibration last(tried);
  for (const double probability : {0.05, 0.3, 0.6}) {
    EXPECT_GT(last.Of(probability), 0.002);
    EXPECT_LT(last.Of(probability), 0.04);
  }
  EXPECT_LE(last.Of(0.05), last.Of(0.6));
  EXPECT_EQ(last.Of(1), 1);
}

TEST(CalibrationTest, TheLastStageFindsTheLineBehindWhatCame) {
  std::mt19937 random(3);
  std::vector<Tried> tried;
  // A tenth of what is foretold comes true.
  for (int i = 0; i < 20000; ++i) {
    const double foretold = 0.1 + 0.4 * (i % 5) / 4;
    tried.push_back({foretold, std::bernoulli_distribution(foretold / 10)(random), 1});
  }
  const Recalibration last(tried);
  EXPECT_NEAR(last.Of(0.1), 0.01, 0.006);
  EXPECT_NEAR(last.Of(0.5), 0.05, 0.006);
}

TEST(CalibrationTest, WithoutAnythingTriedProbabilitiesStay) {
  EXPECT_NEAR(Recalibration().Of(0.3), 0.3, 1e-12);
  EXPECT_NEAR(Recalibration(std::vector<Tried>()).Of(0.3), 0.3, 1e-12);
}

TEST(CalibrationTest, NothingToTryGivesNothing) {
  const Calibration calibration = Calibrate({}, Facts(), Plain(), kStart);
  EXPECT_EQ(calibration.dossiers, 0);
  EXPECT_EQ(calibration.foretold.brier(), 0);
  EXPECT_EQ(calibration.skill(), 0);
}

}  // namespace
}  // namespace motcua::reporting
