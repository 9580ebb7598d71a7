// The ladder by which a dossier in danger of being late, or late, is carried upwards: each rung is
// told once of a promise.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Earliest rung first, no two at the same distance. Copied into a journey when it begins.
using Ladder = std::vector<dossier::v1::EscalationRung>;

inline constexpr char kDefaultLadder[] =
    "-2:officer,-1:unit-head,0:unit-head,1:unit-head,3:chairman,5:chairman";

// Reads "-2:officer,0:unit-head,5:chairman": working days after the promise (-250 to 250, rising)
// and who is told. Empty: no rungs. INVALID_ARGUMENT (SETTING_INVALID) naming the part at fault.
absl::StatusOr<Ladder> ParseLadder(std::string_view text);

// To be called when a promise was made at `since`: rungs whose instant had come by then are passed
// over, those ahead will be told of it.
void ArmLadder(Journey& journey, absl::Time since, const calendar::Calendar& calendar);

// The instant of the next rung to be told; InfiniteFuture when there is none.
absl::Time NextRung(const Journey& journey, const calendar::Calendar& calendar);

// Tells every rung whose instant has come and that was not told of this promise. The clock runs.
void TellRungs(Turn& turn, const calendar::Calendar& calendar);

}  // namespace motcua::routing
