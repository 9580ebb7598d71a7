#include "services/reporting/domain/waiting_time.h"

#include <algorithm>
#include <array>

#include "common/base/strings.h"
#include "services/reporting/domain/cell.h"

namespace motcua::reporting {
namespace {

// Upper ends in hours: finer where the law's limits lie, 1 to 30 days.
constexpr std::array<int, kWaitClasses> kEnds = {1,   2,   4,   8,   12,   24,   36,   48,  72,
                                                 96,  120, 144, 168, 192,  240,  288,  336, 408,
                                                 480, 576, 720, 960, 1440, 2160, 4320, 8760};
constexpr int64_t kMicrosPerHour = int64_t{3600} * 1000000;

}  // namespace

WaitPlace WaitPlaceOf(int64_t submit_time, int64_t resolve_time) {
  const int64_t micros = std::max<int64_t>(resolve_time - submit_time, 0);
  const auto end = std::find_if(kEnds.begin(), kEnds.end() - 1,
                                [&](int hours) { return micros < hours * kMicrosPerHour; });
  const auto number = static_cast<int>(end - kEnds.begin());
  return {Cat(number / kMeasures), number % kMeasures};
}

WaitClass WaitClassAt(int number) {
  return {number == 0 ? 0.0 : kEnds[number - 1], static_cast<double>(kEnds[number])};
}

int WaitClassIn(std::string_view key, int measure) {
  int block = 0;
  if (!ParseInt(key, &block)) return -1;
  const int number = block * kMeasures + measure;
  return 0 <= number && number < kWaitClasses ? number : -1;
}

double WaitQuantile(const std::vector<WaitCount>& counts, double share) {
  double total = 0;
  for (const WaitCount& entry : counts) total += static_cast<double>(entry.count);
  double left = share * total;
  for (const auto& [wait, count] : counts) {
    const auto here = static_cast<double>(count);
    if (here > 0 && left <= here) {
      return wait.from_hours + (wait.to_hours - wait.from_hours) * left / here;
    }
    left -= here;
  }
  return counts.empty() ? 0 : counts.back().wait.to_hours;
}

}  // namespace motcua::reporting
