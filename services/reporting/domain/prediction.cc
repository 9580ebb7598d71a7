#include "services/reporting/domain/prediction.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "common/base/clock.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// Rates of units are those of so long before.
constexpr absl::Duration kRateWindow = absl::Hours(24 * 28);

Chances Certain(int bin) {
  Chances chances(kBins, 0.0);
  chances[bin] = 1;
  return chances;
}

// Of the later of two.
Chances Later(const Chances& a, const Chances& b) {
  Chances later(kBins);
  double sum_a = 0, sum_b = 0, before = 0;
  for (int i = 0; i < kBins; ++i) {
    sum_a += a[i];
    sum_b += b[i];
    later[i] = sum_a * sum_b - before;
    before = sum_a * sum_b;
  }
  return later;
}

// Of one after the other; what is longer than the bins stays in the last.
Chances After(const Chances& a, const Chances& b) {
  Chances sum(kBins, 0.0);
  for (int i = 0; i < kBins; ++i) {
    if (a[i] <= 0) continue;
    for (int j = 0; j < kBins; ++j) sum[std::min(i + j, kBins - 1)] += a[i] * b[j];
  }
  return sum;
}

// Of what is left after `elapsed` bins. One that outlasts all that is known begins anew.
Chances LeftAfter(const Chances& whole, int elapsed) {
  const double tail = std::accumulate(whole.begin() + elapsed, whole.end(), 0.0);
  if (tail <= 1e-9) return whole;
  Chances left(kBins, 0.0);
  for (int i = elapsed; i < kBins; ++i) left[i - elapsed] = whole[i] / tail;
  return left;
}

// Nothing ends before `wait` bins have passed.
void NotBefore(int wait, Chances& chances) {
  for (int i = 0; i < wait; ++i) {
    chances[wait] += chances[i];
    chances[i] = 0;
  }
}

double Mean(const Chances& chances) {
  double mean = 0;
  for (int i = 0; i < kBins; ++i) mean += i * chances[i];
  return mean;
}

}  // namespace

absl::Time EndOfDay(absl::Time due) {
  return absl::FromCivil(absl::ToCivilDay(due, LocalZone()) + 1, LocalZone());
}

bool WasLate(const CaseStory& story, absl::Time now) {
  const absl::Time at = std::min(story.resolved, now);
  const absl::Time due = story.DueAt(at);
  return due < absl::InfiniteFuture() && at >= EndOfDay(due);
}

Workload::Workload(const std::vector<CaseStory>& stories) {
  for (const CaseStory& story : stories) {
    for (const auto& [index, step] : story.steps) steps_[step.unit].push_back(&step);
  }
}

int64_t Workload::Before(const std::string& unit, absl::Time at, absl::Time due) const {
  const auto found = steps_.find(unit);
  if (found == steps_.end()) return 0;
  return std::ranges::count_if(found->second, [&](const StepStory* step) {
    return step->IsOpenAt(at) && step->due < due;
  });
}

double Workload::RateOf(const std::string& unit, absl::Time from, absl::Time to,
                        const calendar::Calendar& calendar) const {
  const auto found = steps_.find(unit);
  const int64_t minutes = calendar.WorkingMinutesBetween(from, to);
  if (found == steps_.end() || minutes <= 0) return 0;
  const auto done = std::ranges::count_if(found->second, [&](const StepStory* step) {
    return from <= step->done && step->done < to;
  });
  return static_cast<double>(done) / static_cast<double>(minutes);
}

StepKind Predictor::KindOf(const CaseStory& story, int index, const std::string& unit) const {
  return {story.procedure_code, index, unit, facts_.level_of(unit)};
}

double Predictor::RateOf(const std::string& unit) const {
  const auto known = rates_.find(unit);
  if (known != rates_.end()) return known->second;
  const double rate =
      workload_.RateOf(unit, learned_until_ - kRateWindow, learned_until_, calendar_);
  return rates_.emplace(unit, rate).first->second;
}

