#include "services/routing/domain/outside.h"

#include "common/base/proto_time.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/steps.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

bool HasEnded(const Journey& journey) {
  return journey.state() == JOURNEY_STATE_CLOSED || journey.state() == JOURNEY_STATE_WITHDRAWN;
}

void CopyAccepted(Journey& journey, const event::v1::Accepted& accepted, absl::Time accept_time) {
  journey.set_procedure_code(accepted.procedure_code());
  journey.set_procedure_version(accepted.procedure_version());
  journey.set_field(accepted.field());
  journey.set_receiving_unit(accepted.receiving_unit());
  journey.set_papers_at(accepted.receiving_unit());
  journey.set_channel(accepted.channel());
  journey.set_return_method(accepted.return_method());
  *journey.mutable_limit() = accepted.limit();
  *journey.mutable_accept_time() = ToProto(accept_time);
  *journey.mutable_clock_start_time() = ToProto(accept_time);
  if (!accepted.has_due_time()) return;
  *journey.mutable_due_time() = accepted.due_time();
  *journey.mutable_first_due_time() = accepted.due_time();
}

void SayRouted(Turn& turn) {
  auto* routed = turn.Say(turn.journey().receiving_unit()).mutable_routed();
  for (const Step& step : turn.journey().steps()) routed->add_units(step.unit_code());
}

// The stop that lasts ends now, and the clock starts anew.
void RestartClock(Turn& turn) {
  Journey& journey = turn.journey();
  ClockStop& stop = *journey.mutable_clock_stops()->rbegin();
  *stop.mutable_end_time() = ToProto(turn.now());
  *journey.mutable_clock_start_time() = ToProto(turn.now());
  journey.set_state(JOURNEY_STATE_RUNNING);
  turn.Say(journey.receiving_unit()).mutable_clock_resumed()->set_reason(stop.reason());
}

// A new promise; what was said of the old one may be said again of it.
void Repromise(Turn& turn, absl::Time due) {
  Journey& journey = turn.journey();
  if (!journey.has_due_time()) return;
  auto* repromised = turn.Say(journey.receiving_unit()).mutable_repromised();
  *repromised->mutable_old_due_time() = journey.due_time();
  *repromised->mutable_new_due_time() = ToProto(due);
  repromised->set_reason(kStopSupplement);
  *journey.mutable_due_time() = ToProto(due);
  journey.set_near_told(false);
  journey.set_overdue_told(false);
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() != STEP_STATE_DONE) step.set_overdue_told(false);
  }
}

int FirstOpenStage(const Journey& journey) {
  for (const Step& step : journey.steps()) {
    if (step.state() != STEP_STATE_DONE) return step.stage();
  }
  return 0;
}

void PapersGone(Turn& turn, std::string_view cause) {
  if (HasEnded(turn.journey())) return;
  for (Step& step : *turn.journey().mutable_steps()) {
    if (step.state() == STEP_STATE_AWAITING_PAPERS) GetStuck(turn, step, cause);
  }
}

bool WaitsForPapers(const Step& step) {
  return step.state() == STEP_STATE_AWAITING_PAPERS ||
         (step.state() == STEP_STATE_STUCK &&
          (step.stuck_cause() == kStuckPapersLost || step.stuck_cause() == kStuckPapersReturned));
}

void TakePapers(Turn& turn, Step& step) {
  step.clear_stuck_time();
  step.clear_stuck_cause();
  if (ClockRuns(turn.journey())) return Enqueue(turn, step);
  step.set_state(STEP_STATE_SUSPENDED);
}

}  // namespace

void Begin(Turn& turn, const event::v1::Accepted& accepted, absl::Time accept_time,
           std::vector<Step> steps, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  CopyAccepted(journey, accepted, accept_time);
  journey.set_state(JOURNEY_STATE_RUNNING);
  for (Step& step : steps) *journey.add_steps() = std::move(step);
  ShareOutTime(journey, FirstOpenStage(journey), calendar);
  SayRouted(turn);
  OpenNextStage(turn);
}

void Resume(Turn& turn, calendar::TimeLimit limit, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (journey.state() != JOURNEY_STATE_AWAITING_SUPPLEMENT) return;
  RestartClock(turn);
  Repromise(turn, calendar.Due(turn.now(), limit));
  ShareOutTime(journey, FirstOpenStage(journey), calendar);
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() == STEP_STATE_SUSPENDED) Enqueue(turn, step);
  }
}

void Withdraw(Turn& turn) {
  Journey& journey = turn.journey();
  if (HasEnded(journey)) return;
  if (journey.state() == JOURNEY_STATE_AWAITING_SUPPLEMENT) {
    *journey.mutable_clock_stops()->rbegin()->mutable_end_time() = ToProto(turn.now());
  }
  Close(turn, JOURNEY_STATE_WITHDRAWN, event::v1::CLOSE_REASON_WITHDRAWN);
}

void PapersArrived(Turn& turn, std::string_view unit) {
  Journey& journey = turn.journey();
  if (HasEnded(journey)) return;
  if (journey.papers_at() != unit) turn.Touch();
  journey.set_papers_at(std::string(unit));
  for (Step& step : *journey.mutable_steps()) {
    if (step.unit_code() == unit && WaitsForPapers(step)) {
      TakePapers(turn, step);
      turn.Touch();
    }
  }
}

void PapersLost(Turn& turn) { PapersGone(turn, kStuckPapersLost); }
void PapersReturned(Turn& turn) { PapersGone(turn, kStuckPapersReturned); }

void ResultDelivered(Turn& turn) {
  if (turn.journey().state() != JOURNEY_STATE_RESULT_READY) return;
  Close(turn, JOURNEY_STATE_CLOSED, event::v1::CLOSE_REASON_DELIVERED);
}

void ResultCameBack(Turn& turn) {
  Journey& journey = turn.journey();
  if (journey.state() != JOURNEY_STATE_RESULT_READY) return;
  if (journey.return_method() != type::v1::RETURN_METHOD_POST) return;
  journey.set_return_method(type::v1::RETURN_METHOD_COUNTER);
  turn.Touch();
}

}  // namespace motcua::routing
