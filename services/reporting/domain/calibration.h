// How far predictions can be believed: what was learned before an instant, tried on dossiers that
// were accepted after it and whose promised day is over. What is learned is how long steps take
// and, from what that would have foretold, the last stage (recalibration.h).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "services/reporting/domain/prediction.h"
#include "services/reporting/domain/recalibration.h"

namespace motcua::reporting {

// Probabilities beside what came of them.
class Score {
 public:
  struct Bucket {
    int64_t count = 0;
    double sum_probability = 0;
    int64_t late = 0;
  };

  void Count(double probability, bool late);

  int64_t predictions() const { return predictions_; }
  // By tenths of probability.
  const std::array<Bucket, 10>& buckets() const { return buckets_; }
  // Mean square of probability less outcome.
  double brier() const;
  // Mean over predictions of how far a bucket's share is from its mean probability.
  double error() const;

 private:
  int64_t predictions_ = 0;
  double sum_squares_ = 0;
  std::array<Bucket, 10> buckets_;
};

struct Calibration {
  absl::Time split = absl::InfinitePast();
  int64_t dossiers = 0;  // tried
  int64_t late = 0;      // of those tried
  Score foretold;        // several a dossier
  Score raw;             // the same predictions without the last stage
  Score base;            // always saying the share that was late before the split

  // 1 - foretold.brier() / base.brier(); 0 where nothing was late or nothing tried.
  double skill() const;
};

// The last stage, from what was known at `now`: how long steps take is learned from the earlier
// half of the dossiers by acceptance, and what that foretells of the later half is compared with
// what came.
Recalibration LearnRecalibration(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                                 const calendar::Calendar& calendar, absl::Time now);

// Of all stories known at `now`: the earlier two thirds by acceptance are learned from, as far as
// they were known when the others began.
Calibration Calibrate(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                      const calendar::Calendar& calendar, absl::Time now);

}  // namespace motcua::reporting
