#include "services/postal/domain/parcels.h"

#include <algorithm>
#include <string>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/invitations.h"
#include "services/postal/domain/trace.h"
#include "services/postal/domain/tracking.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::ConsignmentState;
using dossier::v1::Parcel;
using event::v1::Event;

using Parcels = google::protobuf::RepeatedPtrField<Parcel>;

constexpr std::string_view kSystem = "motcua";

constexpr auto kDelivered = dossier::v1::CONSIGNMENT_STATE_DELIVERED;
constexpr auto kReturned = dossier::v1::CONSIGNMENT_STATE_RETURNED;
constexpr auto kLost = dossier::v1::CONSIGNMENT_STATE_LOST;

bool AnyIn(const Parcels& parcels, ConsignmentState state) {
  return std::ranges::any_of(parcels, [&](const Parcel& one) { return one.state() == state; });
}

// Of those under way, the one that is behind.
ConsignmentState LeastAdvanced(const Parcels& parcels) {
  ConsignmentState least = dossier::v1::CONSIGNMENT_STATE_AWAITING_PICKUP;
  for (const Parcel& parcel : parcels) {
    if (!IsFinal(parcel.state())) least = std::min(least, parcel.state());
  }
  return least;
}

bool IsNotice(const dossier::v1::TrackingEvent& event) {
  return event.kind() == dossier::v1::TRACKING_KIND_AWAITING_PICKUP;
}

// The post has done its part when each parcel was handed over or lies ready to be fetched.
void MindPickupNotice(Consignment& consignment) {
  consignment.clear_pickup_notice_time();
  if (std::ranges::none_of(consignment.events(), IsNotice)) return;
  absl::Time last = absl::InfinitePast();
  for (const Parcel& parcel : consignment.parcels()) {
    const Trace trace = TraceOf(consignment, parcel.id());
    if (trace.pickup_notice == nullptr && !IsFinal(trace.state)) return;
    if (trace.pickup_notice == nullptr) continue;
    last = std::max(last, FromProto(trace.pickup_notice->event_time()));
  }
  if (last != absl::InfinitePast()) *consignment.mutable_pickup_notice_time() = ToProto(last);
}

void SettleConsignment(Consignment& consignment) {
  const ConsignmentState state = StateOf(consignment.parcels());
  if (state != consignment.state()) consignment.set_outcome_told(false);
  consignment.set_state(state);
  consignment.clear_finish_time();
  MindPickupNotice(consignment);
  if (!IsFinal(state)) return;
  absl::Time last = absl::InfinitePast();
  for (const Parcel& parcel : consignment.parcels()) {
    last = std::max(last, FromProto(parcel.finish_time()));
  }
  *consignment.mutable_finish_time() = ToProto(last);
}

bool IsMissing(const Parcel& parcel) { return parcel.lost() || !parcel.missed_in_bag().empty(); }

event::v1::ParcelFault FaultOf(const Parcel& before, const Parcel& parcel) {
  if (parcel.lost() && !before.lost()) return event::v1::PARCEL_FAULT_LOST;
  if (IsMissing(parcel) && !IsMissing(before)) return event::v1::PARCEL_FAULT_MISSED;
  if (IsMissing(before) && !IsMissing(parcel)) return event::v1::PARCEL_FAULT_FOUND;
  if (parcel.damaged() && !before.damaged()) return event::v1::PARCEL_FAULT_DAMAGED;
  return event::v1::PARCEL_FAULT_UNSPECIFIED;
}

// The limit for what is on the way.
constexpr calendar::TimeLimit kOnTheWay{.kind = calendar::LimitKind::kWorkingDays, .amount = 2};

void MindReceipt(const calendar::Calendar& calendar, const Consignment& consignment,
                 Parcel& parcel) {
  parcel.clear_receive_due_time();
  const bool on_the_way = parcel.holder().kind() == dossier::v1::HOLDER_KIND_ON_THE_WAY;
  if (!on_the_way || IsFinal(parcel.state())) return;
  const Trace trace = TraceOf(consignment, parcel.id());
  const absl::Time left = FromProto(trace.held_by->event_time());
  *parcel.mutable_receive_due_time() = ToProto(calendar.Due(left, kOnTheWay));
}

void MindReturn(const calendar::Calendar& calendar, const Consignment& consignment, Parcel& parcel,
                std::vector<Event>& events) {
  const bool ordered = parcel.has_return_order_time();
  const Invitations invitations = InvitationsOf(consignment, parcel.id(), calendar);
  parcel.clear_return_order_time();
  if (!invitations.return_time.has_value() || IsFinal(parcel.state())) return;
  *parcel.mutable_return_order_time() = ToProto(*invitations.return_time);
  if (ordered) return;
  Event event = EventOf(consignment, kSystem, parcel.return_order_time());
  event::v1::ReturnOrdered& told = *event.mutable_return_ordered();
  told.set_consignment_id(consignment.id());
  told.set_parcel_id(parcel.id());
  told.set_attempts(invitations.attempts);
  events.push_back(std::move(event));
}

}  // namespace

