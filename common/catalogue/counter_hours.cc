#include "common/catalogue/counter_hours.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "common/base/clock.h"
#include "common/catalogue/procedure_index.h"
#include "common/catalogue/unit_index.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

constexpr int kDaysAhead = 31;  // longer than any closure

bool Fits(const Catalogue& catalogue, const v1::SaturdayCounter& row, std::string_view unit,
          std::string_view field, absl::CivilDay day) {
  const bool here = row.unit_codes().empty() ||
                    absl::c_any_of(row.unit_codes(), [&](const std::string& root) {
                      return catalogue.Covers(root, unit);
                    });
  return here && (row.fields().empty() || absl::c_linear_search(row.fields(), field)) &&
         ValidityOf(row).Has(day);
}

absl::Time At(absl::CivilDay day, int minute) {
  return absl::FromCivil(absl::CivilMinute(day) + minute, LocalZone());
}

}  // namespace

Sessions SaturdayHours(const Catalogue& catalogue, std::string_view unit_code,
                       std::string_view field, absl::CivilDay day) {
  Sessions hours;
  for (const v1::SaturdayCounter& row : catalogue.saturday_counters()) {
    if (!Fits(catalogue, row, unit_code, field, day)) continue;
    for (const v1::OfficeSession& session : row.sessions()) hours.push_back(*ToSession(session));
    break;
  }
  return hours;
}

Sessions HoursOn(const Catalogue& catalogue, std::string_view unit_code, std::string_view field,
                 absl::CivilDay day) {
  const calendar::Calendar& calendar = catalogue.calendar();
  if (calendar.IsWorkingDay(day)) return calendar.sessions();
  if (absl::GetWeekday(day) != absl::Weekday::saturday || calendar.IsSpecial(day)) return {};
  return SaturdayHours(catalogue, unit_code, field, day);
}

bool IsOpen(const Catalogue& catalogue, std::string_view unit_code, std::string_view field,
            absl::Time time) {
  const absl::CivilDay day = absl::ToCivilDay(time, LocalZone());
  return absl::c_any_of(HoursOn(catalogue, unit_code, field, day), [&](const auto& session) {
    return At(day, session.begin) <= time && time < At(day, session.end);
  });
}

absl::Time NextOpening(const Catalogue& catalogue, std::string_view unit_code,
                       std::string_view field, absl::Time time) {
  const absl::CivilDay today = absl::ToCivilDay(time, LocalZone());
  for (absl::CivilDay day = today; day < today + kDaysAhead; ++day) {
    for (const auto& session : HoursOn(catalogue, unit_code, field, day)) {
      if (time < At(day, session.end)) return std::max(time, At(day, session.begin));
    }
  }
  return absl::InfiniteFuture();
}

}  // namespace motcua::catalogue
