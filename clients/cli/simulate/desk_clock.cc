#include "clients/cli/simulate/desk_clock.h"

#include <algorithm>
#include <utility>

namespace motcua::cli::simulate {

int64_t OfficeMinutes(absl::Time at, const calendar::Calendar& calendar) {
  return calendar.WorkingMinutesBetween(absl::UnixEpoch(), at);
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
  const auto now = static_cast<double>(OfficeMinutes(at, calendar_));
  if (next == stretches.begin()) return now;
  const Stretch& last = *std::prev(next);
  const double passed = now - static_cast<double>(OfficeMinutes(last.at, calendar_));
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
