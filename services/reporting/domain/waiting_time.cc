#include "services/reporting/domain/waiting_time.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_format.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// Upper ends in hours: finer where the law's limits lie, 1 to 30 days.
constexpr std::array<int, 26> kEnds = {1,   2,   4,   8,   12,   24,   36,   48,  72,
                                       96,  120, 144, 168, 192,  240,  288,  336, 408,
                                       480, 576, 720, 960, 1440, 2160, 4320, 8760};
constexpr int64_t kMicrosPerHour = int64_t{3600} * 1000000;

}  // namespace

std::string WaitKey(int64_t submit_time, int64_t resolve_time) {
  const int64_t micros = std::max<int64_t>(resolve_time - submit_time, 0);
  const auto end = std::find_if(kEnds.begin(), kEnds.end() - 1,
                                [&](int hours) { return micros < hours * kMicrosPerHour; });
  return absl::StrFormat("%04d", *end);
}

WaitClass WaitClassOf(std::string_view key) {
  int hours = 0;
  if (!ParseInt(key, &hours)) return {};
  const auto end = std::lower_bound(kEnds.begin(), kEnds.end() - 1, hours);
  return {end == kEnds.begin() ? 0.0 : *(end - 1), static_cast<double>(*end)};
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
