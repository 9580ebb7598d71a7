#include "services/reporting/domain/workload.h"

#include <algorithm>

#include "common/base/clock.h"

namespace motcua::reporting {

Workload::Workload(const std::vector<CaseStory>& stories) {
  for (const CaseStory& story : stories) {
    for (const auto& [index, step] : story.steps) steps_[step.unit].push_back(&step);
  }
}

int64_t Workload::Before(const std::string& unit, absl::Time at, absl::Time due) const {
  const auto found = steps_.find(unit);
  if (found == steps_.end()) return 0;
  return std::ranges::count_if(
      found->second, [&](const StepStory* step) { return step->IsOpenAt(at) && step->due < due; });
}

int64_t Workload::MostInADay(const std::string& unit, absl::Time from, absl::Time to) const {
  const auto found = steps_.find(unit);
  if (found == steps_.end()) return 0;
  std::map<absl::CivilDay, int64_t> days;
  int64_t most = 0;
  for (const StepStory* step : found->second) {
    if (step->done < from || step->done >= to) continue;
    most = std::max(most, ++days[absl::ToCivilDay(step->done, LocalZone())]);
  }
  return most;
}

}  // namespace motcua::reporting
