// The alarm for a consignment of which nothing is heard: counted in working time.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::postal {

// When the consignment was last heard of: the latest event, but never later than `now`; without any,
// when it was asked for.
absl::Time LastHeard(const dossier::v1::Consignment& consignment, absl::Time now);

// Code of the post office of the latest event; "" without any.
std::string LastOffice(const dossier::v1::Consignment& consignment);

// After a report was taken: a consignment at its end is watched no more; one that was silent, or not
// watched yet, is looked at from the report on.
void WatchAfter(const dossier::v1::TrackingEvent& report, dossier::v1::Consignment& consignment);

// Looks at a consignment whose silence_check_time has come: raises the alarm (ParcelSilent) if
// nothing was heard for `limit` of working time, else sets when to look again. True if it raised it.
// Reports do not move the time to look at: most consignments end before it comes.
bool CheckSilence(dossier::v1::Consignment& consignment, const calendar::Calendar& calendar,
                  calendar::TimeLimit limit, absl::Time now,
                  std::vector<event::v1::Event>& events);

}  // namespace motcua::postal
