// What moving to another cell needs to know of consignments.
#pragma once

#include "common/cells/nature.h"
#include "common/reorganisation/sweep.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

// Both must outlive what is made of it.
cells::Nature<dossier::v1::Consignment> NatureOfMoving(
    reorganisation::Sweep<dossier::v1::Consignment>& sweep, store::Committer& committer);

}  // namespace motcua::postal
