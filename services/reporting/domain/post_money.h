// Money and claims of the post, for its quarterly report (TT 17/2017/TT-BTTTT Đ.13).
#pragma once

#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/cell.h"

namespace motcua::reporting {

// Tells `sink` of postage earned and compensation borne by a posting, and of a claim that was
// filed. Events of other kinds change nothing.
void TellPostMoney(const event::v1::Event& event, int64_t at, CellSink sink);

}  // namespace motcua::reporting
