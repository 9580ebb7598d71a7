// Checks of the catalogue as a whole. Each reports every mistake it finds and stops at none.
#pragma once

#include <optional>

#include "common/calendar/calendar.h"
#include "common/catalogue/source.h"
#include "common/catalogue/unit_index.h"

namespace motcua::catalogue {

// A name for people: present, normal form C, at most `limit` characters.
void CheckName(const Place& place, std::string_view field, std::string_view name, int limit,
               Mistakes* mistakes);

// The days of validity: days, and in order.
void CheckDays(const v1::Unit& unit, const Place& place, Mistakes* mistakes);
void CheckDays(const v1::Procedure& procedure, const Place& place, Mistakes* mistakes);
void CheckDays(const v1::CitizenEvent& event, const Place& place, Mistakes* mistakes);
void CheckDays(const v1::SaturdayCounter& counter, const Place& place, Mistakes* mistakes);
void CheckDays(const v1::PostageRate& rate, const Place& place, Mistakes* mistakes);

// Hours as minutes from midnight; nullopt unless both are "HH:MM" and the end is after the begin.
std::optional<calendar::Session> ToSession(const std::string& begin, const std::string& end);
std::optional<calendar::Session> ToSession(const v1::OfficeSession& session);

// A limit is there, of a kind, with an amount of 1 to 3650 where the kind has one. `field`: what the
// limit is in the message at `place`.
void CheckTimeLimit(const type::v1::TimeLimit& limit, const Place& place, std::string_view field,
                    Mistakes* mistakes);
// Limits, fees and steps that hold in some cases or by some channels.
void CheckCaseRules(const v1::Procedure& procedure, const Place& place, Mistakes* mistakes);

void CheckUnits(const Source& source, const UnitIndex& index, Mistakes* mistakes);
void CheckPostOffices(const Source& source, const UnitIndex& index, Mistakes* mistakes);
// Routes are resolved from every counter that may take the procedure in.
void CheckProcedures(const Source& source, const UnitIndex& index, Mistakes* mistakes);
// Order, cases and papers of citizens' events, and that one counter takes all of each in.
void CheckCitizenEvents(const Source& source, Mistakes* mistakes);
// Keywords of procedures, synonyms and fillers.
void CheckSearch(const Source& source, Mistakes* mistakes);
// Plans: each unit that ends has a successor, and the units named exist when they must.
void CheckReorganisations(const Source& source, const UnitIndex& index, Mistakes* mistakes);
void CheckSelectorRules(const Source& source, Mistakes* mistakes);
// Counters that are open on Saturdays.
void CheckSaturdays(const Source& source, const UnitIndex& index, Mistakes* mistakes);
// How long personal data are kept.
void CheckRetention(const Source& source, Mistakes* mistakes);
// What the post charges, and when postmen go.
void CheckPostage(const Source& source, Mistakes* mistakes);
// Checks days and office hours, and gives what a Calendar is made of.
calendar::CalendarData CheckCalendar(const Source& source, Mistakes* mistakes);

// All of the above.
calendar::CalendarData CheckAll(const Source& source, const UnitIndex& index, Mistakes* mistakes);

}  // namespace motcua::catalogue
