// The legal clock of a journey: what is due when, what it says when an instant passes, and why a
// promise is what it is.
#pragma once

#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Word for the stop of the clock while the citizen owes a supplement; also an interval's reason.
inline constexpr char kStopSupplement[] = "SUPPLEMENT";

// Whether the clock runs: an open journey whose result is not ready and that no stop holds.
bool ClockRuns(const Journey& journey);

// Sets the due times of the steps from `stage` on: the office time between the start of the clock
// and the promise is shared out by their shares, stage after stage; the steps of a stage begin
// together, and the stage takes as long as its longest. The last ends at the promise itself.
// Without a promise the steps are due never.
void ShareOutTime(Journey& journey, int stage, const calendar::Calendar& calendar);

// The next instant at which FireTimers has something to say; InfiniteFuture when it never has.
absl::Time NextTimer(const Journey& journey, const calendar::Calendar& calendar);

// Says what has come true by now and was not said before, each thing once: a step overdue, one
// working day left before the promise, the promise passed. Of a promise that has already passed
// only the latter is said. Returns how many steps it said are overdue.
int FireTimers(Turn& turn, const calendar::Calendar& calendar);

// Covers the time from the start of the clock to the promise (or to now, while the clock is
// stopped and the promise has passed) without gaps. Empty without a promise.
std::vector<calendar::Interval> ExplainClock(const Journey& journey,
                                             const calendar::Calendar& calendar,
                                             calendar::TimeLimit limit, absl::Time now);

}  // namespace motcua::routing
