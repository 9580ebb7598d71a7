// The units a dossier is at the mercy of when units are reorganised.
#pragma once

#include <vector>

#include "common/catalogue/succession.h"
#include "common/reorganisation/rehome.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::intake {

// The one-stop unit, and the commune of the applicant's address, by which the post finds it.
std::vector<reorganisation::Slot> UnitSlots(dossier::v1::Dossier& dossier,
                                            const catalogue::ReorganisationPlan& plan);

}  // namespace motcua::intake
