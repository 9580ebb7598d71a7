// How far predictions can be believed: what was learned before an instant, tried on dossiers that
// were accepted after it and whose promised day is over.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "services/reporting/domain/prediction.h"

namespace motcua::reporting {

struct Calibration {
  struct Bucket {
    int64_t count = 0;
    double sum_probability = 0;
    int64_t late = 0;
  };

  absl::Time split = absl::InfinitePast();
  int64_t dossiers = 0;            // tried
  int64_t predictions = 0;         // several a dossier
  int64_t late = 0;                // dossiers of those tried
  double sum_squares = 0;          // of probability less outcome
  double sum_base_squares = 0;     // the same for always saying the share that was late before
  std::array<Bucket, 10> buckets;  // by tenths of probability

  double brier() const;
  double base_brier() const;
  // 1 - brier / base_brier; 0 where nothing was late or nothing tried.
  double skill() const;
  // Mean over predictions of how far a bucket's share is from its mean probability.
  double error() const;
};

// Of all stories known at `now`: the earlier two thirds by acceptance are learned from.
Calibration Calibrate(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                      const calendar::Calendar& calendar, absl::Time now);

}  // namespace motcua::reporting
