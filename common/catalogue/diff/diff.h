// What changed from one catalogue to another, in words a person can check against a decision.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/catalogue/catalogue.h"

namespace motcua::catalogue {

enum class ChangeKind { kAdded, kRemoved, kChanged };

// "added", "removed", "changed".
std::string_view WordOf(ChangeKind kind);

struct Change {
  ChangeKind kind = ChangeKind::kChanged;
  // "unit", "post office", "postage", "postman's rounds", "office hours", "calendar day", "procedure"
  // or "citizen's event".
  std::string what;
  // Code, or day; a procedure of a later version with it: "1.001193 version 2".
  std::string key;
  std::string name;
  // What of it changed, a line each. For a further version of a procedure: from the version before
  // it. Otherwise empty when added or removed.
  std::vector<std::string> details;
};

// Units, post offices, postage and rounds, calendar, procedures, citizens' events, in this order and by key. The order of files and of
// items in them does not count.
std::vector<Change> Diff(const Catalogue& before, const Catalogue& after);

}  // namespace motcua::catalogue
