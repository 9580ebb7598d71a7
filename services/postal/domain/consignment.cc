#include "services/postal/domain/consignment.h"

#include <utility>

#include "common/base/proto_time.h"
#include "common/catalogue/postage.h"
#include "services/postal/domain/carriage.h"
#include "services/postal/domain/charges.h"
#include "services/postal/domain/custody.h"
#include "services/postal/domain/delivery.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/silence.h"
#include "services/postal/domain/tracking.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::Parcel;
using event::v1::Event;

constexpr auto kFromHome = dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER;
constexpr auto kBetweenUnits = dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT;
constexpr auto kToHome = dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;

// What the system does by itself.
constexpr std::string_view kSystem = "motcua";

Way WayOf(const Wish& wish) {
  if (wish.kind == kFromHome) return {wish.home_commune, wish.to_unit};
  if (wish.kind == kToHome) return {wish.from_unit, wish.home_commune};
  return {wish.from_unit, wish.to_unit};
}

// The unit in whose hands the consignment is: where it starts, or the counter it goes to.
const std::string& UnitAtStart(const Consignment& consignment) {
  return consignment.from_unit().empty() ? consignment.to_unit() : consignment.from_unit();
}

void TellDelivered(const Consignment& consignment, Event& event) {
  if (consignment.kind() == kFromHome) {
    event::v1::PapersCollected& collected = *event.mutable_papers_collected();
    collected.set_consignment_id(consignment.id());
    const auto* signed_at = SignTime(consignment);
    if (signed_at != nullptr) *collected.mutable_sign_time() = *signed_at;
  } else if (consignment.kind() == kToHome) {
    event.mutable_delivered()->set_consignment_id(consignment.id());
  } else {
    event.set_unit_code(consignment.to_unit());
    event.mutable_transfer_arrived()->set_consignment_id(consignment.id());
    event.mutable_transfer_arrived()->set_to_unit(consignment.to_unit());
    event.mutable_transfer_arrived()->set_step_index(consignment.step_index());
  }
}

template <class Outcome>
void TellFailed(const Consignment& consignment, Outcome* outcome) {
  outcome->set_consignment_id(consignment.id());
  outcome->set_kind(consignment.kind());
}

// What is told of a report: `told` is what counts under its event_id.
Event RecordedEvent(const Consignment& consignment, const Parcel& parcel,
                    const dossier::v1::TrackingEvent& told, dossier::v1::ConsignmentState before,
                    std::string_view actor) {
  Event event = EventOf(consignment, actor, told.event_time());
  event::v1::TrackingRecorded& recorded = *event.mutable_tracking_recorded();
  recorded.set_consignment_id(consignment.id());
  recorded.set_parcel_id(parcel.id());
  recorded.set_kind(told.kind());
  recorded.set_post_office(told.post_office());
  recorded.set_event_id(told.event_id());
  recorded.set_state(consignment.state());
  recorded.set_previous_state(before);
  recorded.set_consignment_kind(consignment.kind());
  recorded.set_carrier(told.carrier());
  recorded.set_contradicted(told.contradicted());
  return event;
}

bool IsFinalKind(dossier::v1::TrackingKind kind) {
  return IsFinal(Next(dossier::v1::CONSIGNMENT_STATE_CREATED, kind));
}

}  // namespace

Event EventOf(const Consignment& consignment, std::string_view actor,
              const google::protobuf::Timestamp& when) {
  Event event;
  event.set_dossier_code(consignment.dossier_code());
  event.set_actor(std::string(actor));
  event.set_unit_code(UnitAtStart(consignment));
  *event.mutable_occur_time() = when;
  return event;
}

Consignment NewConsignment(std::string id, const Wish& wish, const catalogue::Catalogue& catalogue,
                           absl::Time now) {
  const Way way = WayOf(wish);
  Consignment consignment;
  consignment.set_id(std::move(id));
  consignment.set_dossier_code(wish.dossier_code);
  consignment.set_kind(wish.kind);
  consignment.set_state(dossier::v1::CONSIGNMENT_STATE_CREATED);
  consignment.set_from_unit(wish.from_unit);
  consignment.set_to_unit(wish.to_unit);
  consignment.set_post_office(OfficeInCharge(way, catalogue));
  consignment.set_step_index(wish.step_index);
  *consignment.mutable_create_time() = ToProto(now);
  *consignment.mutable_due_time() =
      ToProto(catalogue::CarriageDue(catalogue, way.from, way.to, wish.slip_return, now));
  *consignment.mutable_silence_check_time() = consignment.due_time();
  consignment.set_delivery_office(OfficeAtEnd(way, catalogue));
  consignment.set_slip_return(wish.slip_return);
  *consignment.mutable_charges() = ChargesOf(wish, way, catalogue, now);
  if (wish.kind == kBetweenUnits) return consignment;  // nobody's home is concerned
  consignment.set_address(wish.address);
  consignment.set_contact_name(wish.contact_name);
  consignment.set_contact_phone(wish.contact_phone);
  consignment.set_home_commune(wish.home_commune);
  return consignment;
}

