// What moving to another cell needs to know of dossiers.
#pragma once

#include "common/catalogue/catalogue.h"
#include "common/cells/nature.h"
#include "common/reorganisation/sweep.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::intake {

// Both must outlive what is made of it.
cells::Nature<dossier::v1::Dossier> NatureOfMoving(
    reorganisation::Sweep<dossier::v1::Dossier>& sweep, const catalogue::Catalogue& catalogue);

}  // namespace motcua::intake
