// Figures as they were known at a place in the archive: what became known later is taken out again.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/report_sums.h"

namespace motcua::reporting {

// Events of one dossier with their places in the archive, in order.
using EventsOfDossier = std::vector<std::pair<int64_t, event::v1::Event>>;

// The dossier's row by its events up to `last`.
DossierRow RowAt(const EventsOfDossier& events, int64_t last);

// Adds what the dossier's events up to `last` come to, `times` times.
void AddHistory(const EventsOfDossier& events, int64_t last, int64_t times, Summing& sums);

// Turns sums that hold all these events into sums that hold those up to `last`.
void Unlearn(const EventsOfDossier& events, int64_t last, Summing& sums);

}  // namespace motcua::reporting
