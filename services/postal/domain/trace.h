// What a parcel's tracking events add up to: where it stands, who holds it, what is wrong with it.
#pragma once

#include <string>
#include <string_view>

#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

struct Trace {
  dossier::v1::ConsignmentState state = dossier::v1::CONSIGNMENT_STATE_CREATED;
  // The event that brought the final state; nullptr while the state is open.
  const dossier::v1::TrackingEvent* decided_by = nullptr;
  dossier::v1::Holder holder;
  // The event that brought it to the holder; nullptr while it is with the sender.
  const dossier::v1::TrackingEvent* held_by = nullptr;
  bool damaged = false;
  // Given up as lost, and not scanned since.
  bool lost = false;
  // The first that told the addressee to fetch it at the post office; nullptr without one.
  const dossier::v1::TrackingEvent* pickup_notice = nullptr;
  // On a manifest, not in the bag, and not scanned since.
  const dossier::v1::TrackingEvent* missed_by = nullptr;

  bool missing() const { return lost || missed_by != nullptr; }
};

// By the parcel's events in their order, so that it depends on which there are and not on how they
// came; up to the one of this event_id, which no longer counts, or all. The consignment must
// outlive the result.
Trace TraceOf(const dossier::v1::Consignment& consignment, std::string_view parcel_id,
              std::string_view before_event = {});

// Who holds a parcel after the event:
//   taken over, arrived, out for delivery,   the post office named, or for the taking over that in
//   awaiting pick-up                         charge; unchanged where another names none
//   departed                                 nobody yet: it is on the way from the office
//   delivered, returned                      the receiver, the sender
//   anything else                            unchanged
dossier::v1::Holder HolderAfter(const dossier::v1::Consignment& consignment,
                                const dossier::v1::TrackingEvent& event,
                                const dossier::v1::Holder& before);

// Whether they are the same.
bool IsSame(const dossier::v1::Holder& a, const dossier::v1::Holder& b);

// Who gives a consignment to the post, and for whom it is.
dossier::v1::Holder SenderOf(const dossier::v1::Consignment& consignment);
dossier::v1::Holder ReceiverOf(const dossier::v1::Consignment& consignment);

}  // namespace motcua::postal
