#include "services/reporting/domain/prediction.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// What a unit can do is what it did in so long before.
constexpr absl::Duration kRateWindow = absl::Hours(24 * 28);
constexpr double kWorkingDay = 480;

// Times are reckoned in slots of the dossier's whole time, up to four times as long.
constexpr int kSlotsPerLimit = 64;
constexpr int kSlots = 4 * kSlotsPerLimit + 1;

// The most that is foretold of what has not happened.
constexpr double kNearlySure = 0.999;

// Chances that are not worth going on from.
constexpr double kNothing = 1e-7;

}  // namespace

bool WasLate(const CaseStory& story, absl::Time now) {
  const absl::Time at = std::min(story.resolved, now);
  const absl::Time due = story.DueAt(at);
  return due < absl::InfiniteFuture() && at >= EndOfDay(due);
}

StepKind Predictor::KindOf(const CaseStory& story, int index, const std::string& unit) const {
  return {story.procedure_code, index, unit, facts_.level_of(unit)};
}

// While the clock stands, what is left of the limit stays as it was.
Predictor::Now Predictor::NowOf(const CaseStory& story, absl::Time at) const {
  const CaseStory::Stop* stop = story.StopAt(at);
  const absl::Time from = stop == nullptr ? at : stop->begin;
  const absl::Time end = EndOfDay(story.DueAt(at));
  Now now{story, at, PlanOf(story, from, facts_, calendar_)};
  now.spent = static_cast<double>(story.WorkingMinutes(story.accepted, at, calendar_));
  now.left = from >= end ? -1 : static_cast<double>(calendar_.WorkingMinutesBetween(from, end));
  now.slot = std::max(1.0, (now.spent + std::max(now.left, 0.0)) / kSlotsPerLimit);
  return now;
}

// One that outlasts all that is known begins anew.
Chances Predictor::LeftOf(const Now& now, const StepStory& step) const {
  const CaseStory& story = now.story;
  const auto begun =
      static_cast<double>(story.WorkingMinutes(story.accepted, step.open, calendar_));
  const double scale = now.plan.ScaleFrom(begun, step.index, durations_.haste());
  const double elapsed = now.spent - begun;
  const Paces& whole = durations_.Of(KindOf(story, step.index, step.unit));
  const int reached = std::min(kPaces - 1, BinOf(elapsed / scale));
  const bool known = Beyond(reached - 1, whole) > kNothing;
  const int first = known ? reached : 0;
  const double before = known ? elapsed : 0;
  const double tail = Beyond(first - 1, whole);
  Chances left(kSlots, 0.0);
  for (int i = first; i < kPaces; ++i) {
    Put((PaceOf(i) * scale - before) / now.slot, whole[i] / tail, left);
  }
  return left;
}

double Predictor::DayRateOf(const std::string& unit) const {
  const auto known = rates_.find(unit);
  if (known != rates_.end()) return known->second;
  const int64_t most = workload_.MostInADay(unit, learned_until_ - kRateWindow, learned_until_);
  return rates_.emplace(unit, static_cast<double>(most)).first->second;
}

// Minutes before the queue before the step can have passed.
double Predictor::QueueTime(const Now& now, const StepStory& step, Expectation& expectation) const {
  if (step.claimed <= now.at) return 0;
  expectation.queue_before = workload_.Before(step.unit, now.at, step.due);
  const double rate = DayRateOf(step.unit);
  if (rate <= 0) return 0;
  return static_cast<double>(expectation.queue_before) / rate * kWorkingDay;
}

// When the open steps are done; `stage` becomes the last that was begun.
Chances Predictor::Open(const Now& now, int* stage, Expectation& expectation) const {
  Chances open = AtOnce(kSlots);
  double longest = -1;
  for (const auto& [index, step] : now.story.steps) {
    if (step.open > now.at) continue;
    *stage = std::max(*stage, now.plan.stage(index));
    if (!step.IsOpenAt(now.at)) continue;
    Expectation one;
    Chances left = LeftOf(now, step);
    NotBefore(QueueTime(now, step, one) / now.slot, left);
    open = Later(open, left);
    const double mean = Mean(left);
    if (mean <= longest) continue;
    longest = mean;
    expectation.unit = step.unit;
    expectation.step_name = step.name;
    expectation.queue_before = one.queue_before;
    expectation.basis = durations_.BasisOf(KindOf(now.story, index, step.unit));
  }
  return open;
}

// The pace of a stage that begins with step `first`, as its first step's: that of its slowest step.
const Paces& Predictor::SlowestOf(const Now& now, int first) const {
  const CaseStory& story = now.story;
  const int stage = now.plan.stage(first);
  const int steps = std::min<int>(now.plan.size(), static_cast<int>(story.planned_units.size()));
  std::string way = Cat(story.procedure_code, "/", first);
  for (int i = first; i < steps; ++i) {
    if (now.plan.stage(i) == stage) Append(&way, "/", i, ":", story.planned_units[i]);
  }
  const auto known = slowest_.find(way);
  if (known != slowest_.end()) return known->second;
  Paces slowest = AtOnce(kPaces);
  for (int i = first; i < steps; ++i) {
    if (now.plan.stage(i) != stage) continue;
    const Paces& own = durations_.Of(KindOf(story, i, story.planned_units[i]));
    const double longer =
        std::pow(now.plan.minutes(i) / now.plan.minutes(first), 1 - durations_.haste());
    slowest = Later(slowest, Shifted(own, BinOf(longer) - BinOf(1)));
  }
  return slowest_.emplace(std::move(way), std::move(slowest)).first->second;
}

// When the stage is done that begins with step `first`, if it begins by those chances.
Chances Predictor::AfterStage(const Now& now, const Chances& begun, int first) const {
  const Paces& paces = SlowestOf(now, first);
  Chances done(kSlots, 0.0);
  for (int i = 0; i < kSlots; ++i) {
    if (begun[i] < kNothing) continue;
    const double scale =
        now.plan.ScaleFrom(now.spent + i * now.slot, first, durations_.haste()) / now.slot;
    for (int pace = 0; pace < kPaces; ++pace) {
      if (paces[pace] > 0) Put(i + PaceOf(pace) * scale, begun[i] * paces[pace], done);
    }
  }
  return done;
}

Expectation Predictor::Expect(const CaseStory& story, absl::Time at) const {
  Expectation expectation;
  const Now now = NowOf(story, at);
  int stage = 0;
  Chances rest = Open(now, &stage, expectation);
  for (int i = 0; i < static_cast<int>(story.planned_units.size()); ++i) {
    if (now.plan.stage(i) <= stage) continue;
    stage = now.plan.stage(i);
    rest = AfterStage(now, rest, i);
  }
  const int median = MedianOf(rest);
  if (median < kSlots - 1) {
    expectation.median = calendar_.AddWorking(at, std::llround(median * now.slot));
  }
  expectation.late = now.left < 0 ? 1 : std::min(kNearlySure, Beyond(now.left / now.slot, rest));
  return expectation;
}

}  // namespace motcua::reporting
