// A bag of parcels and its manifest: filled, sent off, scanned and compared with what it should
// hold.
//
// What happens to a bag happens to every parcel in it: each function changes both, and the parcels'
// custody follows from the tracking events it records.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "motcua/dossier/v1/bag.pb.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::postal {

// Parcels a bag may hold.
inline constexpr int kMaxBagParcels = 1000;

// A parcel's consignment, and where its events go.
struct Carried {
  dossier::v1::Consignment* consignment = nullptr;
  std::vector<event::v1::Event>* events = nullptr;
};
// By the parcel's identifier.
using CarriedParcels = absl::flat_hash_map<std::string_view, Carried>;

// Who does something to a bag, and when.
struct Doing {
  std::string_view actor;
  absl::Time now;
  const calendar::Calendar* calendar;
};

dossier::v1::Bag NewBag(std::string id, std::string_view from_office, std::string_view to_office,
                        absl::Time now);

// Puts parcels in; `carried` has all of them. One that is not at the bag's office by its tracking
// events is so from now on: whoever puts it in has it in hand. FAILED_PRECONDITION BAG_CLOSED,
// BAG_FULL, or PARCEL_NOT_FIT: in another bag, at its end, or held by another post office.
absl::Status AddParcels(const std::vector<std::string>& ids, const CarriedParcels& carried,
                        const Doing& doing, dossier::v1::Bag& bag);

// Sends it off under the seal; `carried` has every parcel on the manifest. FAILED_PRECONDITION
// BAG_CLOSED or BAG_EMPTY.
absl::Status Dispatch(std::string_view seal, std::string_view signer, const CarriedParcels& carried,
                      const Doing& doing, dossier::v1::Bag& bag);

// What was scanned.
struct Scanned {
  std::vector<std::string> whole;
  std::vector<std::string> damaged;
};

// Takes what was scanned at its office; `carried` has what is known of it. Returns what is not on
// the manifest. FAILED_PRECONDITION BAG_NOT_DISPATCHED or BAG_CLOSED is for CheckReceiving to say.
std::vector<std::string> Receive(const Scanned& scanned, const CarriedParcels& carried,
                                 const Doing& doing, dossier::v1::Bag& bag);
absl::Status CheckReceiving(const dossier::v1::Bag& bag);

// Ends it with both signatures: what was not scanned is short, and missed unless it was seen
// elsewhere; `carried` has every parcel that was not scanned. FAILED_PRECONDITION as Receive.
absl::Status Reconcile(std::string_view signer, std::string_view note,
                       const CarriedParcels& carried, const Doing& doing, dossier::v1::Bag& bag);

// Identifiers of the manifest's lines in a state, in its order.
std::vector<std::string> ParcelsIn(const dossier::v1::Bag& bag, dossier::v1::BagItemState state);

// BagMoved, with the counts of now.
event::v1::Event MovedEvent(const dossier::v1::Bag& bag, const Doing& doing);

}  // namespace motcua::postal
