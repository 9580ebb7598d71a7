// When counters take dossiers in: the office hours of working days, and Saturdays where the catalogue
// says so. Time limits keep to working days alone (Calendar::EffectiveReceipt).
#pragma once

#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"

namespace motcua::catalogue {

using Sessions = std::vector<calendar::Session>;

// The hours of a Saturday counter of that unit, for procedures of the field, in force on the day:
// those of the first that fits. Empty when there is none.
Sessions SaturdayHours(const Catalogue& catalogue, std::string_view unit_code,
                       std::string_view field, absl::CivilDay day);

// The hours of a counter on the day itself; empty when it is closed all day.
Sessions HoursOn(const Catalogue& catalogue, std::string_view unit_code, std::string_view field,
                 absl::CivilDay day);

// Whether the counter is open for procedures of the field.
bool IsOpen(const Catalogue& catalogue, std::string_view unit_code, std::string_view field,
            absl::Time time);

// When it opens next, from `time` on: `time` itself while it is open; InfiniteFuture when it never
// does within a month.
absl::Time NextOpening(const Catalogue& catalogue, std::string_view unit_code,
                       std::string_view field, absl::Time time);

}  // namespace motcua::catalogue
