#include "services/routing/moving.h"

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "services/routing/domain/calendar_change.h"
#include "services/routing/domain/steps.h"
#include "services/routing/store/places.h"

namespace motcua::routing {
namespace {

event::v1::Queued QueuedAs(const Step& step) {
  event::v1::Queued queued;
  queued.set_step_index(step.index());
  queued.set_step_name(step.name());
  queued.set_queue_unit(step.unit_code());
  if (step.has_due_time()) *queued.mutable_due_time() = step.due_time();
  return queued;
}

void AddLastStop(const Journey& journey, event::v1::JourneyFacts& facts) {
  if (journey.clock_stops().empty()) return;
  const auto& stop = *journey.clock_stops().rbegin();
  *facts.mutable_stop_time() = stop.begin_time();
  if (stop.has_end_time()) *facts.mutable_resume_time() = stop.end_time();
  facts.set_stop_reason(stop.reason());
}

event::v1::JourneyFacts FactsOf(const Journey& journey) {
  event::v1::JourneyFacts facts;
  facts.set_procedure_code(journey.procedure_code());
  if (journey.has_first_due_time()) *facts.mutable_first_due_time() = journey.first_due_time();
  if (journey.has_due_time()) *facts.mutable_due_time() = journey.due_time();
  AddLastStop(journey, facts);
  if (journey.has_finish_time()) *facts.mutable_result_time() = journey.finish_time();
  facts.set_return_method(journey.return_method());
  for (const Step& step : journey.steps()) {
    const bool waits = step.state() == dossier::v1::STEP_STATE_QUEUED ||
                       step.state() == dossier::v1::STEP_STATE_LEASED;
    if (waits) *facts.add_open_steps() = QueuedAs(step);
  }
  return facts;
}

bool IsKnown(const Journey& journey, const catalogue::Catalogue& catalogue) {
  const absl::CivilDay day = absl::ToCivilDay(FromProto(journey.accept_time()), LocalZone());
  return catalogue.FindProcedureKept(journey.procedure_code(), journey.procedure_version(), day) !=
         nullptr;
}

// This cell's calendar may have other days off.
void ReckonHere(store::Draft<Journey>& draft, const catalogue::Catalogue& catalogue,
                absl::Time now) {
  if (!NeedsReckoning(draft.state, catalogue.calendar())) return;
  Turn turn(draft.state, now, kSystemActor);
  Reckon(turn, catalogue::ToTimeLimit(draft.state.limit()), catalogue.calendar());
  draft.events = turn.TakeEvents();
}

}  // namespace

cells::Nature<Journey> NatureOfMoving(reorganisation::Sweep<Journey>& sweep,
                                      const catalogue::Catalogue& catalogue) {
  cells::Nature<Journey> nature;
  nature.service = std::string(kRoutingService);
  nature.kind = kJourneyKind;
  nature.ids_of = [](std::string code) -> async::Task<absl::StatusOr<std::vector<std::string>>> {
    co_return std::vector<std::string>(1, std::move(code));
  };
  nature.ended = [](const Journey& journey) { return HasEnded(journey); };
  nature.about = [](const Journey& journey, event::v1::Event& event) {
    event.set_dossier_code(journey.dossier_code());
    event.set_unit_code(journey.receiving_unit());
  };
  nature.left = [](const Journey&, event::v1::CellLeft& left) { left.set_journey(true); };
  nature.entered = [](const Journey& journey, event::v1::CellEntered& entered) {
    *entered.mutable_journey() = FactsOf(journey);
  };
  nature.admit = [&](store::Draft<Journey>& draft,
                     const std::string& from_cell) -> std::optional<cells::Refusal> {
    sweep.RehomeFrom(draft, from_cell);
    const std::string unknown = sweep.UnknownUnitOf(draft.state);
    if (!unknown.empty()) return cells::MakeRefusal(kUnitNotFound, unknown);
    if (!IsKnown(draft.state, catalogue)) {
      return cells::MakeRefusal(kProcedureNotFound, draft.state.procedure_code());
    }
    ReckonHere(draft, catalogue, sweep.Now());
    return std::nullopt;
  };
  return nature;
}

}  // namespace motcua::routing
