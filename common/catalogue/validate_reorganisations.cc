#include <algorithm>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "common/base/strings.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

bool IsId(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
}

// How many old units and successors a kind of change has: {least, most} each; 0: no bound.
struct Shape {
  int least_old, most_old, least_successors, most_successors;
};

Shape ShapeOf(v1::UnitChangeKind kind) {
  switch (kind) {
    case v1::UNIT_CHANGE_KIND_MERGE:
      return {2, 0, 1, 1};
    case v1::UNIT_CHANGE_KIND_SPLIT:
      return {1, 1, 2, 0};
    case v1::UNIT_CHANGE_KIND_ABOLISH:
      return {1, 0, 1, 0};
    default:
      return {1, 1, 1, 1};
  }
}

bool Fits(int count, int least, int most) { return count >= least && (most == 0 || count <= most); }

// One plan against the units.
class PlanChecker {
 public:
  PlanChecker(const v1::Reorganisation& plan, const Place& place, const UnitIndex& index,
              Mistakes* mistakes)
      : plan_(plan), place_(place), index_(index), mistakes_(mistakes) {}

  void Check(const Source& source) {
    if (!IsId(plan_.id())) mistakes_->Add(place_, "id", "id must be 1 to 64 of a-z, 0-9 and -");
    CheckName(place_, "title", plan_.title(), 300, mistakes_);
    if (!ParseDay(plan_.effective_date(), &day_)) {
      return mistakes_->Add(place_, "effective_date", Cat("not a day: ", plan_.effective_date()));
    }
    for (int i = 0; i < plan_.changes_size(); ++i) {
      CheckChange(plan_.changes(i), place_.In("changes", i));
    }
    CheckWhole(source);
  }

 private:
  void CheckChange(const v1::UnitChange& change, const Place& at) {
    if (change.kind() == v1::UNIT_CHANGE_KIND_UNSPECIFIED) mistakes_->Add(at, "change has no kind");
    const Shape shape = ShapeOf(change.kind());
    if (!Fits(change.old_units_size(), shape.least_old, shape.most_old)) {
      mistakes_->Add(at, "old_units", "the change has too many or too few old units for its kind");
    }
    if (change.successors().empty()) {
      mistakes_->Add(at, "the change names no successor");
    } else if (!Fits(change.successors_size(), shape.least_successors, shape.most_successors)) {
      mistakes_->Add(at, "successors", "the change has too many or too few successors for its kind");
    }
    for (int i = 0; i < change.old_units_size(); ++i) {
      CheckOld(change.old_units(i), at.In("old_units", i));
    }
    for (int i = 0; i < change.successors_size(); ++i) CheckSuccessor(change.successors(i), at, i);
  }

  void CheckOld(const v1::OldUnit& old, const Place& at) {
    if (!named_.insert(Cat(old.cell(), "/", old.code())).second) {
      mistakes_->Add(at, "code", Cat("unit ", old.code(), " is named twice"));
    }
    if (!old.cell().empty()) return CheckName(at, "name", old.name(), 200, mistakes_);
    if (index_.Find(old.code()) == nullptr) {
      mistakes_->Add(at, "code", Cat("no unit ", old.code()));
    } else if (!index_.IsValidOn(old.code(), day_ - 1) || index_.IsValidOn(old.code(), day_)) {
      mistakes_->Add(at, "code", Cat("unit ", old.code(), " does not end the day before ",
                                     plan_.effective_date()));
    }
  }

  void CheckSuccessor(const std::string& code, const Place& at, int position) {
    if (index_.Find(code) == nullptr) {
      mistakes_->Add(at, "successors", position, Cat("no unit ", code));
    } else if (!index_.IsValidOn(code, day_)) {
      mistakes_->Add(at, "successors", position,
                     Cat("unit ", code, " does not exist on ", plan_.effective_date()));
    }
  }

  // Every unit that ends the day before has a successor.
  void CheckWhole(const Source& source) {
    for (int i = 0; i < source.all.units_size(); ++i) {
      const v1::Unit& unit = source.all.units(i);
      absl::CivilDay last;
      if (!ParseDay(unit.valid_to(), &last) || last != day_ - 1) continue;
      if (named_.contains(Cat("/", unit.code()))) continue;
      mistakes_->Add(source.units[i], "valid_to",
                     Cat("unit ", unit.code(), " ends, and ", plan_.id(), " names no successor"));
    }
  }

  const v1::Reorganisation& plan_;
  const Place& place_;
  const UnitIndex& index_;
  Mistakes* mistakes_;
  absl::CivilDay day_;
  absl::flat_hash_set<std::string> named_;  // cell/code
};

}  // namespace

void CheckReorganisations(const Source& source, const UnitIndex& index, Mistakes* mistakes) {
  absl::flat_hash_set<std::string> ids;
  for (int i = 0; i < source.all.reorganisations_size(); ++i) {
    const v1::Reorganisation& plan = source.all.reorganisations(i);
    const Place& place = source.reorganisations[i];
    if (!ids.insert(plan.id()).second) {
      mistakes->Add(place, "id", Cat("reorganisation ", plan.id(), " is there twice"));
    }
    PlanChecker(plan, place, index, mistakes).Check(source);
  }
}

void CheckSelectorRules(const Source& source, Mistakes* mistakes) {
  absl::flat_hash_set<std::string> selectors;
  for (const v1::SelectorRule& rule : source.all.selector_rules()) {
    selectors.insert(rule.unit_selector());
  }
  absl::flat_hash_set<std::string> seen;
  for (int i = 0; i < source.all.selector_rules_size(); ++i) {
    const v1::SelectorRule& rule = source.all.selector_rules(i);
    const Place& at = source.selector_rules[i];
    if (!IsSelector(rule.unit_selector())) {
      mistakes->Add(at, "unit_selector", Cat("not a unit selector: \"", rule.unit_selector(), "\""));
    } else if (!seen.insert(rule.unit_selector()).second) {
      mistakes->Add(at, "unit_selector", Cat(rule.unit_selector(), " has a rule already"));
    }
    if (!IsSelector(rule.instead())) {
      mistakes->Add(at, "instead", Cat("not a unit selector: \"", rule.instead(), "\""));
    } else if (selectors.contains(rule.instead())) {
      mistakes->Add(at, "instead", Cat(rule.instead(), " has a rule itself"));
    }
  }
}

}  // namespace motcua::catalogue
