// The small catalogue with a change, as a rule sees it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "common/base/strings.h"
#include "common/catalogue/lint/lint.h"
#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {

// What `rule` finds: "error u:7: …", for u units, p procedures and c the calendar.
inline std::vector<std::string> Found(std::string_view rule, const std::string& from = "",
                                      const std::string& to = "",
                                      std::optional<absl::CivilDay> on = std::nullopt) {
  const auto changed = [&](const std::string& text) {
    return from.empty() ? text : absl::StrReplaceAll(text, {{from, to}});
  };
  const auto findings = Lint({{"u", changed(kSmallUnits)},
                              {"p", changed(kSmallProcedures)},
                              {"c", changed(kSmallCalendar)}},
                             on);
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    if (finding.rule != rule) continue;
    const char* severity = finding.severity == Severity::kError ? "error " : "warning ";
    lines.push_back(Cat(severity, finding.file, ":", finding.line, ": ", finding.message));
  }
  return lines;
}

}  // namespace motcua::catalogue
