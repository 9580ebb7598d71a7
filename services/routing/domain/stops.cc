#include "services/routing/domain/stops.h"

#include <string>
#include <utility>

#include "common/base/proto_time.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/promise.h"
#include "services/routing/domain/steps.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

JourneyState StateFor(std::string_view reason) {
  if (reason == kStopSupplement) return JOURNEY_STATE_AWAITING_SUPPLEMENT;
  if (reason == kStopFee) return JOURNEY_STATE_AWAITING_FEE;
  if (reason == kStopPost) return JOURNEY_STATE_AWAITING_POST;
  return JOURNEY_STATE_AWAITING_AUTHORITY;
}

void SuspendSteps(Journey& journey) {
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() != STEP_STATE_QUEUED && step.state() != STEP_STATE_LEASED) continue;
    step.set_state(STEP_STATE_SUSPENDED);
    step.clear_lease();
  }
}

// The whole limit again, shared out over the stages that are not done.
void RestartLimit(Turn& turn, const ClockStop& stop, calendar::TimeLimit limit,
                  const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  *journey.mutable_clock_start_time() = ToProto(turn.now());
  Repromise(turn, calendar.Due(turn.now(), limit), stop.reason(), "");
  ShareOutTime(journey, FirstUndoneStage(journey), turn.now(), calendar);
}

int64_t OfficeMinutes(const ClockStop& stop, const calendar::Calendar& calendar) {
  return calendar.WorkingMinutesBetween(FromProto(stop.begin_time()), FromProto(stop.end_time()));
}

// What was left when the clock stopped is left now.
void MovePromise(Turn& turn, const ClockStop& stop, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  const int64_t minutes = OfficeMinutes(stop, calendar);
  if (minutes == 0 || !journey.has_due_time()) return;
  const auto moved = [&](const google::protobuf::Timestamp& due) {
    return calendar.AddWorking(FromProto(due), minutes);
  };
  Repromise(turn, moved(journey.due_time()), stop.reason(), "");
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() != STEP_STATE_DONE) *step.mutable_due_time() = ToProto(moved(step.due_time()));
  }
}

// Whatever a stop does to the promise, those who are asked have as long as they had.
void MoveAnswers(Journey& journey, const ClockStop& stop, const calendar::Calendar& calendar) {
  const int64_t minutes = OfficeMinutes(stop, calendar);
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() == STEP_STATE_DONE || !step.has_answer_due_time()) continue;
    *step.mutable_answer_due_time() =
        ToProto(calendar.AddWorking(FromProto(step.answer_due_time()), minutes));
  }
}

// The first open step if all of them wait for the post on ways that do not count.
const Step* WaitsForPost(const Journey& journey) {
  const Step* first = nullptr;
  for (const Step& step : journey.steps()) {
    if (!IsOpen(step)) continue;
    if (step.state() != STEP_STATE_AWAITING_PAPERS || !step.post_stops_clock()) return nullptr;
    if (first == nullptr) first = &step;
  }
  return first;
}

}  // namespace

void StopForPost(Turn& turn) {
  const Step* waiting = ClockRuns(turn.journey()) ? WaitsForPost(turn.journey()) : nullptr;
  if (waiting == nullptr) return;
  ClockStop stop;
  stop.set_reason(kStopPost);
  stop.set_step_index(waiting->index());
  stop.set_pauses(true);
  StopClock(turn, std::move(stop));
}

void StopClock(Turn& turn, ClockStop stop) {
  Journey& journey = turn.journey();
  journey.set_state(StateFor(stop.reason()));
  SuspendSteps(journey);
  *stop.mutable_begin_time() = ToProto(turn.now());
  auto* stopped = turn.Say(journey.receiving_unit()).mutable_clock_stopped();
  stopped->set_reason(stop.reason());
  stopped->set_authority(stop.authority());
  if (stop.has_expected_time()) *stopped->mutable_expected_time() = stop.expected_time();
  *journey.add_clock_stops() = std::move(stop);
}

const ClockStop* LastingStop(const Journey& journey) {
  if (journey.clock_stops().empty()) return nullptr;
  const ClockStop& last = *journey.clock_stops().rbegin();
  return last.has_end_time() ? nullptr : &last;
}

void EndStop(Journey& journey, absl::Time now) {
  if (LastingStop(journey) == nullptr) return;
  *journey.mutable_clock_stops()->rbegin()->mutable_end_time() = ToProto(now);
}

bool ResumeClock(Turn& turn, std::string_view reason, calendar::TimeLimit limit,
                 const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  const ClockStop* stop = LastingStop(journey);
  if (stop == nullptr || stop->reason() != reason) return false;
  EndStop(journey, turn.now());
  journey.set_state(JOURNEY_STATE_RUNNING);
  turn.Say(journey.receiving_unit()).mutable_clock_resumed()->set_reason(stop->reason());
  if (stop->pauses()) {
    MovePromise(turn, *stop, calendar);
  } else {
    RestartLimit(turn, *stop, limit, calendar);
  }
  MoveAnswers(journey, *stop, calendar);
  Rearm(turn, calendar);
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() == STEP_STATE_SUSPENDED) Enqueue(turn, step);
  }
  return true;
}

}  // namespace motcua::routing
