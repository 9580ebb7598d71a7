#include "clients/cli/simulate/desk.h"

#include <algorithm>
#include <cmath>

#include "clients/cli/simulate/desk_clock.h"

namespace motcua::cli::simulate {
namespace {

// Of a minute: what sums of shares may be off by.
constexpr double kNothing = 1e-5;

}  // namespace

double Desk::RatePerMinute() const {
  const double usual = crew_.usual > 0 ? crew_.usual : crew_.officers;
  return crew_.speed * std::max(0, crew_.officers - busy_) / usual;
}

void Desk::Count(absl::Time now) {
  const double minutes = OfficeMinutes(now, calendar_);
  clock_ += (minutes - counted_) * RatePerMinute();
  counted_ = minutes;
}

void Desk::Queue(const Waiting& step, double free_minutes, absl::Time now) {
  Count(now);
  const auto same = [&step](const Waiting& other) {
    return other.dossier == step.dossier && other.step == step.step;
  };
  std::erase_if(ready_, same);
  std::erase_if(later_, [&same](const auto& entry) { return same(entry.second); });
  later_.emplace(clock_ + free_minutes, step);
}

std::optional<Waiting> Desk::Take(absl::Time now) {
  Count(now);
  while (!later_.empty() && later_.begin()->first <= clock_ + kNothing) {
    ready_.insert(later_.begin()->second);
    later_.erase(later_.begin());
  }
  if (busy_ >= crew_.officers || ready_.empty()) return std::nullopt;
  const Waiting first = *ready_.begin();
  ready_.erase(ready_.begin());
  return first;
}

std::optional<std::pair<absl::Time, Waiting>> Desk::NextLook(absl::Time now) {
  Count(now);
  if (later_.empty() || RatePerMinute() <= 0) return std::nullopt;
  const double minutes = std::max(0.0, later_.begin()->first - clock_) / RatePerMinute();
  const absl::Time at = AfterOfficeMinutes(now, minutes, calendar_);
  return std::make_pair(std::max(at, now + absl::Seconds(1)), later_.begin()->second);
}

}  // namespace motcua::cli::simulate
