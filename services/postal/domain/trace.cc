#include "services/postal/domain/trace.h"

#include "services/postal/domain/tracking.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::Holder;
using dossier::v1::TrackingEvent;

Holder HolderOf(dossier::v1::HolderKind kind, std::string_view code = {}) {
  Holder holder;
  holder.set_kind(kind);
  holder.set_code(std::string(code));
  return holder;
}

// A unit, or the citizen where there is none.
Holder UnitOrCitizen(const std::string& unit) {
  return unit.empty() ? HolderOf(dossier::v1::HOLDER_KIND_CITIZEN)
                      : HolderOf(dossier::v1::HOLDER_KIND_UNIT, unit);
}

bool IsWithPost(const Holder& holder) {
  return holder.kind() == dossier::v1::HOLDER_KIND_POST_OFFICE ||
         holder.kind() == dossier::v1::HOLDER_KIND_ON_THE_WAY;
}

Holder AtOffice(const TrackingEvent& event, const Holder& before) {
  if (event.post_office().empty()) return before;
  return HolderOf(dossier::v1::HOLDER_KIND_POST_OFFICE, event.post_office());
}

// The office that lets it go: by its own word, else the one that has it, else that in charge.
Holder LeftFrom(const Consignment& consignment, const TrackingEvent& event, const Holder& before) {
  if (!event.post_office().empty()) {
    return HolderOf(dossier::v1::HOLDER_KIND_ON_THE_WAY, event.post_office());
  }
  return HolderOf(dossier::v1::HOLDER_KIND_ON_THE_WAY,
                  IsWithPost(before) ? before.code() : consignment.post_office());
}

void Advance(const Consignment& consignment, const TrackingEvent& event, Trace& trace) {
  const bool handed_over =
      IsFinal(trace.state) && trace.state != dossier::v1::CONSIGNMENT_STATE_LOST;
  if (handed_over) return;
  const dossier::v1::ConsignmentState next = Next(trace.state, event.kind());
  if (next != trace.state && IsFinal(next)) trace.decided_by = &event;
  trace.state = next;
  const bool told = next == dossier::v1::CONSIGNMENT_STATE_AWAITING_PICKUP;
  if (told && trace.pickup_notice == nullptr) trace.pickup_notice = &event;
  if (event.kind() == dossier::v1::TRACKING_KIND_DAMAGED) trace.damaged = true;
  if (event.kind() == dossier::v1::TRACKING_KIND_MISSED) trace.missed_by = &event;
  if (event.kind() == dossier::v1::TRACKING_KIND_LOST) trace.lost = true;
  Holder holder = HolderAfter(consignment, event, trace.holder);
  if (IsSame(holder, trace.holder)) return;
  trace.holder = std::move(holder);
  trace.held_by = &event;
  trace.missed_by = nullptr;
  trace.lost = false;
}

}  // namespace

bool IsSame(const Holder& a, const Holder& b) {
  return a.kind() == b.kind() && a.code() == b.code();
}

Holder SenderOf(const Consignment& consignment) { return UnitOrCitizen(consignment.from_unit()); }

Holder ReceiverOf(const Consignment& consignment) { return UnitOrCitizen(consignment.to_unit()); }

Holder HolderAfter(const Consignment& consignment, const TrackingEvent& event,
                   const Holder& before) {
  switch (event.kind()) {
    case dossier::v1::TRACKING_KIND_COLLECTED:
      return HolderOf(dossier::v1::HOLDER_KIND_POST_OFFICE, event.post_office().empty()
                                                                ? consignment.post_office()
                                                                : event.post_office());
    case dossier::v1::TRACKING_KIND_ARRIVED:
    case dossier::v1::TRACKING_KIND_OUT_FOR_DELIVERY:
    case dossier::v1::TRACKING_KIND_AWAITING_PICKUP:
      return AtOffice(event, before);
    case dossier::v1::TRACKING_KIND_DEPARTED:
      return LeftFrom(consignment, event, before);
    case dossier::v1::TRACKING_KIND_DELIVERED:
      return ReceiverOf(consignment);
    case dossier::v1::TRACKING_KIND_RETURNED:
      return SenderOf(consignment);
    default:
      return before;
  }
}

Trace TraceOf(const Consignment& consignment, std::string_view parcel_id,
              std::string_view before_event) {
  Trace trace;
  trace.holder = SenderOf(consignment);
  const bool only_one = consignment.parcels_size() <= 1;
  for (const TrackingEvent& event : consignment.events()) {
    if (!before_event.empty() && event.event_id() == before_event) break;
    if (only_one || event.consignment_id() == parcel_id) Advance(consignment, event, trace);
  }
  return trace;
}

}  // namespace motcua::postal
