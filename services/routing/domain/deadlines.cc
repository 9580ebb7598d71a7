#include "services/routing/domain/deadlines.h"

#include <algorithm>

#include "common/base/proto_time.h"
#include "services/routing/domain/escalation.h"
#include "services/routing/domain/steps.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

int64_t StageShare(const Journey& journey, int stage) {
  int64_t longest = 0;
  for (const Step& step : journey.steps()) {
    if (step.stage() == stage) longest = std::max<int64_t>(longest, step.share_permille());
  }
  return longest;
}

int LastStage(const Journey& journey) {
  return journey.steps().empty() ? 0 : journey.steps().rbegin()->stage();
}

// Divides the time up to the promise.
class TimeSharer {
 public:
  TimeSharer(const Journey& journey, absl::Time from, int64_t shares,
             const calendar::Calendar& calendar)
      : calendar_(calendar),
        start_(from),
        promise_(FromProto(journey.due_time())),
        shares_(std::max<int64_t>(shares, 1)),
        minutes_(calendar.WorkingMinutesBetween(start_, promise_)) {}

  // When `share` of all shares have gone by.
  absl::Time At(int64_t share) const {
    if (share >= shares_) return promise_;
    return std::min(promise_, calendar_.AddWorking(start_, minutes_ * share / shares_));
  }

 private:
  const calendar::Calendar& calendar_;
  absl::Time start_;
  absl::Time promise_;
  int64_t shares_;
  int64_t minutes_;
};

void SayStepOverdue(Turn& turn, Step& step) {
  step.set_overdue_told(true);
  auto* overdue = turn.Say(step.unit_code()).mutable_step_overdue();
  overdue->set_step_index(step.index());
  *overdue->mutable_due_time() = step.due_time();
}

// Of a journey or a step.
template <class Thing>
bool IsDue(const Thing& thing, absl::Time now) {
  return thing.has_due_time() && FromProto(thing.due_time()) <= now;
}

void SayOfPromise(Turn& turn, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (!journey.has_due_time() || journey.overdue_told()) return;
  if (IsDue(journey, turn.now())) {
    journey.set_overdue_told(true);
    auto* overdue = turn.Say(journey.receiving_unit()).mutable_dossier_overdue();
    *overdue->mutable_due_time() = journey.due_time();
    return;
  }
  const absl::Time near = NearTime(journey, calendar);
  if (journey.near_told() || near == absl::InfinitePast() || turn.now() < near) return;
  journey.set_near_told(true);
  auto* told = turn.Say(journey.receiving_unit()).mutable_promise_near();
  *told->mutable_due_time() = journey.due_time();
}

}  // namespace

bool ClockRuns(const Journey& journey) { return journey.state() == JOURNEY_STATE_RUNNING; }

absl::Time LastDayBegins(const Journey& journey, const calendar::Calendar& calendar) {
  return calendar.AddWorking(FromProto(journey.due_time()), -kWorkingDayMinutes);
}

absl::Time NearTime(const Journey& journey, const calendar::Calendar& calendar) {
  const absl::Time near = LastDayBegins(journey, calendar);
  return near > FromProto(journey.clock_start_time()) ? near : absl::InfinitePast();
}

void ShareOutTime(Journey& journey, int stage, absl::Time from,
                  const calendar::Calendar& calendar) {
  if (!journey.has_due_time()) return;
  int64_t all = 0;
  for (int s = stage; s <= LastStage(journey); ++s) all += StageShare(journey, s);
  TimeSharer sharer(journey, from, all, calendar);
  int64_t before = 0;
  int current = stage;
  for (Step& step : *journey.mutable_steps()) {
    if (step.stage() < stage || step.state() == STEP_STATE_DONE) continue;
    for (; current < step.stage(); ++current) before += StageShare(journey, current);
    *step.mutable_due_time() = ToProto(sharer.At(before + step.share_permille()));
  }
}

absl::Time NextTimer(const Journey& journey, const calendar::Calendar& calendar) {
  absl::Time next = absl::InfiniteFuture();
  if (!ClockRuns(journey)) return next;
  for (const Step& step : journey.steps()) {
    if (!IsOpen(step)) continue;
    if (step.has_answer_due_time()) next = std::min(next, FromProto(step.answer_due_time()));
    if (step.overdue_told() || !step.has_due_time()) continue;
    next = std::min(next, FromProto(step.due_time()));
  }
  next = std::min(next, NextRung(journey, calendar));
  if (!journey.has_due_time() || journey.overdue_told()) return next;
  next = std::min(next, FromProto(journey.due_time()));
  const absl::Time near = NearTime(journey, calendar);
  if (!journey.near_told() && near > absl::InfinitePast()) next = std::min(next, near);
  return next;
}

int FireTimers(Turn& turn, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (!ClockRuns(journey)) return 0;
  LapseAnswers(turn, calendar);
  if (!ClockRuns(journey)) return 0;
  int overdue = 0;
  for (Step& step : *journey.mutable_steps()) {
    if (!IsOpen(step) || step.overdue_told() || !IsDue(step, turn.now())) continue;
    SayStepOverdue(turn, step);
    ++overdue;
  }
  SayOfPromise(turn, calendar);
  TellRungs(turn, calendar);
  return overdue;
}

}  // namespace motcua::routing
