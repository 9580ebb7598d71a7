#include <map>

#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/catalogue/lint/rules.h"

namespace motcua::catalogue {

void UnitOutlivesParent(const Subject& subject, Report& report) {
  for (int i = 0; i < subject.all().units_size(); ++i) {
    const v1::Unit& unit = subject.all().units(i);
    const v1::Unit* parent = subject.units.Find(unit.parent_code());
    if (parent == nullptr) continue;
    const Validity days = subject.window.And(ValidityOf(unit));
    const Validity above = ValidityOf(*parent);
    if (days.empty() || above.Covers(days)) continue;
    const absl::CivilDay missing = days.from < above.from ? days.from : above.to + 1;
    report.Error(subject.source.units[i], "parent_code",
                 Cat("unit ", unit.code(), " exists on ", DayText(missing), ", unit ",
                     parent->code(), " above it does not"));
  }
}

void DuplicateUnitName(const Subject& subject, Report& report) {
  std::map<std::pair<std::string, std::string>, std::vector<const v1::Unit*>> seen;
  for (int i = 0; i < subject.all().units_size(); ++i) {
    const v1::Unit& unit = subject.all().units(i);
    auto& namesakes = seen[{unit.parent_code(), Fold(unit.name())}];
    for (const v1::Unit* other : namesakes) {
      if (ValidityOf(*other).And(ValidityOf(unit)).And(subject.window).empty()) continue;
      report.Warn(subject.source.units[i], "name",
                  Cat("unit ", unit.code(), " has the name of unit ", other->code(), ": \"",
                      unit.name(), "\""));
      break;
    }
    namesakes.push_back(&unit);
  }
}

}  // namespace motcua::catalogue
