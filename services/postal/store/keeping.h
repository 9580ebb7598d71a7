// How consignments are taken to the archive and found there.
#pragma once

#include "common/keeping/nature.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

keeping::Nature<dossier::v1::Consignment> NatureOfKeptConsignments();

}  // namespace motcua::postal
