#include "common/auth/caller.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::auth {

absl::Status UnitNotCovered(std::string_view unit) {
  return PermissionDenied(kUnitOutOfScope,
                          Cat("the caller does not act for unit \"", unit, "\""))
      .With("unit", unit);
}

}  // namespace motcua::auth
