// A post office's work as its staff sees it.
#pragma once

#include <string_view>

#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/postal/v1/work_service.pb.h"

namespace motcua::postal {

// A consignment as a piece of work. `fetched`: it is to be fetched, else to be handed over; decides
// where to go, and what money is to be taken there.
v1::WorkItem WorkOf(const dossier::v1::Consignment& consignment, bool fetched);

}  // namespace motcua::postal
