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

// Rows: states from CREATED to LOST; columns: kinds from COLLECTED to LOST. A carrier's clock may
// put a collection after a departure: it never moves anything back. After a failed attempt the item
// is with the post again.
constexpr ConsignmentState kNext[7][8] = {
    {kCollected, kInTransit, kInTransit, kOut, kInTransit, kDelivered, kReturned, kLost},
    {kCollected, kInTransit, kInTransit, kOut, kInTransit, kDelivered, kReturned, kLost},
    {kInTransit, kInTransit, kInTransit, kOut, kInTransit, kDelivered, kReturned, kLost},
    {kOut, kInTransit, kInTransit, kOut, kInTransit, kDelivered, kReturned, kLost},
    {kDelivered, kDelivered, kDelivered, kDelivered, kDelivered, kDelivered, kDelivered,
     kDelivered},
    {kReturned, kReturned, kReturned, kReturned, kReturned, kReturned, kReturned, kReturned},
    {kLost, kLost, kLost, kLost, kLost, kDelivered, kLost, kLost},
};

auto OrderOf(const TrackingEvent& event) {
  return std::make_tuple(FromProto(event.event_time()), static_cast<int>(event.kind()),
                         std::string_view(event.event_id()));
}

}  // namespace

bool IsFinal(ConsignmentState state) {
  return state == kDelivered || state == kReturned || state == kLost;
}

ConsignmentState Next(ConsignmentState state, TrackingKind kind) {
  const int row = state - dossier::v1::CONSIGNMENT_STATE_CREATED;
  const int column = kind - dossier::v1::TRACKING_KIND_COLLECTED;
  const bool known = row >= 0 && row < 7 && column >= 0 && column < 8;
  return known ? kNext[row][column] : state;
}

bool CountsBefore(const TrackingEvent& a, const TrackingEvent& b) {
  return OrderOf(a) < OrderOf(b);
}

bool Contains(const TrackingHistory& history, std::string_view event_id) {
  return std::ranges::any_of(
      history, [&](const TrackingEvent& event) { return event.event_id() == event_id; });
}

bool Insert(const TrackingEvent& event, TrackingHistory& history) {
  if (Contains(history, event.event_id())) return false;
  *history.Add() = event;
  for (int i = history.size() - 1; i > 0 && CountsBefore(history[i], history[i - 1]); --i) {
    history.SwapElements(i, i - 1);
  }
  return true;
}

Standing Fold(const TrackingHistory& history) {
  Standing standing;
  for (const TrackingEvent& event : history) {
    const ConsignmentState next = Next(standing.state, event.kind());
    if (next != standing.state && IsFinal(next)) standing.decided_by = &event;
    standing.state = next;
  }
  return standing;
}

}  // namespace motcua::postal
