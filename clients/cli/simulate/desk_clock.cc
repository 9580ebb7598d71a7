#include "clients/cli/simulate/desk_clock.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/base/clock.h"

namespace motcua::cli::simulate {

// The calendar counts whole minutes, of which days have a whole number.
double OfficeMinutes(absl::Time at, const calendar::Calendar& calendar) {
  const absl::CivilDay day = absl::ToCivilDay(at, LocalZone());
  const absl::Time midnight = absl::FromCivil(day, LocalZone());
  auto minutes = static_cast<double>(calendar.WorkingMinutesBetween(absl::UnixEpoch(), midnight));
  if (!calendar.IsWorkingDay(day)) return minutes;
  const double now = absl::ToDoubleMinutes(at - midnight);
  for (const calendar::Session& session : calendar.sessions()) {
    minutes += std::clamp<double>(now, session.begin, session.end) - session.begin;
  }
  return minutes;
}

absl::Time AfterOfficeMinutes(absl::Time from, double minutes, const calendar::Calendar& calendar) {
  const auto whole = static_cast<int64_t>(minutes);
  const double wanted = OfficeMinutes(from, calendar) + minutes;
  const absl::Time at = calendar.AddWorking(from, whole) +
                        absl::Seconds(std::ceil((minutes - static_cast<double>(whole)) * 60));
  return OfficeMinutes(at, calendar) < wanted - 1e-6 ? calendar.AddWorking(from, whole + 1) : at;
}

DeskClocks::DeskClocks(const std::vector<Arrival>& arrivals, const Roster& roster,
                       const calendar::Calendar& calendar)
    : calendar_(calendar) {
  for (const auto& [unit, changes] : HandsOf(arrivals)) {
    const auto crew = roster.find(unit);
    const double officers = crew == roster.end() ? 1 : crew->second.officers;
    Stretches& stretches = units_[unit];
    int busy = 0;
    for (const auto& [at, change] : changes) {
      const double before = At(stretches, at);
      busy += change;
      stretches.push_back({at, before, std::max(0.0, officers - busy) / officers});
    }
  }
}

// Before the first stretch all are free.
double DeskClocks::At(const Stretches& stretches, absl::Time at) const {
  const auto next = std::ranges::upper_bound(stretches, at, {}, &Stretch::at);
  const double now = OfficeMinutes(at, calendar_);
  if (next == stretches.begin()) return now;
  const Stretch& last = *std::prev(next);
  const double passed = now - OfficeMinutes(last.at, calendar_);
  return last.before + passed * last.share;
}

double DeskClocks::FreeMinutes(const std::string& unit, absl::Time from, absl::Time to) const {
  if (to <= from) return 0;
  const auto found = units_.find(unit);
  const Stretches none;
  const Stretches& stretches = found == units_.end() ? none : found->second;
  return At(stretches, to) - At(stretches, from);
}

}  // namespace motcua::cli::simulate
