// Who calls, and for which units.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace motcua::auth {

// Stands for every unit in Caller::units.
inline constexpr std::string_view kEveryUnit = "*";

struct Caller {
  // Common name of the client's certificate.
  std::string name;
  // Roots of the subtrees the caller acts for, or kEveryUnit.
  std::vector<std::string> units;

  // True if the caller may act for every unit there is.
  bool CoversEverything() const { return std::ranges::find(units, kEveryUnit) != units.end(); }

  // True if `unit` lies in one of the caller's subtrees. `tree` is anything with
  // `bool Covers(std::string_view root, std::string_view unit) const`, such as a Catalogue.
  template <class Tree>
  bool Covers(std::string_view unit, const Tree& tree) const {
    return std::ranges::any_of(units, [&](const std::string& root) {
      return root == kEveryUnit || tree.Covers(root, unit);
    });
  }
};

// PERMISSION_DENIED(UNIT_OUT_OF_SCOPE), naming the unit.
absl::Status UnitNotCovered(std::string_view unit);

// OK if the caller covers `unit`, else UnitNotCovered.
template <class Tree>
absl::Status RequireCovers(const Caller& caller, std::string_view unit, const Tree& tree) {
  return caller.Covers(unit, tree) ? absl::OkStatus() : UnitNotCovered(unit);
}

// OK if the caller covers at least one of `units` (any range of texts): enough to read an aggregate
// that several units handle. An empty range is covered only by a caller who covers everything.
template <class Units, class Tree>
absl::Status RequireCoversAny(const Caller& caller, const Units& units, const Tree& tree) {
  if (caller.CoversEverything()) return absl::OkStatus();
  for (const auto& unit : units) {
    if (caller.Covers(unit, tree)) return absl::OkStatus();
  }
  const bool none = std::begin(units) == std::end(units);
  return UnitNotCovered(none ? std::string_view() : std::string_view(*std::begin(units)));
}

}  // namespace motcua::auth
