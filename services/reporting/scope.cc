#include "services/reporting/scope.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"

namespace motcua::reporting {

absl::StatusOr<Scope> Scope::Of(const auth::Caller& caller, const std::string& unit_code,
                                const catalogue::Catalogue& catalogue) {
  if (!unit_code.empty()) {
    if (catalogue.FindUnit(unit_code) == nullptr) {
      return NotFound(kUnitNotFound, "the catalogue has no such unit").With("unit", unit_code);
    }
    MOTCUA_RETURN_IF_ERROR(auth::RequireCovers(caller, unit_code, catalogue));
  }
  return Scope(caller, unit_code, catalogue);
}

std::set<std::string> Scope::Units() const {
  std::set<std::string> seen;
  for (const auto& unit : catalogue_->units()) {
    if (Sees(unit.code())) seen.insert(unit.code());
  }
  return seen;
}

}  // namespace motcua::reporting
