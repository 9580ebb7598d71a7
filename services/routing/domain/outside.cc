#include "services/routing/domain/outside.h"

#include "common/base/proto_time.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/steps.h"
#include "services/routing/domain/stops.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

void CopyAccepted(Journey& journey, const event::v1::Accepted& accepted, absl::Time accept_time) {
  journey.set_procedure_code(accepted.procedure_code());
  journey.set_procedure_version(accepted.procedure_version());
  journey.set_case_key(accepted.case_key());
  journey.set_calendar(accepted.calendar());
  journey.set_field(accepted.field());
  journey.set_event_group(accepted.event_group());
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

void RaiseLadder(Journey& journey, const Ladder& ladder, const calendar::Calendar& calendar) {
  if (!journey.has_due_time()) return;
  journey.mutable_escalation()->Assign(ladder.begin(), ladder.end());
  ArmLadder(journey, FromProto(journey.clock_start_time()), calendar);
}

// Stops for the post only pause: the limit plays no part.
void EndPostStop(Turn& turn, const calendar::Calendar& calendar) {
  ResumeClock(turn, kStopPost, {}, calendar);
}

void PapersGone(Turn& turn, std::string_view cause, const calendar::Calendar& calendar) {
  if (HasEnded(turn.journey())) return;
  EndPostStop(turn, calendar);
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
           std::vector<Step> steps, const Ladder& ladder, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  CopyAccepted(journey, accepted, accept_time);
  journey.set_state(JOURNEY_STATE_RUNNING);
  for (Step& step : steps) *journey.add_steps() = std::move(step);
  ShareOutTime(journey, FirstUndoneStage(journey), accept_time, calendar);
  RaiseLadder(journey, ladder, calendar);
  SayRouted(turn);
  OpenNextStage(turn, calendar);
}

void Resume(Turn& turn, calendar::TimeLimit limit, const calendar::Calendar& calendar) {
  ResumeClock(turn, kStopSupplement, limit, calendar);
}

void FeePaid(Turn& turn, calendar::TimeLimit limit, const calendar::Calendar& calendar) {
  ResumeClock(turn, kStopFee, limit, calendar);
}

void Withdraw(Turn& turn) {
  if (HasEnded(turn.journey())) return;
  EndStop(turn.journey(), turn.now());
  Close(turn, JOURNEY_STATE_WITHDRAWN, event::v1::CLOSE_REASON_WITHDRAWN);
}

void PapersArrived(Turn& turn, std::string_view unit, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (HasEnded(journey)) return;
  if (journey.papers_at() != unit) turn.Touch();
  journey.set_papers_at(std::string(unit));
  for (Step& step : *journey.mutable_steps()) {
    if (step.unit_code() == unit && WaitsForPapers(step)) {
      EndPostStop(turn, calendar);
      *step.mutable_papers_arrive_time() = ToProto(turn.now());
      TakePapers(turn, step);
      turn.Touch();
    }
  }
}

void PapersLost(Turn& turn, const calendar::Calendar& calendar) {
  PapersGone(turn, kStuckPapersLost, calendar);
}
void PapersReturned(Turn& turn, const calendar::Calendar& calendar) {
  PapersGone(turn, kStuckPapersReturned, calendar);
}

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
