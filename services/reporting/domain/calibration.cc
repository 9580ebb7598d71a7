#include "services/reporting/domain/calibration.h"

#include <algorithm>
#include <cmath>

namespace motcua::reporting {
namespace {

// Shares of the time from acceptance to promise at which a dossier is judged.
constexpr double kShares[] = {0.0, 0.25, 0.5, 0.75};

// Whether its outcome is known: accepted, with a promise whose day is over, and not taken back.
bool IsMature(const CaseStory& story, absl::Time now) {
  if (story.accepted == absl::InfiniteFuture() || story.withdrawn) return false;
  const absl::Time due = story.DueAt(std::min(story.resolved, now));
  return due < absl::InfiniteFuture() && EndOfDay(due) <= now;
}

std::vector<const CaseStory*> MatureOf(const std::vector<CaseStory>& stories, absl::Time now) {
  std::vector<const CaseStory*> mature;
  for (const CaseStory& story : stories) {
    if (IsMature(story, now)) mature.push_back(&story);
  }
  std::ranges::sort(mature, {}, [](const CaseStory* story) {
    return std::make_pair(story->accepted, std::string_view(story->code));
  });
  return mature;
}

void Count(double probability, bool late, double base, Calibration& calibration) {
  const double outcome = late ? 1 : 0;
  ++calibration.predictions;
  calibration.sum_squares += (probability - outcome) * (probability - outcome);
  calibration.sum_base_squares += (base - outcome) * (base - outcome);
  auto& bucket = calibration.buckets[std::min<size_t>(9, static_cast<size_t>(probability * 10))];
  ++bucket.count;
  bucket.sum_probability += probability;
  bucket.late += late ? 1 : 0;
}

double Ratio(double a, double b) { return b == 0 ? 0 : a / b; }

}  // namespace

double Calibration::brier() const { return Ratio(sum_squares, static_cast<double>(predictions)); }
double Calibration::base_brier() const {
  return Ratio(sum_base_squares, static_cast<double>(predictions));
}
double Calibration::skill() const {
  return base_brier() == 0 ? 0 : 1 - brier() / base_brier();
}
double Calibration::error() const {
  double sum = 0;
  for (const Bucket& bucket : buckets) {
    sum += std::abs(bucket.sum_probability - static_cast<double>(bucket.late));
  }
  return Ratio(sum, static_cast<double>(predictions));
}

Calibration Calibrate(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                      const calendar::Calendar& calendar, absl::Time now) {
  Calibration calibration;
  const std::vector<const CaseStory*> mature = MatureOf(stories, now);
  const size_t learned = mature.size() * 2 / 3;
  if (learned == 0 || learned == mature.size()) return calibration;
  calibration.split = mature[learned]->accepted;
  const Durations durations = Learn(stories, facts, calendar, calibration.split);
  const Workload workload(stories);
  const Predictor predictor(durations, workload, facts, calendar, calibration.split);
  const auto late_before = std::count_if(mature.begin(), mature.begin() + learned,
                                         [&](const auto* story) { return WasLate(*story, now); });
  const double base = static_cast<double>(late_before) / static_cast<double>(learned);
  for (size_t i = learned; i < mature.size(); ++i) {
    const CaseStory& story = *mature[i];
    const bool late = WasLate(story, now);
    ++calibration.dossiers;
    calibration.late += late ? 1 : 0;
    const absl::Time due = story.DueAt(story.accepted);
    if (due == absl::InfiniteFuture()) continue;
    const int64_t minutes = calendar.WorkingMinutesBetween(story.accepted, due);
    for (const double share : kShares) {
      const absl::Time at = calendar.AddWorking(story.accepted, std::llround(share * minutes));
      if (at >= story.resolved || at >= now) break;
      Count(predictor.Expect(story, at).late, late, base, calibration);
    }
  }
  return calibration;
}

}  // namespace motcua::reporting
