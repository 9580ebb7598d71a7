#include "services/routing/domain/migration.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/promise.h"
#include "services/routing/domain/steps.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

constexpr char kMigrated[] = "MIGRATED";

absl::Status Impossible(const Journey& journey, std::string why) {
  return FailedPrecondition(kMigrationImpossible, std::move(why))
      .With("dossierCode", journey.dossier_code());
}

absl::Status CheckMovable(const Journey& journey) {
  if (!ClockRuns(journey)) {
    return Impossible(journey, Cat("it is ", JourneyState_Name(journey.state()),
                                   ": only a journey whose clock runs can move"));
  }
  for (const Step& step : journey.steps()) {
    if (step.state() == STEP_STATE_LEASED) {
      return Impossible(journey, Cat("step \"", step.name(), "\" is in someone's hands"));
    }
    if (step.state() == STEP_STATE_STUCK) {
      return Impossible(journey, Cat("step \"", step.name(), "\" is stuck"));
    }
  }
  return absl::OkStatus();
}

// The step of the journey that the version's step is; each is taken once.
Step* Counterpart(Journey& journey, const Step& step, std::vector<bool>& taken) {
  for (Step& old : *journey.mutable_steps()) {
    if (taken[old.index()] || old.name() != step.name() || old.unit_code() != step.unit_code()) {
      continue;
    }
    taken[old.index()] = true;
    return &old;
  }
  return nullptr;
}

bool Stays(const Step& old) {
  return old.state() == STEP_STATE_DONE || old.state() == STEP_STATE_QUEUED ||
         old.state() == STEP_STATE_AWAITING_PAPERS;
}

// The version's steps, with what happened to them before.
std::vector<Step> Merge(Journey& journey, std::vector<Step> steps) {
  std::vector<bool> taken(journey.steps_size(), false);
  for (Step& step : steps) {
    const Step* old = Counterpart(journey, step, taken);
    if (old == nullptr || !Stays(*old)) continue;
    Step kept = *old;
    kept.set_index(step.index());
    kept.set_stage(step.stage());
    kept.set_share_permille(step.share_permille());
    kept.set_needs_originals(step.needs_originals());
    step = std::move(kept);
  }
  return steps;
}

int FirstUndone(const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    if (step.state() != STEP_STATE_DONE) return step.stage();
  }
  return 0;
}

// Work is never undone: nothing that was done may lie behind a step that is left to do.
absl::Status CheckOrder(const Journey& journey, const std::vector<Step>& steps) {
  const int stage = FirstUndone(steps);
  for (const Step& step : steps) {
    if (step.state() != STEP_STATE_DONE || stage == 0 || step.stage() <= stage) continue;
    return Impossible(journey, Cat("the version puts a step before \"", step.name(),
                                   "\", which has been done"));
  }
  return absl::OkStatus();
}

// A step that was open and of which the stage is not reached in the version waits for its turn.
void CloseWhatIsAhead(std::vector<Step>& steps) {
  const int stage = FirstUndone(steps);
  for (Step& step : steps) {
    if (step.state() == STEP_STATE_DONE || step.stage() == stage) continue;
    step.set_state(STEP_STATE_PENDING);
    step.clear_open_time();
    step.clear_queue_time();
  }
}

bool PromiseWasMoved(const Journey& journey) {
  return journey.apology_count() > 0 ||
         std::ranges::any_of(journey.clock_stops(), [](const auto& stop) { return stop.pauses(); });
}

// The earlier of the promise in force and that of the version. Whether it changed.
bool TakePromise(Turn& turn, const type::v1::TimeLimit& limit, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (!journey.has_due_time() || PromiseWasMoved(journey)) return false;
  const absl::Time due =
      calendar.Due(FromProto(journey.clock_start_time()), catalogue::ToTimeLimit(limit));
  if (due >= FromProto(journey.due_time()) || due <= turn.now()) return false;
  *journey.mutable_limit() = limit;
  Repromise(turn, due, kMigrated, "");
  return true;
}

// The steps that are left, from now to the promise; all at the promise where that has passed.
void ShareOutTheRest(Turn& turn, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (!journey.has_due_time()) return;
  if (FromProto(journey.due_time()) > turn.now()) {
    return ShareOutTime(journey, FirstUndoneStage(journey), turn.now(), calendar);
  }
  for (Step& step : *journey.mutable_steps()) {
    if (!step.has_due_time()) *step.mutable_due_time() = journey.due_time();
  }
}

void SayMigrated(Turn& turn, int from) {
  const Journey& journey = turn.journey();
  auto* migrated = turn.Say(journey.receiving_unit()).mutable_migrated();
  migrated->set_from_version(from);
  migrated->set_to_version(journey.procedure_version());
  for (const Step& step : journey.steps()) migrated->add_units(step.unit_code());
}

// Opens the steps of the stage that were not open before; ends the journey where none is left.
void OpenTheRest(Turn& turn, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  const int stage = FirstUndoneStage(journey);
  if (stage == 0) return OpenNextStage(turn, calendar);
  for (Step& step : *journey.mutable_steps()) {
    if (step.stage() == stage && step.state() == STEP_STATE_PENDING) {
      OpenStep(turn, step, calendar);
    }
  }
}

}  // namespace

absl::Status Migrate(Turn& turn, Destination to, const calendar::Calendar& calendar) {
  Journey& journey = turn.journey();
  if (journey.procedure_version() == to.version) return absl::OkStatus();
  MOTCUA_RETURN_IF_ERROR(CheckMovable(journey));
  std::vector<Step> steps = Merge(journey, std::move(to.steps));
  MOTCUA_RETURN_IF_ERROR(CheckOrder(journey, steps));
  CloseWhatIsAhead(steps);
  journey.mutable_steps()->Assign(steps.begin(), steps.end());
  const int from = journey.procedure_version();
  journey.set_procedure_version(to.version);
  SayMigrated(turn, from);
  const bool repromised = TakePromise(turn, to.limit, calendar);
  ShareOutTheRest(turn, calendar);
  if (repromised) Rearm(turn, calendar);
  OpenTheRest(turn, calendar);
  return absl::OkStatus();
}

std::vector<std::string> OpenStepNames(const Journey& journey) {
  std::vector<std::string> names;
  for (const Step& step : journey.steps()) {
    if (IsOpen(step) || step.state() == STEP_STATE_SUSPENDED) names.push_back(step.name());
  }
  return names;
}

}  // namespace motcua::routing
