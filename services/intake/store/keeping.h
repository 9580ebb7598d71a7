// How dossiers are taken to the archive and found there.
#pragma once

#include "common/keeping/nature.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::intake {

keeping::Nature<dossier::v1::Dossier> NatureOfKeptDossiers();

}  // namespace motcua::intake
