// Who has what to do when, over the whole province.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "clients/province/errand.h"

namespace motcua::province {

class Agenda {
 public:
  // Puts the errand on the agenda, in place of what stands there under its key.
  void Set(absl::Time due, Errand errand);
  // False if there is none.
  bool Cancel(const ErrandKey& key);
  // Every errand of this subject.
  void CancelAll(std::string_view subject);

  std::optional<absl::Time> DueOf(const ErrandKey& key) const;
  // Due time of the first; InfiniteFuture when there is none.
  absl::Time NextDue() const;
  // Takes what is due at `now` off the agenda: by due time, then in the order it was set.
  std::vector<Errand> TakeDue(absl::Time now);
  size_t size() const { return entries_.size(); }

 private:
  using Place = std::pair<absl::Time, uint64_t>;  // due time, serial
  struct Entry {
    Place place;
    Errand errand;
  };
  using Entries = std::map<ErrandKey, Entry>;

  Entries::iterator Erase(Entries::iterator entry);

  Entries entries_;
  std::map<Place, Entries::iterator> order_;
  uint64_t last_serial_ = 0;
};

}  // namespace motcua::province
