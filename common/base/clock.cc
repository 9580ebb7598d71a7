#include "common/base/clock.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/driven_clock.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua {
namespace {

absl::Status BadSpec(std::string_view spec, std::string_view why) {
  return InvalidArgument(kSettingInvalid, Cat("clock '", spec, "': ", why));
}

absl::StatusOr<std::unique_ptr<Clock>> MakeScaled(std::string_view spec, std::string_view rest) {
  const std::vector<std::string_view> parts = Split(rest, '@');
  if (parts.size() != 2 && parts.size() != 3) {
    return BadSpec(spec, "must read scaled:START@FACTOR[@ANCHOR]");
  }
  absl::Time start;
  absl::Time anchor = absl::Now();
  double factor = 0;
  std::string problem;
  if (!absl::ParseTime(absl::RFC3339_full, ToAbsl(parts[0]), &start, &problem)) {
    return BadSpec(spec, problem);
  }
  if (!ParseDouble(parts[1], &factor) || !(factor > 0) || !std::isfinite(factor)) {
    return BadSpec(spec, "FACTOR must be a number above 0");
  }
  if (parts.size() == 3 &&
      !absl::ParseTime(absl::RFC3339_full, ToAbsl(parts[2]), &anchor, &problem)) {
    return BadSpec(spec, problem);
  }
  return std::make_unique<ScaledClock>(start, factor, anchor);
}

}  // namespace

absl::Time RealClock::Now() const { return absl::Now(); }

absl::Time ScaledClock::Now() const { return start_ + (absl::Now() - anchor_) * factor_; }

absl::StatusOr<std::unique_ptr<Clock>> MakeClock(std::string_view spec) {
  if (spec == "real") return std::make_unique<RealClock>();
  std::string_view rest = spec;
  if (ConsumePrefix(&rest, "scaled:")) return MakeScaled(spec, rest);
  if (ConsumePrefix(&rest, "driven:")) {
    auto clock = DrivenClock::Open(std::string(rest));
    if (!clock.ok()) return clock.status();
    return std::unique_ptr<Clock>(*std::move(clock));
  }
  return BadSpec(spec, "must be real, scaled:START@FACTOR[@ANCHOR] or driven:FILE");
}

absl::TimeZone LocalZone() { return absl::FixedTimeZone(7 * 3600); }

}  // namespace motcua
