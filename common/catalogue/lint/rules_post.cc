#include <map>
#include <set>

#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/catalogue/lint/rules.h"

namespace motcua::catalogue {
namespace {

// Where each stands in the list.
std::map<std::string_view, int> OfficesByCode(const Subject& subject) {
  std::map<std::string_view, int> offices;
  for (int i = 0; i < subject.all().post_offices_size(); ++i) {
    offices.emplace(subject.all().post_offices(i).code(), i);
  }
  return offices;
}

}  // namespace

void PostOfficeArea(const Subject& subject, Report& report) {
  const auto offices = OfficesByCode(subject);
  std::set<std::string_view> told;
  for (const v1::Unit& unit : subject.all().units()) {
    const auto office = offices.find(subject.units.PostOfficeOf(unit.code()));
    if (office == offices.end()) continue;
    const v1::PostOffice& lying = subject.all().post_offices(office->second);
    const v1::Unit* area = subject.units.Find(lying.unit_code());
    const Validity days = subject.window.And(ValidityOf(unit));
    if (area == nullptr || days.empty() || ValidityOf(*area).Covers(days)) continue;
    if (!told.insert(office->first).second) continue;
    report.Warn(subject.source.post_offices[office->second], "unit_code",
                Cat("post office ", office->first, " lies in unit ", area->code(),
                    ", which does not exist on all days of unit ", unit.code(),
                    " it carries for"));
  }
}

void NoPostOffice(const Subject& subject, Report& report) {
  for (int i = 0; i < subject.all().units_size(); ++i) {
    const v1::Unit& unit = subject.all().units(i);
    if (!unit.one_stop() || subject.window.And(ValidityOf(unit)).empty()) continue;
    if (!subject.units.PostOfficeOf(unit.code()).empty()) continue;
    report.Warn(subject.source.units[i], "post_office_code",
                Cat("no post office carries for the counter of unit ", unit.code()));
  }
}

void UnusedPostOffice(const Subject& subject, Report& report) {
  std::set<std::string_view> used;
  for (const v1::Unit& unit : subject.all().units()) {
    if (subject.window.And(ValidityOf(unit)).empty()) continue;
    used.insert(subject.units.PostOfficeOf(unit.code()));
  }
  for (int i = 0; i < subject.all().post_offices_size(); ++i) {
    const v1::PostOffice& office = subject.all().post_offices(i);
    if (used.contains(office.code())) continue;
    report.Warn(subject.source.post_offices[i], "code",
                Cat("post office ", office.code(), " carries for no unit"));
  }
}

void DuplicatePostOfficeName(const Subject& subject, Report& report) {
  std::map<std::string, std::string> seen;  // folded name → code
  for (int i = 0; i < subject.all().post_offices_size(); ++i) {
    const v1::PostOffice& office = subject.all().post_offices(i);
    const std::string key = Cat(office.unit_code(), "/", Fold(office.name()));
    const auto [first, fresh] = seen.emplace(key, office.code());
    if (fresh) continue;
    report.Warn(subject.source.post_offices[i], "name",
                Cat("post office ", office.code(), " has the name of post office ", first->second,
                    " in the same unit: \"", office.name(), "\""));
  }
}

}  // namespace motcua::catalogue
