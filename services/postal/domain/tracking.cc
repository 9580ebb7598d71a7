#include "services/postal/domain/tracking.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "common/base/proto_time.h"

namespace motcua::postal {
namespace {

using dossier::v1::ConsignmentState;
using dossier::v1::TrackingEvent;
using dossier::v1::TrackingKind;

constexpr ConsignmentState kCollected = dossier::v1::CONSIGNMENT_STATE_COLLECTED;
constexpr ConsignmentState kInTransit = dossier::v1::CONSIGNMENT_STATE_IN_TRANSIT;
constexpr ConsignmentState kOut = dossier::v1::CONSIGNMENT_STATE_OUT_FOR_DELIVERY;
constexpr ConsignmentState kDelivered = dossier::v1::CONSIGNMENT_STATE_DELIVERED;
constexpr ConsignmentState kReturned = dossier::v1::CONSIGNMENT_STATE_RETURNED;
constexpr ConsignmentState kLost = dossier::v1::CONSIGNMENT_STATE_LOST;
constexpr ConsignmentState kPickup = dossier::v1::CONSIGNMENT_STATE_AWAITING_PICKUP;

constexpr int kStates = 8;
constexpr int kKinds = 9;
// Rows: states from CREATED to AWAITING_PICKUP; columns: kinds from COLLECTED to AWAITING_PICKUP. A
// carrier's clock may put a collection after a departure: it never moves anything back. After a
// failed attempt the item is with the post again; one that waits to be fetched goes on waiting until
// it leaves the office or goes out again.
constexpr ConsignmentState kNext[kStates][kKinds] = {
    {kCollected, kInTransit, kInTransit, kOut, kInTransit, kDelivered, kReturned, kLost, kPickup},
    {kCollected, kInTransit, kInTransit, kOut, kInTransit, kDelivered, kReturned, kLost, kPickup},
    {kInTransit, kInTransit, kInTransit, kOut, kInTransit, kDelivered, kReturned, kLost, kPickup},
    {kOut, kInTransit, kInTransit, kOut, kInTransit, kDelivered, kReturned, kLost, kPickup},
    {kDelivered, kDelivered, kDelivered, kDelivered, kDelivered, kDelivered, kDelivered, kDelivered,
     kDelivered},
    {kReturned, kReturned, kReturned, kReturned, kReturned, kReturned, kReturned, kReturned,
     kReturned},
    {kLost, kLost, kLost, kLost, kLost, kDelivered, kLost, kLost, kLost},
    {kPickup, kInTransit, kPickup, kOut, kPickup, kDelivered, kReturned, kLost, kPickup},
};

// Place among events of one instant: that of the list of kinds, but waiting to be fetched comes
// before what ends it.
int RankOf(TrackingKind kind) {
  constexpr int kStep = 10;
  if (kind == dossier::v1::TRACKING_KIND_AWAITING_PICKUP) {
    return dossier::v1::TRACKING_KIND_ATTEMPT_FAILED * kStep + 1;
  }
  return kind * kStep;
}

auto OrderOf(const TrackingEvent& event) {
  return std::make_tuple(FromProto(event.event_time()), RankOf(event.kind()),
                         std::string_view(event.event_id()));
}

// -1 if no event has that id.
int PositionOf(std::string_view event_id, const TrackingHistory& history) {
  for (int i = 0; i < history.size(); ++i) {
    if (history[i].event_id() == event_id) return i;
  }
  return -1;
}

// Puts the event where it belongs in the order.
const TrackingEvent* Settle(const TrackingEvent& event, TrackingHistory& history) {
  *history.Add() = event;
  int at = history.size() - 1;
  for (; at > 0 && CountsBefore(history[at], history[at - 1]); --at) {
    history.SwapElements(at, at - 1);
  }
  return &history[at];
}

// What the carrier told, apart from how it wrote it.
std::string Told(TrackingEvent event) {
  event.clear_raw();
  event.clear_contradicted();
  return event.SerializeAsString();
}

bool SaysTheSame(const TrackingEvent& a, const TrackingEvent& b) { return Told(a) == Told(b); }

int FinalityOf(TrackingKind kind) {
  if (kind == dossier::v1::TRACKING_KIND_DELIVERED) return 3;
  if (kind == dossier::v1::TRACKING_KIND_RETURNED) return 2;
  return kind == dossier::v1::TRACKING_KIND_LOST ? 1 : 0;
}

auto RankOf(const TrackingEvent& event) {
  return std::make_tuple(FinalityOf(event.kind()), FromProto(event.event_time()),
                         static_cast<int>(event.kind()), Told(event));
}

// Which of two that contradict each other counts.
bool Prevails(const TrackingEvent& event, const TrackingEvent& over) {
  return RankOf(event) > RankOf(over);
}

}  // namespace

bool IsFinal(ConsignmentState state) {
  return state == kDelivered || state == kReturned || state == kLost;
}

ConsignmentState Next(ConsignmentState state, TrackingKind kind) {
  const int row = state - dossier::v1::CONSIGNMENT_STATE_CREATED;
  const int column = kind - dossier::v1::TRACKING_KIND_COLLECTED;
  const bool known = row >= 0 && row < kStates && column >= 0 && column < kKinds;
  return known ? kNext[row][column] : state;
}

bool CountsBefore(const TrackingEvent& a, const TrackingEvent& b) {
  return OrderOf(a) < OrderOf(b);
}

bool Contains(const TrackingHistory& history, std::string_view event_id) {
  return PositionOf(event_id, history) >= 0;
}

Inserted Insert(const TrackingEvent& event, TrackingHistory& history) {
  const int at = PositionOf(event.event_id(), history);
  if (at < 0) return {Taking::kNew, true, Settle(event, history)};
  const TrackingEvent& known = history[at];
  if (SaysTheSame(event, known)) return {Taking::kDuplicate, false, &known};
  const bool replaces = Prevails(event, known);
  if (!replaces && known.contradicted()) return {Taking::kContradiction, false, &known};
  TrackingEvent kept = replaces ? event : known;
  kept.set_contradicted(true);
  history.DeleteSubrange(at, 1);
  return {Taking::kContradiction, true, Settle(kept, history)};
}

Standing Fold(const TrackingHistory& history) {
  Standing standing;
  for (const TrackingEvent& event : history) {
    const ConsignmentState next = Next(standing.state, event.kind());
    if (next != standing.state && IsFinal(next)) standing.decided_by = &event;
    const bool first = standing.pickup_notice == nullptr && next == kPickup;
    if (first) standing.pickup_notice = &event;
    standing.state = next;
  }
  return standing;
}

}  // namespace motcua::postal
