// The units a journey is at the mercy of when units are reorganised.
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "common/catalogue/succession.h"
#include "common/reorganisation/rehome.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// The one-stop unit, where the papers are, and the unit of each step that is not done; a step that
// is done stays with the unit of its day. Due times are no part of it: promises do not get worse.
// A lease stays with its holder.
std::vector<reorganisation::Slot> UnitSlots(Journey& journey,
                                            const catalogue::ReorganisationPlan& plan,
                                            const calendar::Calendar& calendar);

// Whether `unit` is the step's, or was before a reorganisation.
bool IsStepOf(const Journey& journey, const Step& step, std::string_view unit);

// Where originals are that reached `unit` for a step: at the step's unit of now, if the step waits
// for them.
std::string ArrivedAt(const Journey& journey, const event::v1::TransferArrived& arrived);

}  // namespace motcua::routing
