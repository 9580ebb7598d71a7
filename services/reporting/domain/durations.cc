#include "services/reporting/domain/durations.h"

#include <algorithm>
#include <cmath>

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// So many steps of a group weigh as much as all that is known of the wider one.
constexpr double kWeightOfWider = 12;

// Of the first bin's pace, the logarithm to the base of 2.
constexpr double kFirst = -7;

}  // namespace

int BinOf(double pace) {
  if (pace <= 0) return 0;
  const double bin = std::round((std::log2(pace) - kFirst) * kPacesPerDoubling);
  return static_cast<int>(std::clamp(bin, 0.0, kPaces - 1.0));
}

double PaceOf(int bin) { return std::exp2(kFirst + static_cast<double>(bin) / kPacesPerDoubling); }

std::vector<std::string> Durations::GroupsOf(const StepKind& kind) {
  const std::string step = Cat("s/", kind.procedure_code, "/", kind.index);
  return {"all", Cat("l/", kind.level), step, Cat(step, "/", kind.unit)};
}

void Durations::Add(const StepKind& kind, double pace) {
  paces_.clear();
  ++size_;
  for (const std::string& group : GroupsOf(kind)) {
    Counts& counts = counts_[group];
    ++counts.by_bin[BinOf(pace)];
    ++counts.total;
  }
}

int64_t Durations::BasisOf(const StepKind& kind) const {
  const auto found = counts_.find(GroupsOf(kind)[2]);
  return found == counts_.end() ? 0 : found->second.total;
}

const Paces& Durations::Of(const StepKind& kind) const {
  const std::vector<std::string> groups = GroupsOf(kind);
  const auto known = paces_.find(groups.back());
  if (known != paces_.end()) return known->second;
  Paces paces(kPaces, 0.0);
  paces[0] = 1;
  bool first = true;
  for (const std::string& group : groups) {
    const auto counts = counts_.find(group);
    if (counts == counts_.end()) continue;
    const double weight = first ? 0 : kWeightOfWider;
    const double sum = weight + static_cast<double>(counts->second.total);
    for (double& chance : paces) chance *= weight / sum;
    for (const auto& [bin, count] : counts->second.by_bin) {
      paces[bin] += static_cast<double>(count) / sum;
    }
    first = false;
  }
  return paces_.emplace(groups.back(), std::move(paces)).first->second;
}

}  // namespace motcua::reporting