Parcel& ParcelOf(Consignment& consignment, std::string_view parcel_id) {
  if (consignment.parcels().empty()) {
    Parcel& only = *consignment.add_parcels();
    only.set_id(consignment.id());
    SettleParcel(only, consignment);
  }
  for (Parcel& parcel : *consignment.mutable_parcels()) {
    if (parcel.id() == parcel_id) return parcel;
  }
  return *consignment.mutable_parcels(0);
}

void Divide(const std::vector<std::string>& ids,
            const std::vector<std::vector<type::v1::Paper>>& contents, Consignment& consignment) {
  for (size_t i = 0; i < ids.size(); ++i) {
    Parcel& parcel = *consignment.add_parcels();
    parcel.set_id(ids[i]);
    parcel.set_state(dossier::v1::CONSIGNMENT_STATE_CREATED);
    *parcel.mutable_holder() = SenderOf(consignment);
    if (i >= contents.size()) continue;
    parcel.mutable_papers()->Assign(contents[i].begin(), contents[i].end());
  }
}

Consignment LeadOf(std::string_view parcel_id, const Consignment& consignment) {
  Consignment lead;
  lead.set_id(std::string(parcel_id));
  lead.set_parcel_of(consignment.id());
  return lead;
}

ConsignmentState StateOf(const Parcels& parcels) {
  const bool all_ended =
      std::ranges::all_of(parcels, [](const Parcel& one) { return IsFinal(one.state()); });
  if (!all_ended && AnyIn(parcels, kDelivered)) {
    return dossier::v1::CONSIGNMENT_STATE_PARTLY_DELIVERED;
  }
  if (!all_ended) return LeastAdvanced(parcels);
  if (AnyIn(parcels, kLost)) return kLost;
  return AnyIn(parcels, kReturned) ? kReturned : kDelivered;
}

void SettleParcel(Parcel& parcel, Consignment& consignment) {
  Trace trace = TraceOf(consignment, parcel.id());
  parcel.set_state(trace.state);
  parcel.clear_finish_time();
  if (trace.decided_by != nullptr) {
    *parcel.mutable_finish_time() = trace.decided_by->event_time();
  }
  parcel.set_missed_in_bag(trace.missed_by == nullptr ? std::string() : trace.missed_by->bag_id());
  parcel.set_damaged(trace.damaged);
  parcel.set_lost(trace.lost);
  *parcel.mutable_holder() = std::move(trace.holder);
  SettleConsignment(consignment);
}

void TellFaults(const Parcel& before, const Parcel& parcel,
                const dossier::v1::TrackingEvent& report, const Consignment& consignment,
                std::vector<Event>& events) {
  const event::v1::ParcelFault fault = FaultOf(before, parcel);
  if (fault == event::v1::PARCEL_FAULT_UNSPECIFIED) return;
  Event event = EventOf(consignment, kSystem, report.event_time());
  event::v1::ParcelFaulted& faulted = *event.mutable_parcel_faulted();
  faulted.set_consignment_id(consignment.id());
  faulted.set_parcel_id(parcel.id());
  faulted.set_fault(fault);
  faulted.set_bag_id(report.bag_id());
  const bool found = fault == event::v1::PARCEL_FAULT_FOUND;
  faulted.set_post_office(LastOffice(consignment, found ? before : parcel));
  const auto* carried = CarryTime(consignment, parcel.id());
  if (carried != nullptr) *faulted.mutable_carry_time() = *carried;
  events.push_back(std::move(event));
}

std::string LastOffice(const Consignment& consignment, const Parcel& parcel) {
  const auto kind = parcel.holder().kind();
  const bool with_post =
      kind == dossier::v1::HOLDER_KIND_POST_OFFICE || kind == dossier::v1::HOLDER_KIND_ON_THE_WAY;
  if (with_post) return parcel.holder().code();
  for (int i = consignment.hand_overs_size() - 1; i >= 0; --i) {
    const dossier::v1::HandOver& hand_over = consignment.hand_overs(i);
    const bool from_office = hand_over.from().kind() == dossier::v1::HOLDER_KIND_POST_OFFICE;
    if (hand_over.parcel_id() == parcel.id() && from_office) return hand_over.from().code();
  }
  return consignment.post_office();
}

bool IsMissing(const Parcel& parcel) { return parcel.lost() || !parcel.missed_in_bag().empty(); }

const google::protobuf::Timestamp* CarryTime(const Consignment& consignment,
                                             std::string_view parcel_id) {
  for (const auto& event : consignment.events()) {
    const bool its = consignment.parcels_size() <= 1 || event.consignment_id() == parcel_id;
    if (its && event.kind() == dossier::v1::TRACKING_KIND_COLLECTED) return &event.event_time();
  }
  return nullptr;
}

void MindTimes(const calendar::Calendar& calendar, Consignment& consignment,
               std::vector<Event>& events) {
  for (Parcel& parcel : *consignment.mutable_parcels()) {
    MindReceipt(calendar, consignment, parcel);
    if (consignment.kind() != dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME) continue;
    MindReturn(calendar, consignment, parcel, events);
  }
}

}  // namespace motcua::postal
