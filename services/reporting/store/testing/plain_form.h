// Form II.06a by days, counted in the plainest way: each dossier's events are replayed up to the
// begin and the end of the period. What the summaries are held against.
#pragma once

#include <vector>

#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/report_sums.h"

namespace motcua::reporting {

// By unit and key of the family's groups; groups without any figure have no entry.
std::map<GroupKey, Columns> CountForm(const std::vector<event::v1::Event>& events, Family family,
                                      const DayPeriod& period);

}  // namespace motcua::reporting
