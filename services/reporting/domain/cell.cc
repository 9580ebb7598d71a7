#include "services/reporting/domain/cell.h"

namespace motcua::reporting {
namespace {

// The family that has only the units of this one; the family itself if there is none.
Family UnitsOf(Family family) {
  if (family == Family::kField) return Family::kUnit;
  return family == Family::kStep ? Family::kStepUnit : family;
}

}  // namespace

bool HasProvince(Family family) { return family <= Family::kSolver || family == Family::kStep; }

void ForEachGroup(const Group& own, absl::FunctionRef<void(const Group&)> visit) {
  visit(own);
  if (HasProvince(own.family)) visit({own.family, std::string(kProvince), own.key});
  const Family units = UnitsOf(own.family);
  if (units != own.family) visit({units, own.unit, ""});
}

bool GroupChoice::Holds(const Group& group) const {
  if (group.family != family) return false;
  return units ? units->contains(group.unit) : group.unit != kProvince;
}

}  // namespace motcua::reporting
