#include "common/reorganisation/rehome.h"

namespace motcua::reorganisation {

event::v1::Event EventOf(const Moves& moves, std::string_view id, bool undone, absl::Time now) {
  event::v1::Event event;
  *event.mutable_occur_time() = ToProto(now);
  event.set_actor("motcua");
  event::v1::UnitReassigned& told = *event.mutable_unit_reassigned();
  told.set_reorganisation_id(std::string(id));
  told.mutable_moves()->Assign(moves.begin(), moves.end());
  told.set_undone(undone);
  return event;
}

}  // namespace motcua::reorganisation
