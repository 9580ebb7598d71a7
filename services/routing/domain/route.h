// The route of a dossier: its procedure's steps, with the units they go to.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/journey.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::routing {

// The steps of an accepted dossier in its case, by the version of the procedure it was filed under,
// all PENDING and without due times. They are a copy: a journey keeps what it began with.
// `accept_time` decides the version where the event has neither it nor a time of filing.
// Errors: NOT_FOUND (PROCEDURE_NOT_FOUND), or what Catalogue::ResolveUnit says.
absl::StatusOr<std::vector<dossier::v1::Step>> LayRoute(const catalogue::Catalogue& catalogue,
                                                        const event::v1::Accepted& accepted,
                                                        absl::Time accept_time);

}  // namespace motcua::routing
