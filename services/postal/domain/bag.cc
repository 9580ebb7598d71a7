#include "services/postal/domain/bag.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/tracking.h"

namespace motcua::postal {
namespace {

using dossier::v1::Bag;
using dossier::v1::BagItem;
using dossier::v1::Consignment;
using dossier::v1::Parcel;
using dossier::v1::TrackingKind;

// No way within the province takes longer (TT 17/2017 Đ.7).
constexpr calendar::TimeLimit kOnTheWay{.kind = calendar::LimitKind::kWorkingDays, .amount = 2};

Error Closed(const Bag& bag) {
  return FailedPrecondition(kBagClosed, "the bag is closed").With("bagId", bag.id());
}

absl::Status NotFit(const Parcel& parcel, std::string_view why) {
  return FailedPrecondition(kParcelNotFit, Cat(parcel.id(), " ", why))
      .With("parcelId", parcel.id());
}

absl::Status CheckFits(const Parcel& parcel, const Bag& bag) {
  if (IsFinal(parcel.state()) && !parcel.lost()) return NotFit(parcel, "is at its end");
  if (parcel.bag_id() == bag.id()) return NotFit(parcel, "is in the bag already");
  if (!parcel.bag_id().empty()) return NotFit(parcel, Cat("is in the bag ", parcel.bag_id()));
  const bool elsewhere = parcel.holder().kind() == dossier::v1::HOLDER_KIND_POST_OFFICE &&
                         parcel.holder().code() != bag.from_office();
  return elsewhere ? NotFit(parcel, Cat("is at the post office ", parcel.holder().code()))
                   : absl::OkStatus();
}

int PapersIn(const Parcel& parcel) {
  int papers = 0;
  for (const auto& paper : parcel.papers()) papers += paper.count();
  return papers;
}

// When the bag tells it: now, but behind what was told of the parcel at the same instant, so that
// it counts after that whatever the kinds.
absl::Time TimeOf(std::string_view parcel_id, const Consignment& consignment, absl::Time now) {
  constexpr absl::Duration kSameInstant = absl::Seconds(1);
  absl::Time time = now;
  for (const auto& event : consignment.events()) {
    const absl::Time told = FromProto(event.event_time());
    if (event.consignment_id() == parcel_id && told >= time && told < now + kSameInstant) {
      time = told + absl::Milliseconds(1);
    }
  }
  return time;
}

// Records what the bag tells of one of its parcels. `word` tells the bag's reports of a parcel
// apart.
void Tell(const Bag& bag, std::string_view parcel_id, TrackingKind kind, std::string_view word,
          const Carried& carried, const Doing& doing) {
  dossier::v1::TrackingEvent report;
  report.set_event_id(Cat(bag.id(), ":", word, ":", parcel_id));
  report.set_consignment_id(std::string(parcel_id));
  report.set_kind(kind);
  *report.mutable_event_time() = ToProto(TimeOf(parcel_id, *carried.consignment, doing.now));
  const bool at_end = kind == dossier::v1::TRACKING_KIND_ARRIVED && word == "in";
  report.set_post_office(at_end || kind == dossier::v1::TRACKING_KIND_DAMAGED ? bag.to_office()
                                                                              : bag.from_office());
  report.set_bag_id(bag.id());
  Record(report, doing.actor, *carried.consignment, *carried.events);
  MindTimes(*doing.calendar, *carried.consignment, *carried.events);
}

// What lies in the bag's office although no scan said so.
void TakeOver(const Bag& bag, const Parcel& parcel, const Carried& carried, const Doing& doing) {
  const auto kind = parcel.holder().kind();
  if (kind == dossier::v1::HOLDER_KIND_POST_OFFICE) return;
  const bool was_away = kind == dossier::v1::HOLDER_KIND_ON_THE_WAY;
  Tell(bag, parcel.id(),
       was_away ? dossier::v1::TRACKING_KIND_ARRIVED : dossier::v1::TRACKING_KIND_COLLECTED, "put",
       carried, doing);
}

BagItem* Find(std::string_view parcel_id, Bag& bag) {
  for (BagItem& item : *bag.mutable_items()) {
    if (item.parcel_id() == parcel_id) return &item;
  }
  return nullptr;
}

BagItem& AddOver(std::string_view parcel_id, const CarriedParcels& carried, Bag& bag) {
  BagItem& item = *bag.add_items();
  item.set_parcel_id(std::string(parcel_id));
  item.set_state(dossier::v1::BAG_ITEM_STATE_OVER);
  const auto found = carried.find(parcel_id);
  if (found == carried.end()) return item;
  item.set_consignment_id(found->second.consignment->id());
  item.set_dossier_code(found->second.consignment->dossier_code());
  return item;
}

// One parcel out of the bag. A parcel that was scanned before stays as it was, but may be found
// damaged after all.
void TakeOut(std::string_view parcel_id, bool damaged, const CarriedParcels& carried,
             const Doing& doing, Bag& bag, std::vector<std::string>& over) {
  BagItem* item = Find(parcel_id, bag);
  const bool is_over = item == nullptr;
  if (is_over) {
    item = &AddOver(parcel_id, carried, bag);
    over.emplace_back(parcel_id);
  }
  const bool first = !item->has_scan_time();
  if (first) *item->mutable_scan_time() = ToProto(doing.now);
  if (item->state() == dossier::v1::BAG_ITEM_STATE_EXPECTED) {
    item->set_state(dossier::v1::BAG_ITEM_STATE_RECEIVED);
  }
  if (damaged && item->state() == dossier::v1::BAG_ITEM_STATE_RECEIVED) {
    item->set_state(dossier::v1::BAG_ITEM_STATE_DAMAGED);
  }
  const auto found = carried.find(parcel_id);
  if (found == carried.end()) return;
  ParcelOf(*found->second.consignment, parcel_id).clear_bag_id();
  if (first) {
    Tell(bag, parcel_id, dossier::v1::TRACKING_KIND_ARRIVED, "in", found->second, doing);
  }
  if (damaged) {
    Tell(bag, parcel_id, dossier::v1::TRACKING_KIND_DAMAGED, "damaged", found->second, doing);
  }
}

void Sign(std::string_view name, const std::string& office, const Doing& doing,
          dossier::v1::BagSignature& signature) {
  signature.set_name(std::string(name));
  signature.set_post_office(office);
  *signature.mutable_sign_time() = ToProto(doing.now);
  signature.set_actor(std::string(doing.actor));
}

int Count(const Bag& bag, dossier::v1::BagItemState state) {
  return static_cast<int>(std::ranges::count_if(
      bag.items(), [&](const BagItem& item) { return item.state() == state; }));
}

}  // namespace

Bag NewBag(std::string id, std::string_view from_office, std::string_view to_office,
           absl::Time now) {
  Bag bag;
  bag.set_id(std::move(id));
  bag.set_from_office(std::string(from_office));
  bag.set_to_office(std::string(to_office));
  bag.set_state(dossier::v1::BAG_STATE_OPEN);
  *bag.mutable_create_time() = ToProto(now);
  return bag;
}

absl::Status AddParcels(const std::vector<std::string>& ids, const CarriedParcels& carried,
                        const Doing& doing, Bag& bag) {
  if (bag.state() != dossier::v1::BAG_STATE_OPEN) return Closed(bag);
  if (bag.items_size() + static_cast<int>(ids.size()) > kMaxBagParcels) {
    return FailedPrecondition(kBagFull, Cat("a bag holds at most ", kMaxBagParcels, " parcels"))
        .With("bagId", bag.id());
  }
  for (const std::string& id : ids) {
    MOTCUA_RETURN_IF_ERROR(CheckFits(ParcelOf(*carried.at(id).consignment, id), bag));
  }
  for (const std::string& id : ids) {
    const Carried& one = carried.at(id);
    Parcel& parcel = ParcelOf(*one.consignment, id);
    TakeOver(bag, parcel, one, doing);
    parcel.set_bag_id(bag.id());
    BagItem& item = *bag.add_items();
    item.set_parcel_id(id);
    item.set_consignment_id(one.consignment->id());
    item.set_dossier_code(one.consignment->dossier_code());
    item.set_state(dossier::v1::BAG_ITEM_STATE_EXPECTED);
    item.set_paper_count(PapersIn(parcel));
    *item.mutable_add_time() = ToProto(doing.now);
  }
  return absl::OkStatus();
}

absl::Status Dispatch(std::string_view seal, std::string_view signer, const CarriedParcels& carried,
                      const Doing& doing, Bag& bag) {
  if (bag.state() != dossier::v1::BAG_STATE_OPEN) return Closed(bag);
  if (bag.items().empty()) {
    return FailedPrecondition(kBagEmpty, "there is nothing in the bag").With("bagId", bag.id());
  }
  bag.set_state(dossier::v1::BAG_STATE_DISPATCHED);
  bag.set_seal(std::string(seal));
  *bag.mutable_dispatch_time() = ToProto(doing.now);
  *bag.mutable_due_time() = ToProto(doing.calendar->Due(doing.now, kOnTheWay));
  Sign(signer, bag.from_office(), doing, *bag.mutable_giver());
  for (const BagItem& item : bag.items()) {
    Tell(bag, item.parcel_id(), dossier::v1::TRACKING_KIND_DEPARTED, "out",
         carried.at(item.parcel_id()), doing);
  }
  return absl::OkStatus();
}

absl::Status CheckReceiving(const Bag& bag) {
  if (bag.state() == dossier::v1::BAG_STATE_OPEN) {
    return FailedPrecondition(kBagNotDispatched, "the bag has not been sent off")
        .With("bagId", bag.id());
  }
  const bool on_the_way = bag.state() == dossier::v1::BAG_STATE_DISPATCHED ||
                          bag.state() == dossier::v1::BAG_STATE_RECEIVED;
  return on_the_way ? absl::OkStatus() : Closed(bag);
}

std::vector<std::string> Receive(const Scanned& scanned, const CarriedParcels& carried,
                                 const Doing& doing, Bag& bag) {
  std::vector<std::string> over;
  if (bag.state() == dossier::v1::BAG_STATE_DISPATCHED) {
    bag.set_state(dossier::v1::BAG_STATE_RECEIVED);
    *bag.mutable_receive_time() = ToProto(doing.now);
  }
  for (const std::string& id : scanned.whole) TakeOut(id, false, carried, doing, bag, over);
  for (const std::string& id : scanned.damaged) TakeOut(id, true, carried, doing, bag, over);
  return over;
}

absl::Status Reconcile(std::string_view signer, std::string_view note,
                       const CarriedParcels& carried, const Doing& doing, Bag& bag) {
  MOTCUA_RETURN_IF_ERROR(CheckReceiving(bag));
  bag.set_state(dossier::v1::BAG_STATE_RECONCILED);
  bag.set_note(std::string(note));
  *bag.mutable_reconcile_time() = ToProto(doing.now);
  Sign(signer, bag.to_office(), doing, *bag.mutable_taker());
  for (BagItem& item : *bag.mutable_items()) {
    if (item.state() != dossier::v1::BAG_ITEM_STATE_EXPECTED) continue;
    item.set_state(dossier::v1::BAG_ITEM_STATE_SHORT);
    const auto found = carried.find(item.parcel_id());
    if (found == carried.end()) continue;
    Parcel& parcel = ParcelOf(*found->second.consignment, item.parcel_id());
    if (parcel.bag_id() != bag.id()) continue;  // seen elsewhere meanwhile
    parcel.clear_bag_id();
    Tell(bag, item.parcel_id(), dossier::v1::TRACKING_KIND_MISSED, "missed", found->second, doing);
  }
  return absl::OkStatus();
}

std::vector<std::string> ParcelsIn(const Bag& bag, dossier::v1::BagItemState state) {
  std::vector<std::string> ids;
  for (const BagItem& item : bag.items()) {
    if (item.state() == state) ids.push_back(item.parcel_id());
  }
  return ids;
}

event::v1::Event MovedEvent(const Bag& bag, const Doing& doing) {
  event::v1::Event event;
  event.set_actor(std::string(doing.actor));
  *event.mutable_occur_time() = ToProto(doing.now);
  event::v1::BagMoved& moved = *event.mutable_bag_moved();
  moved.set_bag_id(bag.id());
  moved.set_state(bag.state());
  moved.set_from_office(bag.from_office());
  moved.set_to_office(bag.to_office());
  const int over = Count(bag, dossier::v1::BAG_ITEM_STATE_OVER);
  moved.set_expected(bag.items_size() - over);
  moved.set_received(Count(bag, dossier::v1::BAG_ITEM_STATE_RECEIVED));
  moved.set_damaged(Count(bag, dossier::v1::BAG_ITEM_STATE_DAMAGED));
  moved.set_missing(Count(bag, dossier::v1::BAG_ITEM_STATE_SHORT));
  moved.set_over(over);
  return event;
}

}  // namespace motcua::postal
