#include "services/reporting/domain/as_of.h"

#include <limits>

namespace motcua::reporting {

DossierRow RowAt(const EventsOfDossier& events, int64_t last) {
  DossierRow row;
  for (const auto& [sequence, event] : events) {
    if (sequence <= last) Fold(event, row);
  }
  return row;
}

void AddHistory(const EventsOfDossier& events, int64_t last, int64_t times, Summing& sums) {
  DossierRow row;
  for (const auto& [sequence, event] : events) {
    if (sequence > last) continue;
    Fold(event, row, [&](const Group& group, int64_t day, const Measures& measures) {
      sums.Add(group, day, measures, times);
    });
  }
  sums.Add(row, times);
}

void Unlearn(const EventsOfDossier& events, int64_t last, Summing& sums) {
  AddHistory(events, std::numeric_limits<int64_t>::max(), -1, sums);
  AddHistory(events, last, 1, sums);
}

}  // namespace motcua::reporting
