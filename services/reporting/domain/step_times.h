// Where the time of a step goes: waiting for its papers, waiting for an officer, being worked on,
// waiting for the citizen.
//
// A step is in one of these at a time; what it spent in each is told when it is done. Steps that
// are under way are kept as a short text in the dossier's row: "index:state:since:times…;", in
// seconds.
#pragma once

#include <string>

#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/cell.h"

namespace motcua::reporting {

// Takes an event into the steps under way; tells `sink` of a step that is done. Events of other
// kinds change nothing.
void FoldSteps(const event::v1::Event& event, int64_t at, std::string* steps, CellSink sink);

}  // namespace motcua::reporting
