// What the post reports.
#pragma once

#include <vector>

#include "clients/province/calls.h"
#include "clients/province/reactions.h"
#include "common/async/task.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::province {

// Reports the scans, at most 1,000, in one call, and those that the carrier tells in its own words in
// another, with repetitions, in disorder and with unknown codes among them. What could not be recorded
// is reported again. True when all were.
async::Task<bool> Report(Calls& calls, std::vector<dossier::v1::TrackingEvent> scans);

// Fills a bag with the parcels of these errands, all from one post office to one other, and sends
// it off.
async::Task<bool> SendBag(Calls& calls, std::vector<Errand> legs);

// Receives a bag: everything is scanned but what is missing, then both sides sign.
async::Task<bool> OpenBag(Calls& calls, Errand errand, std::vector<Mishap> mishaps);

}  // namespace motcua::province
