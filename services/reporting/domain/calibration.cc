#include "services/reporting/domain/calibration.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include "services/reporting/domain/learning.h"

namespace motcua::reporting {
namespace {

// Shares of the time from acceptance to promise at which a dossier is judged.
constexpr double kShares[] = {0.0, 0.25, 0.5, 0.75};

// Whether its outcome is known: accepted, with a promise whose day is over, and not taken back.
bool IsMature(const CaseStory& story, absl::Time now) {
  if (story.accepted == absl::InfiniteFuture()) return false;
  if (story.withdrawn && story.resolved <= now) return false;
  const absl::Time due = story.DueAt(std::min(story.resolved, now));
  return due < absl::InfiniteFuture() && EndOfDay(due) <= now;
}

using Cases = std::vector<const CaseStory*>;

// In order of acceptance.
Cases MatureOf(const std::vector<CaseStory>& stories, absl::Time now) {
  Cases mature;
  for (const CaseStory& story : stories) {
    if (IsMature(story, now)) mature.push_back(&story);
  }
  std::ranges::sort(mature, {}, [](const CaseStory* story) {
    return std::make_pair(story->accepted, std::string_view(story->code));
  });
  return mature;
}

// Share of those that were late.
double LateShareOf(const Cases& cases, absl::Time now) {
  const auto late =
      std::ranges::count_if(cases, [now](const CaseStory* story) { return WasLate(*story, now); });
  return cases.empty() ? 0 : static_cast<double>(late) / static_cast<double>(cases.size());
}

// What is foretold of dossiers at shares of their limit by what was learned before an instant.
class Trial {
 public:
  // All must outlive the object.
  Trial(const std::vector<CaseStory>& stories, const Workload& workload, const RouteFacts& facts,
        const calendar::Calendar& calendar, absl::Time learned_until)
      : calendar_(calendar),
        durations_(Learn(stories, facts, calendar, learned_until)),
        predictor_(durations_, workload, facts, calendar, learned_until) {}

  // Of a dossier whose outcome is known at `now`; as long as it was open.
  std::vector<Tried> Of(const CaseStory& story, absl::Time now) const {
    std::vector<Tried> tried;
    const absl::Time due = story.DueAt(story.accepted);
    if (due == absl::InfiniteFuture()) return tried;
    const bool late = WasLate(story, now);
    const int64_t minutes = calendar_.WorkingMinutesBetween(story.accepted, due);
    for (const double share : kShares) {
      const absl::Time at = calendar_.AddWorking(story.accepted, std::llround(share * minutes));
      if (at >= story.resolved || at >= now) break;
      tried.push_back({predictor_.Expect(story, at).late, late});
    }
    for (Tried& one : tried) one.weight = 1.0 / static_cast<double>(tried.size());
    return tried;
  }

 private:
  const calendar::Calendar& calendar_;
  Durations durations_;
  Predictor predictor_;
};

Recalibration LearnRecalibration(const std::vector<CaseStory>& stories, const Workload& workload,
                                 const RouteFacts& facts, const calendar::Calendar& calendar,
                                 absl::Time now) {
  const Cases mature = MatureOf(stories, now);
  const size_t learned = mature.size() / 2;
  if (learned == 0) return {};
  const Trial trial(stories, workload, facts, calendar, mature[learned]->accepted);
  std::vector<Tried> tried;
  for (size_t i = learned; i < mature.size(); ++i) {
    std::ranges::copy(trial.Of(*mature[i], now), std::back_inserter(tried));
  }
  return Recalibration(tried);
}

double Ratio(double a, double b) { return b == 0 ? 0 : a / b; }

}  // namespace

void Score::Count(double probability, bool late) {
  const double error = probability - (late ? 1 : 0);
  ++predictions_;
  sum_squares_ += error * error;
  Bucket& bucket = buckets_[std::min<size_t>(9, static_cast<size_t>(probability * 10))];
  ++bucket.count;
  bucket.sum_probability += probability;
  bucket.late += late ? 1 : 0;
}

double Score::brier() const { return Ratio(sum_squares_, static_cast<double>(predictions_)); }

double Score::error() const {
  double sum = 0;
  for (const Bucket& bucket : buckets_) {
    sum += std::abs(bucket.sum_probability - static_cast<double>(bucket.late));
  }
  return Ratio(sum, static_cast<double>(predictions_));
}

double Calibration::skill() const {
  return base.brier() == 0 ? 0 : 1 - foretold.brier() / base.brier();
}

Recalibration LearnRecalibration(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                                 const calendar::Calendar& calendar, absl::Time now) {
  return LearnRecalibration(stories, Workload(stories), facts, calendar, now);
}

Calibration Calibrate(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                      const calendar::Calendar& calendar, absl::Time now) {
  Calibration calibration;
  const Cases mature = MatureOf(stories, now);
  const size_t learned = mature.size() * 2 / 3;
  if (learned == 0 || learned == mature.size()) return calibration;
  const absl::Time split = calibration.split = mature[learned]->accepted;
  const Workload workload(stories);
  const Recalibration last = LearnRecalibration(stories, workload, facts, calendar, split);
  const double base = LateShareOf(MatureOf(stories, split), split);
  const Trial trial(stories, workload, facts, calendar, split);
  for (size_t i = learned; i < mature.size(); ++i) {
    ++calibration.dossiers;
    calibration.late += WasLate(*mature[i], now) ? 1 : 0;
    for (const Tried& raw : trial.Of(*mature[i], now)) {
      calibration.foretold.Count(last.Of(raw.probability), raw.late);
      calibration.raw.Count(raw.probability, raw.late);
      calibration.base.Count(base, raw.late);
    }
  }
  return calibration;
}

}  // namespace motcua::reporting
