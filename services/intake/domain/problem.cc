#include "services/intake/domain/problem.h"

#include "common/base/errors.h"
#include "common/base/strings.h"

namespace motcua::intake {

absl::Status ToStatus(const Problems& problems, std::string_view prefix) {
  if (problems.empty()) return absl::OkStatus();
  const Problem& first = problems.front();
  Error error(first.code, first.reason, Cat(prefix, first.field, ": ", first.message));
  for (const Problem& problem : problems) {
    error.Field(Cat(prefix, problem.field), problem.message);
  }
  return error;
}

}  // namespace motcua::intake