Predictor::Open Predictor::OpenStep(const CaseStory& story, const StepStory& step,
                                    absl::Time at) const {
  Open open{&step, KindOf(story, step.index, step.unit), {}, 0};
  const int64_t elapsed = story.WorkingMinutes(step.open, at, calendar_);
  open.left = LeftAfter(durations_.Of(open.kind), BinOf(elapsed));
  const bool in_queue = step.claimed > at;
  if (!in_queue) return open;
  open.queue_before = workload_.Before(step.unit, at, step.due);
  const double rate = RateOf(step.unit);
  if (rate > 0) NotBefore(BinOf(std::llround(open.queue_before / rate)), open.left);
  return open;
}

// Of the stages after one, as planned; the same for all dossiers of one way.
const Chances& Predictor::Future(const CaseStory& story, int after_stage) const {
  std::map<int, Chances> stages;
  std::string way = story.procedure_code;
  const int steps = static_cast<int>(story.planned_units.size());
  for (int i = 0; i < steps; ++i) {
    if (facts_.stage_of(story, i) > after_stage) Append(&way, "/", i, ":", story.planned_units[i]);
  }
  const auto known = futures_.find(way);
  if (known != futures_.end()) return known->second;
  for (int i = 0; i < steps; ++i) {
    const int stage = facts_.stage_of(story, i);
    if (stage <= after_stage) continue;
    const Chances& step = durations_.Of(KindOf(story, i, story.planned_units[i]));
    const auto [at, first] = stages.try_emplace(stage, step);
    if (!first) at->second = Later(at->second, step);
  }
  Chances future = Certain(0);
  for (const auto& [stage, chances] : stages) future = After(chances, future);
  return futures_.emplace(std::move(way), std::move(future)).first->second;
}

Chances Predictor::Rest(const CaseStory& story, absl::Time at, Expectation& expectation) const {
  Chances now = Certain(0);
  int stage = 0;
  double longest = -1;
  for (const auto& [index, step] : story.steps) {
    if (step.open > at) continue;
    stage = std::max(stage, facts_.stage_of(story, index));
    if (!step.IsOpenAt(at)) continue;
    const Open open = OpenStep(story, step, at);
    now = Later(now, open.left);
    const double mean = Mean(open.left);
    if (mean <= longest) continue;
    longest = mean;
    expectation.unit = step.unit;
    expectation.step_name = step.name;
    expectation.queue_before = open.queue_before;
    expectation.basis = durations_.BasisOf(open.kind);
  }
  return After(now, Future(story, stage));
}

Expectation Predictor::Expect(const CaseStory& story, absl::Time at) const {
  Expectation expectation;
  const Chances rest = Rest(story, at, expectation);
  const CaseStory::Stop* stop = story.StopAt(at);
  // While the clock stands, what is left of the limit stays as it was.
  const absl::Time from = stop == nullptr ? at : stop->begin;
  const absl::Time end = EndOfDay(story.DueAt(at));
  double sum = 0;
  int median = kBins - 1;
  for (int i = kBins - 1; i >= 0 && sum < 0.5; --i) {
    sum += rest[i];
    median = i;
  }
  if (median < kBins - 1) {
    expectation.median = calendar_.AddWorking(at, int64_t{median} * kBinMinutes);
  }
  if (from >= end) {
    expectation.late = 1;
    return expectation;
  }
  const int left = BinOf(calendar_.WorkingMinutesBetween(from, end));
  expectation.late = std::accumulate(rest.begin() + left + 1, rest.end(), 0.0);
  expectation.late = std::clamp(expectation.late, 0.0, 1.0);
  return expectation;
}

Durations Learn(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                const calendar::Calendar& calendar, absl::Time until) {
  Durations durations;
  for (const CaseStory& story : stories) {
    for (const auto& [index, step] : story.steps) {
      if (step.done >= until || step.unit.empty()) continue;
      const StepKind kind{story.procedure_code, index, step.unit, facts.level_of(step.unit)};
      durations.Add(kind, story.WorkingMinutes(step.open, step.done, calendar));
    }
  }
  return durations;
}

}  // namespace motcua::reporting
