// What other services' events do to a journey. Each says nothing when the journey does not stand
// so that the event concerns it: events may come late, twice, or after the end.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/calendar/calendar.h"
#include "services/routing/domain/escalation.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Intake accepted the dossier at `accept_time`: a new journey begins with `steps` (LayRoute) and,
// if it has a limit, the ladder of those to be told.
void Begin(Turn& turn, const event::v1::Accepted& accepted, absl::Time accept_time,
           std::vector<Step> steps, const Ladder& ladder, const calendar::Calendar& calendar);

// The citizen handed in what was asked for: the stop for a supplement ends (stops.h), by the decree's
// mode with the whole limit again from now (NĐ 61/2018 Đ.19(4)).
void Resume(Turn& turn, calendar::TimeLimit limit, const calendar::Calendar& calendar);

// The fee was paid in full: the stop for it ends, and the limit goes on where it stopped.
void FeePaid(Turn& turn, calendar::TimeLimit limit, const calendar::Calendar& calendar);

// The citizen took the dossier back: the journey ends, whatever it waited for.
void Withdraw(Turn& turn);

// Originals reached `unit`: steps that waited for them there are queued, or suspended while the
// clock is stopped. A stop for the post ends.
void PapersArrived(Turn& turn, std::string_view unit, const calendar::Calendar& calendar);

// Originals were lost, or went back to where they came from: the steps that wait for them are
// stuck. A stop for the post ends: the post has nothing of the dossier any more.
void PapersLost(Turn& turn, const calendar::Calendar& calendar);
void PapersReturned(Turn& turn, const calendar::Calendar& calendar);

// The post delivered the result: the journey ends.
void ResultDelivered(Turn& turn);

// The post could not deliver the result, or lost it: the citizen gets it at the counter.
void ResultCameBack(Turn& turn);

}  // namespace motcua::routing
