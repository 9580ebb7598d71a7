#include "services/reporting/store/testing/projections.h"

#include <cstdio>
#include <cstdlib>

#include "common/base/strings.h"
#include "services/reporting/store/projection_check.h"

namespace motcua::reporting {

std::vector<std::string> DifferencesOf(const Database& database) {
  ProjectionCheck check(database, {.most_differences = 1000, .page = 100});
  std::vector<std::string> differences;
  while (true) {
    const auto step = check.Step();
    if (!step.ok()) {
      std::fprintf(stderr, "DifferencesOf: %s\n", step.status().ToString().c_str());
      std::abort();
    }
    for (const auto& difference : step->differences()) {
      std::string what = difference.column();
      if (what.empty()) what = difference.stored().empty() ? "missing" : "too many";
      differences.push_back(Cat(difference.table(), " ", difference.key(), " ", what));
    }
    if (step->done()) return differences;
  }
}

}  // namespace motcua::reporting
