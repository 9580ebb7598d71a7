#include "services/routing/domain/rehoming.h"

#include "common/base/strings.h"
#include "services/routing/domain/deadlines.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using reorganisation::Slot;

std::string WhatOf(const Step& step) { return Cat("step/", step.index()); }

const char* CountedAs(StepState state) {
  switch (state) {
    case STEP_STATE_QUEUED:
      return "queue";
    case STEP_STATE_LEASED:
      return "lease";
    case STEP_STATE_AWAITING_PAPERS:
    case STEP_STATE_SUSPENDED:
      return "wait";
    case STEP_STATE_STUCK:
      return "stuck";
    default:
      return "pending step";
  }
}

}  // namespace

std::vector<Slot> UnitSlots(Journey& journey, const catalogue::ReorganisationPlan& plan,
                            const calendar::Calendar& calendar) {
  const std::string origin = journey.receiving_unit();
  const auto slot = [&](std::string what, std::string* code, std::string counted_as) {
    return Slot{std::move(what), code, plan.SuccessorOf(*code, origin), std::move(counted_as), ""};
  };
  std::vector<Slot> slots;
  slots.push_back(slot("receiving_unit", journey.mutable_receiving_unit(), "journey"));
  if (NextTimer(journey, calendar) < absl::InfiniteFuture()) slots[0].also_counted_as = "timer";
  slots.push_back(slot("papers_at", journey.mutable_papers_at(), "papers"));
  for (Step& step : *journey.mutable_steps()) {
    if (step.state() == STEP_STATE_DONE) continue;
    slots.push_back(slot(WhatOf(step), step.mutable_unit_code(), CountedAs(step.state())));
  }
  return slots;
}

bool IsStepOf(const Journey& journey, const Step& step, std::string_view unit) {
  if (step.unit_code() == unit) return true;
  const std::string what = WhatOf(step);
  for (const Reassignment& made : journey.reassignments()) {
    for (const UnitMove& move : made.moves()) {
      if (move.what() == what && move.old_code() == unit) return true;
    }
  }
  return false;
}

std::string ArrivedAt(const Journey& journey, const event::v1::TransferArrived& arrived) {
  const int index = arrived.step_index();
  if (index < 0 || index >= journey.steps_size()) return arrived.to_unit();
  const Step& step = journey.steps(index);
  const bool waits =
      step.state() == STEP_STATE_AWAITING_PAPERS || step.state() == STEP_STATE_STUCK;
  return waits ? step.unit_code() : arrived.to_unit();
}

}  // namespace motcua::routing
