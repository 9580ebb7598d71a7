#include "services/routing/domain/steps.h"

#include "common/base/proto_time.h"
#include "common/catalogue/catalogue.h"
#include "services/routing/domain/stops.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

void AwaitPapers(Turn& turn, Step& step) {
  step.set_state(STEP_STATE_AWAITING_PAPERS);
  auto* awaited = turn.Say(step.unit_code()).mutable_papers_awaited();
  awaited->set_step_index(step.index());
  awaited->set_from_unit(turn.journey().papers_at());
  awaited->set_to_unit(step.unit_code());
}

void Open(Turn& turn, Step& step, const calendar::Calendar& calendar) {
  *step.mutable_open_time() = ToProto(turn.now());
  if (step.has_answer_limit()) {
    const auto limit = catalogue::ToTimeLimit(step.answer_limit());
    *step.mutable_answer_due_time() = ToProto(calendar.Due(turn.now(), limit));
  }
  if (step.needs_originals() && turn.journey().papers_at() != step.unit_code()) {
    AwaitPapers(turn, step);
  } else {
    Enqueue(turn, step);
  }
}

StepResult ResultOf(const Journey& journey) {
  for (const Step& step : journey.steps()) {
    if (step.result() == STEP_RESULT_REJECTED) return STEP_RESULT_REJECTED;
  }
  return STEP_RESULT_APPROVED;
}

void BecomeReady(Turn& turn) {
  Journey& journey = turn.journey();
  journey.set_state(JOURNEY_STATE_RESULT_READY);
  journey.set_result(ResultOf(journey));
  *journey.mutable_finish_time() = ToProto(turn.now());
  auto* ready = turn.Say(journey.receiving_unit()).mutable_result_ready();
  ready->set_result(journey.result());
  ready->set_return_method(journey.return_method());
  ready->set_receiving_unit(journey.receiving_unit());
  ready->set_event_group(journey.event_group());
  if (journey.has_due_time()) *ready->mutable_due_time() = journey.due_time();
}

// Withdrawn in the midst of work: its open steps end without having been done.
void Abandon(Journey& journey) {
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() == STEP_STATE_DONE) continue;
    step.set_state(STEP_STATE_PENDING);
    step.clear_lease();
    step.clear_stuck_time();
    step.clear_stuck_cause();
  }
}

}  // namespace

bool HasEnded(const Journey& journey) {
  return journey.state() == JOURNEY_STATE_CLOSED || journey.state() == JOURNEY_STATE_WITHDRAWN;
}

bool IsOpen(const Step& step) {
  switch (step.state()) {
    case STEP_STATE_AWAITING_PAPERS:
    case STEP_STATE_QUEUED:
    case STEP_STATE_LEASED:
    case STEP_STATE_STUCK:
      return true;
    default:
      return false;
  }
}

int FirstUndoneStage(const Journey& journey) {
  for (const Step& step : journey.steps()) {
    if (step.state() != STEP_STATE_DONE) return step.stage();
  }
  return 0;
}

void Enqueue(Turn& turn, Step& step) {
  step.set_state(STEP_STATE_QUEUED);
  step.clear_lease();
  *step.mutable_queue_time() = ToProto(turn.now());
  auto* queued = turn.Say(step.unit_code()).mutable_queued();
  queued->set_step_index(step.index());
  queued->set_step_name(step.name());
  queued->set_queue_unit(step.unit_code());
  if (step.has_due_time()) *queued->mutable_due_time() = step.due_time();
}

bool StageIsDone(const Journey& journey, int stage) {
  for (const Step& step : journey.steps()) {
    if (step.stage() == stage && step.state() != STEP_STATE_DONE) return false;
  }
  return true;
}

void OpenStep(Turn& turn, Step& step, const calendar::Calendar& calendar) {
  Open(turn, step, calendar);
}

void OpenNextStage(Turn& turn, const calendar::Calendar& calendar) {
  const int stage = FirstUndoneStage(turn.journey());
  if (stage == 0) return BecomeReady(turn);
  for (Step& step : *turn.journey().mutable_steps()) {
    if (step.stage() == stage) Open(turn, step, calendar);
  }
  StopForPost(turn);
}

void EndStep(Turn& turn, Step& step, StepResult result, const calendar::Calendar& calendar) {
  step.set_state(STEP_STATE_DONE);
  step.set_result(result);
  *step.mutable_done_time() = ToProto(turn.now());
  step.clear_lease();
  step.clear_stuck_time();
  step.clear_stuck_cause();
  if (StageIsDone(turn.journey(), step.stage())) return OpenNextStage(turn, calendar);
  StopForPost(turn);
}

void LapseAnswers(Turn& turn, const calendar::Calendar& calendar) {
  for (Step& step : *turn.journey().mutable_steps()) {
    if (!IsOpen(step) || !step.has_answer_due_time()) continue;
    if (FromProto(step.answer_due_time()) > turn.now()) continue;
    step.set_done_by(std::string(kSystemActor));
    auto* lapsed = turn.Say(step.unit_code()).mutable_answer_lapsed();
    lapsed->set_step_index(step.index());
    lapsed->set_step_name(step.name());
    *lapsed->mutable_answer_due_time() = step.answer_due_time();
    EndStep(turn, step, STEP_RESULT_NO_ANSWER, calendar);
  }
}

void GetStuck(Turn& turn, Step& step, std::string_view cause) {
  step.set_state(STEP_STATE_STUCK);
  step.clear_lease();
  *step.mutable_stuck_time() = ToProto(turn.now());
  step.set_stuck_cause(std::string(cause));
  auto* stuck = turn.Say(step.unit_code()).mutable_stuck();
  stuck->set_step_index(step.index());
  stuck->set_cause(std::string(cause));
}

void Close(Turn& turn, JourneyState state, event::v1::CloseReason reason) {
  Journey& journey = turn.journey();
  if (!journey.has_finish_time()) *journey.mutable_finish_time() = ToProto(turn.now());
  *journey.mutable_close_time() = ToProto(turn.now());
  journey.set_state(state);
  Abandon(journey);
  turn.Say(journey.receiving_unit()).mutable_closed()->set_reason(reason);
}

}  // namespace motcua::routing
