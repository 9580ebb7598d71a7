#include "clients/province/agenda.h"

#include <string>

namespace motcua::province {

void Agenda::Set(absl::Time due, Errand errand) {
  Cancel(errand.key);
  const Place place{due, ++last_serial_};
  ErrandKey key = errand.key;
  const auto [entry, added] = entries_.emplace(std::move(key), Entry{place, std::move(errand)});
  order_.emplace(place, entry);
}

bool Agenda::Cancel(const ErrandKey& key) {
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return false;
  Erase(entry);
  return true;
}

void Agenda::CancelAll(std::string_view subject) {
  auto entry = entries_.lower_bound(ErrandKey{std::string(subject), ErrandKind{}, ""});
  while (entry != entries_.end() && entry->first.subject == subject) entry = Erase(entry);
}

std::optional<absl::Time> Agenda::DueOf(const ErrandKey& key) const {
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return std::nullopt;
  return entry->second.place.first;
}

absl::Time Agenda::NextDue() const {
  return order_.empty() ? absl::InfiniteFuture() : order_.begin()->first.first;
}

std::vector<Errand> Agenda::TakeDue(absl::Time now) {
  std::vector<Errand> due;
  while (!order_.empty() && NextDue() <= now) {
    const auto entry = order_.begin()->second;
    due.push_back(std::move(entry->second.errand));
    Erase(entry);
  }
  return due;
}

Agenda::Entries::iterator Agenda::Erase(Entries::iterator entry) {
  order_.erase(entry->second.place);
  return entries_.erase(entry);
}

}  // namespace motcua::province
