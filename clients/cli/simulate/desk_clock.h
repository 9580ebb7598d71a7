// How much of its officers' free time a unit has had, and how much of it went by before each step
// was taken up.
//
// A step waits for two things: for officers who have others in hands, and for officers who are free
// but not at their desks, or leave it because it is not due yet. The first a simulation brings
// about by itself; the second is learned from the past: the free time that went by while it was
// queued. A minute of office time counts as much as the share of the unit's officers who are free
// then.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/simulate/arrivals.h"
#include "clients/cli/simulate/roster.h"
#include "common/calendar/calendar.h"

namespace motcua::cli::simulate {

// Minutes of office time since a fixed instant, with fractions.
double OfficeMinutes(absl::Time at, const calendar::Calendar& calendar);

// The first instant, to the second, by which so many have passed since `from`.
absl::Time AfterOfficeMinutes(absl::Time from, double minutes, const calendar::Calendar& calendar);

// Of units with the officers they really had, by when these had steps in hands.
class DeskClocks {
 public:
  // `calendar` must outlive the object.
  DeskClocks(const std::vector<Arrival>& arrivals, const Roster& roster,
             const calendar::Calendar& calendar);

  // Free minutes at the unit in [from, to); 0 where to <= from.
  double FreeMinutes(const std::string& unit, absl::Time from, absl::Time to) const;

 private:
  // From `at` on, until the next.
  struct Stretch {
    absl::Time at;
    double before = 0;  // free minutes up to it
    double share = 1;   // of the officers who are free
  };
  using Stretches = std::vector<Stretch>;

  double At(const Stretches& stretches, absl::Time at) const;

  const calendar::Calendar& calendar_;
  std::map<std::string, Stretches> units_;
};

}  // namespace motcua::cli::simulate
