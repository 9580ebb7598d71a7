// The legal clock of a journey: what is due when, and what it says when an instant passes.
#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Whether the clock runs: an open journey whose result is not ready and that no stop holds.
bool ClockRuns(const Journey& journey);

inline constexpr int64_t kWorkingDayMinutes = 8 * 60;

// The instant from which one working day is left until the promise.
absl::Time LastDayBegins(const Journey& journey, const calendar::Calendar& calendar);

// When it is said that the promise is near: LastDayBegins, or InfinitePast when the whole limit is
// no longer than that.
absl::Time NearTime(const Journey& journey, const calendar::Calendar& calendar);

// Sets the due times of the steps from `stage` on: the office time between `from` and the promise
// is shared out by their shares, stage after stage; the steps of a stage begin together, and the
// stage takes as long as its longest. The last ends at the promise itself. Without a promise the
// steps are due never.
void ShareOutTime(Journey& journey, int stage, absl::Time from, const calendar::Calendar& calendar);

// The next instant at which FireTimers has something to say; InfiniteFuture when it never has.
absl::Time NextTimer(const Journey& journey, const calendar::Calendar& calendar);

// Ends the consultations that were not answered in time (LapseAnswers), and says what has come true
// by now and was not said before, each thing once: a step overdue, one
// working day left before the promise, the promise passed (of a promise that has already passed
// only the latter is said), a rung of the ladder reached. Returns how many steps it said are
// overdue.
int FireTimers(Turn& turn, const calendar::Calendar& calendar);

}  // namespace motcua::routing
