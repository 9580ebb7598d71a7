#include "services/routing/domain/calendar_change.h"

#include <algorithm>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/catalogue/catalogue.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/promise.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

// Office time of the pauses that began at `since` or later and have ended.
int64_t PausedMinutes(const Journey& journey, absl::Time since,
                      const calendar::Calendar& calendar) {
  int64_t minutes = 0;
  for (const ClockStop& stop : journey.clock_stops()) {
    const absl::Time begin = FromProto(stop.begin_time());
    if (!stop.pauses() || !stop.has_end_time() || begin < since) continue;
    minutes += calendar.WorkingMinutesBetween(begin, FromProto(stop.end_time()));
  }
  return minutes;
}

// BLDS 2015 Đ.148(5): the end of the next working day.
absl::Time OffRestDay(absl::Time due, const calendar::Calendar& calendar) {
  if (calendar.IsWorkingDay(absl::ToCivilDay(due, LocalZone()))) return due;
  return calendar.Due(due, {calendar::LimitKind::kSameDay, 0});
}

// The stage at which the clock started last.
int StageAtStart(const Journey& journey) {
  for (const Step& step : journey.steps()) {
    if (!step.has_done_time() ||
        FromProto(step.done_time()) >= FromProto(journey.clock_start_time())) {
      return step.stage();
    }
  }
  return 0;
}

// The due instants of the limit by itself, without pauses.
Journey PlanOf(const Journey& journey, calendar::TimeLimit limit,
               const calendar::Calendar& calendar) {
  const absl::Time start = FromProto(journey.clock_start_time());
  Journey plan = journey;
  *plan.mutable_due_time() = ToProto(calendar.Due(start, limit));
  ShareOutTime(plan, StageAtStart(journey), start, calendar);
  return plan;
}

void MoveSteps(Journey& journey, const Journey& plan, absl::Time old_due, int64_t paused,
               const calendar::Calendar& calendar) {
  const absl::Time due = FromProto(journey.due_time());
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() == STEP_STATE_DONE || !step.has_due_time()) continue;
    const absl::Time before = FromProto(step.due_time());
    const absl::Time by_plan =
        calendar.AddWorking(FromProto(plan.steps(step.index()).due_time()), paused);
    const absl::Time after = before == old_due ? due : std::max(before, by_plan);
    *step.mutable_due_time() = ToProto(std::min(after, due));
  }
}

void MoveAnswers(Journey& journey, const calendar::Calendar& calendar) {
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() == STEP_STATE_DONE || !step.has_answer_due_time()) continue;
    const absl::Time open = FromProto(step.open_time());
    const absl::Time by_limit =
        calendar.AddWorking(calendar.Due(open, catalogue::ToTimeLimit(step.answer_limit())),
                            PausedMinutes(journey, open, calendar));
    *step.mutable_answer_due_time() = ToProto(std::max(FromProto(step.answer_due_time()), by_limit));
  }
}

// The rungs told of the old promise are told of the new one.
void KeepTold(Journey& journey, absl::Time old_due) {
  for (EscalationRung& rung : *journey.mutable_escalation()) {
    if (!rung.has_settled_due_time() || FromProto(rung.settled_due_time()) != old_due) continue;
    *rung.mutable_settled_due_time() = journey.due_time();
  }
}

void MovePromise(Turn& turn, absl::Time old_due, absl::Time due) {
  if (due == old_due) return;
  Journey& journey = turn.journey();
  Repromise(turn, due, kCalendar, "");
  CalendarMove& move = *journey.mutable_calendar_move();
  *move.mutable_old_due_time() = ToProto(old_due);
  *move.mutable_new_due_time() = ToProto(due);
  *move.mutable_move_time() = ToProto(turn.now());
  KeepTold(journey, old_due);
}

}  // namespace

bool NeedsReckoning(const Journey& journey, const calendar::Calendar& calendar) {
  return !journey.has_finish_time() && !journey.has_close_time() &&
         journey.calendar() != calendar.fingerprint();
}

void Reckon(Turn& turn, calendar::TimeLimit limit, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (!NeedsReckoning(journey, calendar)) return;
  journey.set_calendar(calendar.fingerprint());
  turn.Touch();
  MoveAnswers(journey, calendar);
  if (!journey.has_due_time()) return;
  const absl::Time old_due = FromProto(journey.due_time());
  const int64_t paused =
      PausedMinutes(journey, FromProto(journey.clock_start_time()), calendar);
  const Journey plan = PlanOf(journey, limit, calendar);
  const absl::Time by_limit = calendar.AddWorking(FromProto(plan.due_time()), paused);
  MovePromise(turn, old_due, std::max(OffRestDay(old_due, calendar), by_limit));
  MoveSteps(journey, plan, old_due, paused, calendar);
}

}  // namespace motcua::routing
