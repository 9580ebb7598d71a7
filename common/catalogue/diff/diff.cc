#include "common/catalogue/diff/diff.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "common/base/strings.h"
#include "common/catalogue/diff/procedure_diff.h"

namespace motcua::catalogue {
namespace {

template <class Item>
using ByKey = std::map<std::string, const Item*>;

template <class Item>
using Describe = std::function<std::vector<std::string>(const Item&, const Item&)>;

// Compares items of the same key.
template <class Item>
void DiffByKey(const std::string& what, const ByKey<Item>& before, const ByKey<Item>& after,
               const Describe<Item>& describe, std::vector<Change>* changes) {
  for (const auto& [key, item] : before) {
    if (!after.contains(key)) changes->push_back({ChangeKind::kRemoved, what, key, item->name()});
  }
  for (const auto& [key, item] : after) {
    const auto old = before.find(key);
    if (old == before.end()) {
      changes->push_back({ChangeKind::kAdded, what, key, item->name()});
    } else if (auto details = describe(*old->second, *item); !details.empty()) {
      changes->push_back({ChangeKind::kChanged, what, key, item->name(), std::move(details)});
    }
  }
}

template <class Item>
ByKey<Item> ByCode(const google::protobuf::RepeatedPtrField<Item>& items) {
  ByKey<Item> by_key;
  for (const Item& item : items) by_key[item.code()] = &item;
  return by_key;
}

ByKey<v1::CalendarDay> ByDate(const google::protobuf::RepeatedPtrField<v1::CalendarDay>& days) {
  ByKey<v1::CalendarDay> by_key;
  for (const v1::CalendarDay& day : days) by_key[day.date()] = &day;
  return by_key;
}

std::string KeyOf(const v1::Procedure& procedure) {
  if (VersionOf(procedure) == 1) return procedure.code();
  return Cat(procedure.code(), " version ", VersionOf(procedure));
}

ByKey<v1::Procedure> ByVersion(const Catalogue& catalogue) {
  ByKey<v1::Procedure> by_key;
  for (const v1::Procedure& procedure : catalogue.procedures()) by_key[KeyOf(procedure)] = &procedure;
  return by_key;
}

std::vector<std::string> AnyField(const google::protobuf::Message& before,
                                  const google::protobuf::Message& after) {
  return DiffFields(before, after);
}

std::string HoursOf(const Catalogue& catalogue) {
  std::string hours;
  for (const v1::OfficeSession& session : catalogue.office_sessions()) {
    Append(&hours, hours.empty() ? "" : ", ", session.begin(), "–", session.end());
  }
  return hours.empty() ? "07:00–11:30, 13:30–17:00" : hours;
}

void DiffOfficeHours(const Catalogue& before, const Catalogue& after,
                     std::vector<Change>* changes) {
  const std::string old = HoursOf(before);
  const std::string now = HoursOf(after);
  if (old == now) return;
  changes->push_back({ChangeKind::kChanged, "office hours", "every working day", "",
                      {Cat(old, " → ", now)}});
}

// A new version is told by how it differs from the one it follows.
void TellSuccessors(const Catalogue& after, std::vector<Change>* changes) {
  const ByKey<v1::Procedure> all = ByVersion(after);
  for (Change& change : *changes) {
    if (change.kind != ChangeKind::kAdded || change.what != "procedure") continue;
    const v1::Procedure& procedure = *all.at(change.key);
    const v1::Procedure* previous = nullptr;
    for (const auto& [key, other] : all) {
      if (other->code() != procedure.code() || VersionOf(*other) >= VersionOf(procedure)) continue;
      if (previous == nullptr || VersionOf(*previous) < VersionOf(*other)) previous = other;
    }
    if (previous != nullptr) change.details = DiffProcedures(*previous, procedure);
  }
}

}  // namespace

std::string_view WordOf(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kRemoved:
      return "removed";
    case ChangeKind::kChanged:
      return "changed";
  }
  return "";
}

std::vector<Change> Diff(const Catalogue& before, const Catalogue& after) {
  std::vector<Change> changes;
  DiffByKey<v1::Unit>("unit", ByCode(before.units()), ByCode(after.units()), AnyField, &changes);
  DiffByKey<v1::PostOffice>("post office", ByCode(before.post_offices()),
                            ByCode(after.post_offices()), AnyField, &changes);
  DiffOfficeHours(before, after, &changes);
  DiffByKey<v1::CalendarDay>("calendar day", ByDate(before.calendar_days()),
                             ByDate(after.calendar_days()), AnyField, &changes);
  DiffByKey<v1::Procedure>("procedure", ByVersion(before), ByVersion(after), DiffProcedures,
                           &changes);
  TellSuccessors(after, &changes);
  DiffByKey<v1::CitizenEvent>("citizen's event", ByCode(before.citizen_events()),
                              ByCode(after.citizen_events()), AnyField, &changes);
  return changes;
}

}  // namespace motcua::catalogue
