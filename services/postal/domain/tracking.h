// Tracking: what carriers report about a consignment, in whatever order it arrives, and where the
// consignment stands by it.
#pragma once

#include <string_view>

#include "google/protobuf/repeated_ptr_field.h"
#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

using TrackingHistory = google::protobuf::RepeatedPtrField<dossier::v1::TrackingEvent>;

// DELIVERED, RETURNED or LOST.
bool IsFinal(dossier::v1::ConsignmentState state);

// Where a consignment in `state` stands after an event of `kind`. A final state stays, but a proof
// of delivery finds what was lost. Unknown states and kinds change nothing.
dossier::v1::ConsignmentState Next(dossier::v1::ConsignmentState state,
                                   dossier::v1::TrackingKind kind);

// The order in which events count, whenever they arrived: by event_time, then by kind (waiting to be
// fetched after a failed attempt), then by event_id.
bool CountsBefore(const dossier::v1::TrackingEvent& a, const dossier::v1::TrackingEvent& b);

// Whether an event of this event_id is there.
bool Contains(const TrackingHistory& history, std::string_view event_id);

// How an event compares with what is there.
enum class Taking {
  kNew,
  kDuplicate,      // its event_id is there and says the same
  kContradiction,  // its event_id is there and says something else
};

// What putting an event in its place did.
struct Inserted {
  Taking taken = Taking::kNew;
  bool changed = true;
  const dossier::v1::TrackingEvent* event = nullptr;  // what counts now under its event_id
};

// Puts the event in its place. Of two that contradict each other under one event_id the same one
// stays whichever came first, marked as contradicted: the one that is more final (a proof of delivery
// before a return before a loss), then the later. So a final state is not opened by it.
Inserted Insert(const dossier::v1::TrackingEvent& event, TrackingHistory& history);

// What a history adds up to. It depends on which events there are, not on how they came; and more
// events never make a final state open again.
struct Standing {
  dossier::v1::ConsignmentState state = dossier::v1::CONSIGNMENT_STATE_CREATED;
  // The event that brought the final state; nullptr while the state is open.
  const dossier::v1::TrackingEvent* decided_by = nullptr;
  // The first that told the addressee to fetch it at the post office; nullptr without one.
  const dossier::v1::TrackingEvent* pickup_notice = nullptr;
};

// `history` in order, as Insert keeps it; must outlive the result.
Standing Fold(const TrackingHistory& history);

}  // namespace motcua::postal
