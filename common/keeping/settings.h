// The setting and the pace of leaving, the same in every service.
#pragma once

#include "absl/time/time.h"
#include "common/config/settings.h"

namespace motcua::keeping {

// Real time between two looks for what may leave.
inline constexpr absl::Duration kLeaverPeriod = absl::Seconds(5);

// --leave-after. Answers to request_ids are kept for seven days: sooner, a repeated request would not
// find what it changed.
inline void AddLeaveAfter(config::Settings& settings, absl::Duration& leave_after) {
  settings.Add(&leave_after, "leave-after", absl::Hours(24 * 30),
               {absl::ZeroDuration(), absl::Hours(24 * 3650)},
               "how long after its end work stays in Redis before the archive alone keeps it");
}

}  // namespace motcua::keeping
