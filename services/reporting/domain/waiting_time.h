// Classes of how long a citizen waited, from filing to the result, by the wall.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::reporting {

// Key of the class that holds the time between two instants (microseconds): the hours of its upper
// end, excluded, with leading zeros, so that keys sort by time. The last class has no end.
std::string WaitKey(int64_t submit_time, int64_t resolve_time);

// Bounds of a class in hours; the last one's upper end is a year.
struct WaitClass {
  double from_hours = 0;
  double to_hours = 0;
};
// The class of a key of WaitKey.
WaitClass WaitClassOf(std::string_view key);

// Counts of classes by time.
struct WaitCount {
  WaitClass wait;
  int64_t count = 0;
};

// Hours within which `share` (0 to 1) of all were served, as if evenly spread within a class; 0 for
// no counts. Counts must be in order of time.
double WaitQuantile(const std::vector<WaitCount>& counts, double share);

}  // namespace motcua::reporting
