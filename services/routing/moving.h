// What moving to another cell needs to know of journeys.
#pragma once

#include "common/catalogue/catalogue.h"
#include "common/cells/nature.h"
#include "common/reorganisation/sweep.h"
#include "motcua/dossier/v1/journey.pb.h"

namespace motcua::routing {

// Both must outlive what is made of it.
cells::Nature<dossier::v1::Journey> NatureOfMoving(
    reorganisation::Sweep<dossier::v1::Journey>& sweep, const catalogue::Catalogue& catalogue);

}  // namespace motcua::routing
