#include "services/routing/domain/work.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/steps.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

Error NotAllowed(Turn& turn, std::string message) {
  return FailedPrecondition(kTransitionNotAllowed, std::move(message))
      .With("dossierCode", turn.journey().dossier_code())
      .With("state", JourneyState_Name(turn.journey().state()));
}

// A lease that has run out is no longer held, even before the lease recoverer
// (workers/lease_recoverer.h) has put its step back.
bool Holds(const Step& step, std::string_view token, absl::Time now) {
  return step.state() == STEP_STATE_LEASED && step.lease().token() == token &&
         FromProto(step.lease().expire_time()) > now;
}

absl::StatusOr<Step*> HeldStep(Turn& turn, int index, std::string_view token) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, turn.StepAt(index));
  if (Holds(*step, token, turn.now())) return step;
  return FailedPrecondition(kLeaseNotHeld, "the lease ran out, or another holds the step")
      .With("dossierCode", turn.journey().dossier_code())
      .With("stepState", StepState_Name(step->state()));
}

void SetExpiry(Turn& turn, Step& step, absl::Duration duration) {
  *step.mutable_lease()->mutable_expire_time() = ToProto(turn.now() + duration);
}

// Back into the queue without a new entry time: it never left the unit's hands.
void ReturnToQueue(Step& step) {
  step.set_state(STEP_STATE_QUEUED);
  step.clear_lease();
}

void SayCompleted(Turn& turn, const Step& step, StepResult result) {
  auto* completed = turn.Say(step.unit_code()).mutable_step_completed();
  completed->set_step_index(step.index());
  completed->set_step_name(step.name());
  completed->set_result(result);
  if (step.has_due_time()) *completed->mutable_due_time() = step.due_time();
  completed->set_elapsed_seconds(absl::ToInt64Seconds(turn.now() - FromProto(step.queue_time())));
}

}  // namespace

absl::Status Claim(Turn& turn, int index, std::string_view token, absl::Duration duration) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, turn.StepAt(index));
  if (step->state() != STEP_STATE_QUEUED) return NotAllowed(turn, "the step is not in its queue");
  step->set_state(STEP_STATE_LEASED);
  step->mutable_lease()->set_token(std::string(token));
  step->mutable_lease()->set_holder(turn.actor());
  SetExpiry(turn, *step, duration);
  auto* claimed = turn.Say(step->unit_code()).mutable_claimed();
  claimed->set_step_index(index);
  *claimed->mutable_expire_time() = step->lease().expire_time();
  return absl::OkStatus();
}

absl::Status Renew(Turn& turn, int index, std::string_view token, absl::Duration duration) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, HeldStep(turn, index, token));
  SetExpiry(turn, *step, duration);
  turn.Touch();
  return absl::OkStatus();
}

absl::Status Release(Turn& turn, int index, std::string_view token, std::string_view reason) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, HeldStep(turn, index, token));
  ReturnToQueue(*step);
  auto* released = turn.Say(step->unit_code()).mutable_released();
  released->set_step_index(index);
  released->set_reason(std::string(reason));
  return absl::OkStatus();
}

absl::Status Complete(Turn& turn, int index, std::string_view token, StepResult result,
                      std::string_view note, const calendar::Calendar& calendar) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, HeldStep(turn, index, token));
  if (result == STEP_RESULT_SKIPPED && !step->may_skip()) {
    return FailedPrecondition(kStepNotOptional, "the step may not be skipped")
        .With("dossierCode", turn.journey().dossier_code());
  }
  step->set_note(std::string(note));
  step->set_done_by(turn.actor());
  SayCompleted(turn, *step, result);
  EndStep(turn, *step, result, calendar);
  return absl::OkStatus();
}

absl::Status RecordLateAnswer(Turn& turn, int index, StepResult result, std::string_view note) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, turn.StepAt(index));
  if (step->result() != STEP_RESULT_NO_ANSWER || step->has_late_answer_time() ||
      turn.journey().has_close_time()) {
    return NotAllowed(turn, "no answer of the step was missed, or it was recorded");
  }
  *step->mutable_late_answer_time() = ToProto(turn.now());
  step->set_late_answer(result);
  step->set_late_answer_note(std::string(note));
  auto* recorded = turn.Say(step->unit_code()).mutable_late_answer_recorded();
  recorded->set_step_index(index);
  recorded->set_step_name(step->name());
  recorded->set_result(result);
  return absl::OkStatus();
}

