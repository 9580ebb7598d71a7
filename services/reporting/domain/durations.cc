#include "services/reporting/domain/durations.h"

#include <algorithm>

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// So many steps of a group weigh as much as all that is known of the wider one.
constexpr double kWeightOfWider = 12;

}  // namespace

int BinOf(int64_t minutes) {
  return static_cast<int>(
      std::clamp<int64_t>((minutes + kBinMinutes / 2) / kBinMinutes, 0, kBins - 1));
}

std::vector<std::string> Durations::GroupsOf(const StepKind& kind) {
  const std::string step = Cat("s/", kind.procedure_code, "/", kind.index);
  return {"all", Cat("l/", kind.level), step, Cat(step, "/", kind.unit)};
}

void Durations::Add(const StepKind& kind, int64_t minutes) {
  chances_.clear();
  ++size_;
  for (const std::string& group : GroupsOf(kind)) {
    Counts& counts = counts_[group];
    ++counts.by_bin[BinOf(minutes)];
    ++counts.total;
  }
}

int64_t Durations::BasisOf(const StepKind& kind) const {
  const auto found = counts_.find(GroupsOf(kind)[2]);
  return found == counts_.end() ? 0 : found->second.total;
}

const Chances& Durations::Of(const StepKind& kind) const {
  const std::vector<std::string> groups = GroupsOf(kind);
  const auto known = chances_.find(groups.back());
  if (known != chances_.end()) return known->second;
  Chances chances(kBins, 0.0);
  chances[0] = 1;
  bool first = true;
  for (const std::string& group : groups) {
    const auto counts = counts_.find(group);
    if (counts == counts_.end()) continue;
    const double weight = first ? 0 : kWeightOfWider;
    const double sum = weight + static_cast<double>(counts->second.total);
    for (double& chance : chances) chance *= weight / sum;
    for (const auto& [bin, count] : counts->second.by_bin) {
      chances[bin] += static_cast<double>(count) / sum;
    }
    first = false;
  }
  return chances_.emplace(groups.back(), std::move(chances)).first->second;
}

}  // namespace motcua::reporting
