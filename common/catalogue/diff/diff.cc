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

// Of what has no key of its own: told as a whole.
void DiffWhole(const std::string& what, const std::string& key, const std::string& before,
               const std::string& after, std::vector<Change>* changes) {
  if (before == after) return;
  changes->push_back({ChangeKind::kChanged, what, key, "", {Cat(before, " → ", after)}});
}

std::string OrNone(std::string text) { return text.empty() ? "none" : text; }

// "POSTAL_ZONE_LOCAL 20000+10000 2023-07-01–", zone after zone.
std::string RatesOf(const Catalogue& catalogue) {
  std::vector<std::string> rates;
  for (const v1::PostageRate& rate : catalogue.postage_rates()) {
    rates.push_back(Cat(v1::PostalZone_Name(rate.zone()), " ", rate.postage_vnd(), "+",
                        rate.slip_return_vnd(), " ", rate.valid_from(), "–", rate.valid_to()));
  }
  std::ranges::sort(rates);
  std::string all;
  for (const std::string& rate : rates) Append(&all, all.empty() ? "" : ", ", rate);
  return OrNone(std::move(all));
}

// "BD.866: 08:00–11:00 (60)", office after office; "*" for all others.
std::map<std::string, std::string> RoundsOf(const Catalogue& catalogue) {
  std::map<std::string, std::string> by_office;
  for (const v1::PostmanRounds& row : catalogue.postman_rounds()) {
    std::string rounds;
    for (const v1::PostmanRound& round : row.rounds()) {
      Append(&rounds, rounds.empty() ? "" : ", ", round.begin(), "–", round.end(), " (",
             round.items(), ")");
    }
    for (const std::string& office : row.post_offices()) by_office[office] = rounds;
    if (row.post_offices().empty()) by_office["*"] = rounds;
  }
  return by_office;
}

void DiffPost(const Catalogue& before, const Catalogue& after, std::vector<Change>* changes) {
  DiffWhole("postage", "every way", RatesOf(before), RatesOf(after), changes);
  auto old = RoundsOf(before), now = RoundsOf(after);
  std::map<std::string, std::string> offices = old;
  offices.insert(now.begin(), now.end());
  for (const auto& [office, rounds] : offices) {
    DiffWhole("postman's rounds", office, OrNone(old[office]), OrNone(now[office]), changes);
  }
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
  DiffPost(before, after, &changes);
  DiffWhole("office hours", "every working day", HoursOf(before), HoursOf(after), &changes);
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
