// Why a promise is what it is, stretch by stretch, so that anyone can recompute it.
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Covers the time from the start of the clock to the promise (or to now, while the clock is
// stopped and the promise has passed) without gaps: the limit, with the stops since the start of
// the clock, the office time that makes up for them, and the time won by an apology. Empty without
// a promise.
std::vector<calendar::Interval> ExplainClock(const Journey& journey,
                                             const calendar::Calendar& calendar,
                                             calendar::TimeLimit limit, absl::Time now);

}  // namespace motcua::routing