Event CreatedEvent(const Consignment& consignment, std::string_view actor) {
  Event event = EventOf(consignment, actor, consignment.create_time());
  event::v1::ConsignmentCreated& created = *event.mutable_consignment_created();
  created.set_consignment_id(consignment.id());
  created.set_kind(consignment.kind());
  created.set_from_unit(consignment.from_unit());
  created.set_to_unit(consignment.to_unit());
  created.set_post_office(consignment.post_office());
  created.set_step_index(consignment.step_index());
  *created.mutable_due_time() = consignment.due_time();
  return event;
}

namespace {

// What follows from an event that is in the history now: parcel and consignment, the log, and what
// is told.
void Follow(const dossier::v1::TrackingEvent& counted, const Parcel& before, std::string_view actor,
            Consignment& consignment, std::vector<Event>& events) {
  const dossier::v1::ConsignmentState state_before = consignment.state();
  Parcel& parcel = ParcelOf(consignment, before.id());
  SettleParcel(parcel, consignment);
  WatchAfter(counted, consignment);
  Event event = RecordedEvent(consignment, parcel, counted, state_before, actor);
  const dossier::v1::HandOver* hand_over = LogHandOver(counted, actor, consignment);
  if (hand_over != nullptr) *event.mutable_tracking_recorded()->mutable_hand_over() = *hand_over;
  events.push_back(std::move(event));
  TellFaults(before, parcel, counted, consignment, events);
}

// A consignment is written whole at each report, and handed to the archive whole: carriers' records
// must not make it ever larger.
dossier::v1::TrackingEvent WithRawThatFits(dossier::v1::TrackingEvent report,
                                           const Consignment& consignment) {
  if (report.raw().empty()) return report;
  size_t kept = report.raw().size();
  for (const dossier::v1::TrackingEvent& event : consignment.events()) kept += event.raw().size();
  if (kept > kMaxRawOfConsignment) report.clear_raw();
  return report;
}

}  // namespace

Recorded Record(const dossier::v1::TrackingEvent& report, std::string_view actor,
                Consignment& consignment, std::vector<Event>& events) {
  const bool full = consignment.events_size() >= kMaxTrackingEvents;
  if (full && !IsFinalKind(report.kind()) && !Contains(consignment.events(), report.event_id())) {
    return Recorded::kTooMany;
  }
  const Parcel before = ParcelOf(consignment, report.consignment_id());
  const Inserted inserted =
      Insert(WithRawThatFits(report, consignment), *consignment.mutable_events());
  if (inserted.changed) Follow(*inserted.event, before, actor, consignment, events);
  switch (inserted.taken) {
    case Taking::kNew:
      return Recorded::kNew;
    case Taking::kContradiction:
      return Recorded::kContradicted;
    case Taking::kDuplicate:
      break;
  }
  return Recorded::kDuplicate;
}

void TellOutcome(Consignment& consignment, std::vector<Event>& events) {
  TellMoney(consignment, events);
  if (!IsFinal(consignment.state()) || consignment.outcome_told()) return;
  Event event = EventOf(consignment, kSystem, consignment.finish_time());
  if (consignment.state() == dossier::v1::CONSIGNMENT_STATE_DELIVERED) {
    TellDelivered(consignment, event);
  } else if (consignment.state() == dossier::v1::CONSIGNMENT_STATE_RETURNED) {
    TellFailed(consignment, event.mutable_returned());
  } else {
    TellFailed(consignment, event.mutable_lost());
  }
  events.push_back(std::move(event));
  consignment.set_outcome_told(true);
}

std::optional<absl::Time> CarriedAt(const Consignment& consignment) {
  if (consignment.has_pickup_notice_time()) return FromProto(consignment.pickup_notice_time());
  if (!IsFinal(consignment.state())) return std::nullopt;
  return FromProto(consignment.finish_time());
}

bool IsCarriedLate(const Consignment& consignment, absl::Time now) {
  if (!consignment.has_due_time()) return false;
  return CarriedAt(consignment).value_or(now) > FromProto(consignment.due_time());
}

std::vector<std::string> UnitsOf(const Consignment& consignment,
                                 const catalogue::Catalogue& catalogue) {
  std::vector<std::string> units = {consignment.from_unit(), consignment.to_unit(),
                                    consignment.home_commune()};
  const auto* office = catalogue.FindPostOffice(consignment.post_office());
  if (office != nullptr) units.push_back(office->unit_code());
  std::erase(units, "");
  return units;
}

}  // namespace motcua::postal
