// What postal does when a dossier's personal data are erased: its consignments forget them, too.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/store/inbox.h"
#include "motcua/event/v1/event.pb.h"
#include "services/postal/store/places.h"

namespace motcua::postal {

class Erasure {
 public:
  explicit Erasure(Consignments& consignments) : consignments_(consignments) {}

  // Of PersonalDataErased. All consignments of the dossier that are at their end are changed in the
  // commit that takes the event out. One still on its way needs its address; it goes to the archive
  // without, once it is at its end. What has left already was erased there.
  async::Task<absl::StatusOr<store::Reaction>> React(store::InboxEntry entry,
                                                     event::v1::Event event);

 private:
  Consignments& consignments_;
};

}  // namespace motcua::postal
