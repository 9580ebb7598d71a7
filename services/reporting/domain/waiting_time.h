// Classes of how long a citizen waited, from filing to the result, by the wall.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::reporting {

// Where a class is counted: a measure of a group with this key (cell.h), as many classes as a group
// has measures.
struct WaitPlace {
  std::string key;
  int measure = 0;

  bool operator==(const WaitPlace&) const = default;
};

// Place of the class that holds the time between two instants (microseconds). The last has no end.
WaitPlace WaitPlaceOf(int64_t submit_time, int64_t resolve_time);

// Bounds of a class in hours, the upper one excluded; the last one's is a year.
struct WaitClass {
  double from_hours = 0;
  double to_hours = 0;
};
inline constexpr int kWaitClasses = 26;
// Class by number, in order of time.
WaitClass WaitClassAt(int number);
// Number of the class counted in a measure of a group with this key; -1: none.
int WaitClassIn(std::string_view key, int measure);

// Counts of classes by time.
struct WaitCount {
  WaitClass wait;
  int64_t count = 0;
};

// Hours within which `share` (0 to 1) of all were served, as if evenly spread within a class; 0 for
// no counts. Counts must be in order of time.
double WaitQuantile(const std::vector<WaitCount>& counts, double share);

}  // namespace motcua::reporting
