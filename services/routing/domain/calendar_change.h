// What a calendar that was changed after promises were given does to them.
#pragma once

#include "common/calendar/calendar.h"
#include "services/routing/domain/turn.h"

namespace motcua::routing {

// Word for a promise that moved with the calendar.
inline constexpr char kCalendar[] = "CALENDAR";
// Word for the time between the end of the limit and a promise given by another calendar, which
// stands.
inline constexpr char kPromiseStands[] = "PROMISE_STANDS";

// Whether the due instants of the journey are to be reckoned anew by the calendar: another one made
// them, and the limit still matters.
bool NeedsReckoning(const Journey& journey, const calendar::Calendar& calendar);

// Reckons them anew: the promise where the limit, counted from the start of the clock and made longer
// by its pauses, ends by this calendar (BLDS 2015 Đ.147, Đ.148); one given with an apology stays where
// it is but for a rest day, which it leaves for the next working day (Đ.148(5)). Nothing is due
// earlier than was promised before. What was told of the old promise counts as told of the new one:
// no alert is told twice. A move is told, and does not count as the one putting off of NĐ 61/2018
// Đ.19(9). A second time nothing happens.
void Reckon(Turn& turn, calendar::TimeLimit limit, const calendar::Calendar& calendar);

}  // namespace motcua::routing
