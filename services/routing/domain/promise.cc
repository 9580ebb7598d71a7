#include "services/routing/domain/promise.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/escalation.h"
#include "services/routing/domain/steps.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

Error Refused(const Journey& journey, std::string_view reason, std::string message) {
  return FailedPrecondition(reason, std::move(message)).With("dossierCode", journey.dossier_code());
}

// NĐ 61/2018 Đ.19(9): announced at least a day before the promise expires, at most once.
absl::Status CheckApology(const Turn& turn, const Journey& journey,
                          const calendar::Calendar& calendar) {
  if (!ClockRuns(journey) || !journey.has_due_time()) {
    return Refused(journey, kTransitionNotAllowed, "there is no promise that runs");
  }
  if (journey.apology_count() > 0) {
    return Refused(journey, kAlreadyRepromised, "the promise was put off before");
  }
  if (turn.now() > LastDayBegins(journey, calendar)) {
    return Refused(journey, kRepromiseTooLate,
                   "a promise is put off at least one working day before it expires");
  }
  return absl::OkStatus();
}

absl::Status CheckNewPromise(const Journey& journey, absl::Time due,
                             const calendar::Calendar& calendar) {
  const auto invalid = [](std::string_view rule) {
    return InvalidArgument(kFieldInvalid, "not a promise to give instead")
        .Field("new_due_time", rule);
  };
  if (due <= FromProto(journey.due_time())) return invalid("later than the promise in force");
  if (!calendar.IsWorkingDay(absl::ToCivilDay(due, LocalZone()))) return invalid("a working day");
  return absl::OkStatus();
}

// The steps that are left, from now to the new promise.
void PutOffSteps(Turn& turn, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  std::vector<absl::Time> before;
  for (const Step& step : journey.steps()) before.push_back(FromProto(step.due_time()));
  ShareOutTime(journey, FirstUndoneStage(journey), turn.now(), calendar);
  for (Step& step : *journey.mutable_steps()) {
    const absl::Time later = std::max(before[step.index()], FromProto(step.due_time()));
    if (step.state() != STEP_STATE_DONE) *step.mutable_due_time() = ToProto(later);
  }
}

}  // namespace

void Repromise(Turn& turn, absl::Time due, std::string_view reason, std::string_view explanation) {
  Journey& journey = turn.journey();
  if (!journey.has_due_time()) return;
  auto* repromised = turn.Say(journey.receiving_unit()).mutable_repromised();
  *repromised->mutable_old_due_time() = journey.due_time();
  *repromised->mutable_new_due_time() = ToProto(due);
  repromised->set_reason(std::string(reason));
  repromised->set_explanation(std::string(explanation));
  *journey.mutable_due_time() = ToProto(due);
}

void Rearm(Turn& turn, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (!journey.has_due_time()) return;
  if (NearTime(journey, calendar) > turn.now()) journey.set_near_told(false);
  if (FromProto(journey.due_time()) > turn.now()) journey.set_overdue_told(false);
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() != STEP_STATE_DONE && FromProto(step.due_time()) > turn.now()) {
      step.set_overdue_told(false);
    }
  }
  ArmLadder(journey, turn.now(), calendar);
}

absl::Status Apologise(Turn& turn, absl::Time due, std::string_view reason,
                       const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  MOTCUA_RETURN_IF_ERROR(CheckApology(turn, journey, calendar));
  MOTCUA_RETURN_IF_ERROR(CheckNewPromise(journey, due, calendar));
  journey.set_apology_count(journey.apology_count() + 1);
  journey.set_apology_reason(std::string(reason));
  Repromise(turn, due, kLate, reason);
  PutOffSteps(turn, calendar);
  Rearm(turn, calendar);
  return absl::OkStatus();
}

}  // namespace motcua::routing
