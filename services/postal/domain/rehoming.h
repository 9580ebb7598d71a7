// The units and the post office of a consignment when units are reorganised.
#pragma once

#include <vector>

#include "common/catalogue/catalogue.h"
#include "common/reorganisation/rehome.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

// Both ends, the citizen's commune, and the post offices at both ends of the way: those of the area's
// successor, where the area is that of the unit there or of the home. The dossier's code says which unit took it in.
std::vector<reorganisation::Slot> UnitSlots(dossier::v1::Consignment& consignment,
                                            const catalogue::ReorganisationPlan& plan,
                                            const catalogue::Catalogue& catalogue);

}  // namespace motcua::postal
