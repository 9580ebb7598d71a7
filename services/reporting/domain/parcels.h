// Consignments of a dossier that are under way, as a short text in its row:
// "id:kind:post office:unit:second it was asked for;".
#pragma once

#include <string>

#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/cell.h"

namespace motcua::reporting {

// Takes an event into them; tells `sink` of what was asked for, and of what came to its end: what
// is lost and turns up later was lost.
void FoldParcels(const event::v1::Event& event, int64_t at, std::string* parcels, CellSink sink);

}  // namespace motcua::reporting