absl::Status HandBack(Turn& turn, int index, std::string_view token,
                      const std::vector<std::string>& items, std::string_view reason,
                      SupplementMode mode) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, HeldStep(turn, index, token));
  Journey& journey = turn.journey();
  if (journey.supplement_requests() > 0) {
    return FailedPrecondition(kSupplementAlreadyRequested,
                              "a supplement may be asked for once a dossier")
        .With("dossierCode", journey.dossier_code());
  }
  journey.set_supplement_requests(1);
  auto* requested = turn.Say(step->unit_code()).mutable_supplement_requested();
  requested->set_step_index(index);
  for (const std::string& item : items) requested->add_items(item);
  requested->set_reason(std::string(reason));
  ClockStop stop;
  stop.set_reason(kStopSupplement);
  stop.set_step_index(index);
  stop.set_pauses(mode == SupplementMode::kPause);
  StopClock(turn, std::move(stop));
  return absl::OkStatus();
}

absl::Status AskFee(Turn& turn, int index, std::string_view token, std::string_view reason) {
  MOTCUA_ASSIGN_OR_RETURN(const Step* step, HeldStep(turn, index, token));
  auto* requested = turn.Say(step->unit_code()).mutable_fee_requested();
  requested->set_step_index(index);
  requested->set_reason(std::string(reason));
  ClockStop stop;
  stop.set_reason(kStopFee);
  stop.set_step_index(index);
  stop.set_pauses(true);
  StopClock(turn, std::move(stop));
  return absl::OkStatus();
}

absl::Status AskAuthority(Turn& turn, int index, std::string_view token,
                          std::string_view authority, absl::Time expected) {
  MOTCUA_RETURN_IF_ERROR(HeldStep(turn, index, token).status());
  if (expected <= turn.now()) {
    return InvalidArgument(kFieldInvalid, "the answer is expected in the past")
        .Field("expected_time", "later than now, or unset");
  }
  ClockStop stop;
  stop.set_reason(kStopAuthority);
  stop.set_step_index(index);
  stop.set_pauses(true);
  stop.set_authority(std::string(authority));
  if (expected < absl::InfiniteFuture()) *stop.mutable_expected_time() = ToProto(expected);
  StopClock(turn, std::move(stop));
  return absl::OkStatus();
}

absl::Status AuthorityAnswered(Turn& turn, int index, calendar::TimeLimit limit,
                               const calendar::Calendar& calendar) {
  const ClockStop* stop = LastingStop(turn.journey());
  if (stop == nullptr || stop->reason() != kStopAuthority || stop->step_index() != index) {
    return NotAllowed(turn, "the clock does not stand for an answer that this step asked for");
  }
  ResumeClock(turn, kStopAuthority, limit, calendar);
  return absl::OkStatus();
}

absl::Status Requeue(Turn& turn, int index) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, turn.StepAt(index));
  if (turn.journey().state() != JOURNEY_STATE_RUNNING || step->state() != STEP_STATE_STUCK) {
    return NotAllowed(turn, "the step is not stuck, or its journey does not run");
  }
  if (step->needs_originals()) turn.journey().set_papers_at(step->unit_code());
  step->clear_stuck_time();
  step->clear_stuck_cause();
  step->set_lease_expiries(0);
  Enqueue(turn, *step);
  return absl::OkStatus();
}

absl::Status HandOver(Turn& turn) {
  const Journey& journey = turn.journey();
  if (journey.state() != JOURNEY_STATE_RESULT_READY) {
    return NotAllowed(turn, "there is no result to hand over");
  }
  if (journey.return_method() == type::v1::RETURN_METHOD_POST) {
    return NotAllowed(turn, "the post carries the result");
  }
  Close(turn, JOURNEY_STATE_CLOSED, event::v1::CLOSE_REASON_HANDED_OVER);
  return absl::OkStatus();
}

bool ExpireLease(Turn& turn, int index, int max_expiries) {
  absl::StatusOr<Step*> found = turn.StepAt(index);
  if (!found.ok() || (*found)->state() != STEP_STATE_LEASED) return false;
  Step& step = **found;
  if (FromProto(step.lease().expire_time()) > turn.now()) return false;
  step.set_lease_expiries(step.lease_expiries() + 1);
  auto* expired = turn.Say(step.unit_code()).mutable_lease_expired();
  expired->set_step_index(index);
  expired->set_holder(step.lease().holder());
  expired->set_expiries(step.lease_expiries());
  if (step.lease_expiries() >= max_expiries) {
    GetStuck(turn, step, kStuckLeasesExpired);
  } else {
    ReturnToQueue(step);
  }
  return true;
}

}  // namespace motcua::routing
