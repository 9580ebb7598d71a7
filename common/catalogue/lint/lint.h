// Finds what is wrong in a catalogue, or odd enough that a person should look at it, before any
// service reads it. docs/catalogue.md lists the rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/catalogue/catalogue.h"

namespace motcua::catalogue {

enum class Severity {
  kWarning,  // odd: look at it
  kError,    // some dossier will fail
};

struct Finding {
  Severity severity = Severity::kError;
  // Name of the rule; "load" for what Catalogue::Load refuses.
  std::string rule;
  std::string file;
  int line = 0;
  std::string message;
};

// Everything found, in order of file and line. `on`: look at that day alone (local), not at all
// days of the catalogue. Files that cannot be read as text are reported and nothing else is.
std::vector<Finding> Lint(const std::vector<Catalogue::File>& files,
                          std::optional<absl::CivilDay> on = std::nullopt);

// A rule's name and what it looks for, for people.
struct RuleInfo {
  std::string_view name;
  std::string_view about;
};
std::vector<RuleInfo> LintRules();

}  // namespace motcua::catalogue
