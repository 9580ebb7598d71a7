#include "services/postal/bag_mover.h"

#include <utility>

#include "absl/strings/str_format.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;

using Texts = google::protobuf::RepeatedPtrField<std::string>;

std::vector<std::string> ListOf(const Texts& texts) { return {texts.begin(), texts.end()}; }

void Set(const std::vector<std::string>& values, Texts* texts) {
  texts->Assign(values.begin(), values.end());
}

absl::Status NoSuchBag(std::string_view id) {
  return NotFound(kBagNotFound, "no such bag").With("bagId", id);
}

int Parcels(const dossier::v1::Bag& bag) { return bag.items_size(); }

}  // namespace

void BagMover::Contents::Put(const std::string& parcel_id, const std::string& consignment_id) {
  const auto [at, is_new] = position_of.try_emplace(consignment_id, consignment_ids.size());
  if (is_new) consignment_ids.push_back(consignment_id);
  consignment_of[parcel_id] = at->second;
}

BagMover::Contents BagMover::ContentsOf(const dossier::v1::Bag& bag) {
  Contents contents;
  for (const dossier::v1::BagItem& item : bag.items()) {
    if (!item.consignment_id().empty()) contents.Put(item.parcel_id(), item.consignment_id());
  }
  return contents;
}

// `all`: an unknown parcel is an error, else it is left out.
async::Task<absl::StatusOr<BagMover::Contents>> BagMover::Find(std::vector<std::string> parcel_ids,
                                                               bool all) {
  Contents contents;
  auto ids = co_await ConsignmentsOf(consignments_, parcel_ids);
  if (!ids.ok()) co_return ids.status();
  for (size_t i = 0; i < parcel_ids.size(); ++i) {
    if (!(*ids)[i].empty()) {
      contents.Put(parcel_ids[i], (*ids)[i]);
    } else if (all) {
      co_return NotFound(kConsignmentNotFound, Cat("no such consignment: ", parcel_ids[i]))
          .With("consignmentId", parcel_ids[i]);
    }
  }
  co_return contents;
}

async::Task<absl::StatusOr<std::string>> BagMover::NextId(std::string office) {
  const absl::CivilDay day = absl::ToCivilDay(clock_.Now(), LocalZone());
  const std::string of_day =
      absl::StrFormat("%s-%02d%02d%02d", office, day.year() % 100, day.month(), day.day());
  std::string name = Cat("bag/", of_day);
  auto serial = co_await bags_.committer().ReserveSerials(std::move(name), 1);
  if (!serial.ok()) co_return serial.status();
  co_return absl::StrFormat("%s-%04d", of_day, *serial);
}

void BagMover::set_keeper(keeping::Keeper* keeper) {
  kept_ = keeping::Kept<dossier::v1::Bag>(keeper, NatureOfKeptBags());
}

async::Task<absl::StatusOr<store::Versioned<dossier::v1::Bag>>> BagMover::Load(std::string bag_id) {
  auto loaded = co_await kept_.Load(bags_, bag_id);
  if (absl::IsNotFound(loaded.status())) co_return NoSuchBag(bag_id);
  co_return loaded;
}

// A bag without a state was not begun yet, or has left: only Build's act gives it one, the others
// refuse what is closed.
template <class Reply>
async::Task<absl::StatusOr<Reply>> BagMover::Move(store::Command command, std::string bag_id,
                                                  Contents contents, std::string actor,
                                                  Act<Reply> act) {
  std::vector<std::string> ids = contents.consignment_ids;
  std::function<absl::StatusOr<Reply>(Bag&, std::vector<store::Draft<Consignment>>&)> decide =
      [&](Bag& bag, std::vector<store::Draft<Consignment>>& drafts) -> absl::StatusOr<Reply> {
    const Doing doing{actor, clock_.Now(), &catalogue_.calendar()};
    CarriedParcels carried;
    for (const auto& [parcel, at] : contents.consignment_of) {
      if (drafts[at].exists()) carried[parcel] = {&drafts[at].state, &drafts[at].events};
    }
    if (!bag.exists()) bag.state.set_id(bag_id);
    const dossier::v1::BagState before = bag.state.state();
    absl::StatusOr<Reply> reply = act(bag.state, carried, doing);
    if (!reply.ok()) return reply;
    bag.changed = true;
    for (auto& draft : drafts) draft.changed = draft.exists();
    if (bag.state.state() == before) return reply;
    event::v1::Event moved = MovedEvent(bag.state, doing);
    const auto* office = catalogue_.FindPostOffice(bag.state.from_office());
    if (office != nullptr) moved.set_unit_code(office->unit_code());
    bag.events.push_back(std::move(moved));
    return reply;
  };
  co_return co_await together_.template Execute<Reply>(std::move(command), bag_id, std::move(ids),
                                                       std::move(decide));
}

async::Task<absl::StatusOr<v1::BuildBagResponse>> BagMover::Build(store::Command command,
                                                                  v1::BuildBagRequest request,
                                                                  std::string actor) {
  std::vector<std::string> parcels = ListOf(request.parcel_ids());
  MOTCUA_CO_ASSIGN_OR_RETURN(Contents contents, co_await Find(parcels, /*all=*/true));
  MOTCUA_CO_ASSIGN_OR_RETURN(std::string id, co_await NextId(request.from_office()));
  Act<v1::BuildBagResponse> act = [&](dossier::v1::Bag& bag, const CarriedParcels& carried,
                                      const Doing& doing) -> absl::StatusOr<v1::BuildBagResponse> {
    bag = NewBag(id, request.from_office(), request.to_office(), doing.now);
    MOTCUA_RETURN_IF_ERROR(AddParcels(parcels, carried, doing, bag));
    v1::BuildBagResponse response;
    response.set_bag_id(id);
    response.set_parcels(Parcels(bag));
    return response;
  };
  co_return co_await Move(std::move(command), id, std::move(contents), std::move(actor),
                          std::move(act));
}

async::Task<absl::StatusOr<v1::AddToBagResponse>> BagMover::Add(store::Command command,
                                                                v1::AddToBagRequest request,
                                                                std::string actor) {
  std::vector<std::string> parcels = ListOf(request.parcel_ids());
  MOTCUA_CO_ASSIGN_OR_RETURN(Contents contents, co_await Find(parcels, /*all=*/true));
  Act<v1::AddToBagResponse> act = [&](dossier::v1::Bag& bag, const CarriedParcels& carried,
                                      const Doing& doing) -> absl::StatusOr<v1::AddToBagResponse> {
    MOTCUA_RETURN_IF_ERROR(AddParcels(parcels, carried, doing, bag));
    v1::AddToBagResponse response;
    response.set_parcels(Parcels(bag));
    return response;
  };
  co_return co_await Move(std::move(command), request.bag_id(), std::move(contents),
                          std::move(actor), std::move(act));
}

namespace {

// Someone put parcels in between reading the manifest and deciding on it: the caller tries again.
absl::Status CheckCarries(const dossier::v1::Bag& bag, const CarriedParcels& carried) {
  for (const dossier::v1::BagItem& item : bag.items()) {
    if (item.consignment_id().empty() || carried.contains(item.parcel_id())) continue;
    return Aborted(kTooMuchContention, "the bag was changed meanwhile");
  }
  return absl::OkStatus();
}

}  // namespace

async::Task<absl::StatusOr<v1::DispatchBagResponse>> BagMover::Dispatch(
    store::Command command, v1::DispatchBagRequest request, std::string actor) {
  auto loaded = co_await Load(request.bag_id());
  if (!loaded.ok()) co_return loaded.status();
  Contents contents = ContentsOf(*loaded->state);
  Act<v1::DispatchBagResponse> act =
      [&](dossier::v1::Bag& bag, const CarriedParcels& carried,
          const Doing& doing) -> absl::StatusOr<v1::DispatchBagResponse> {
    MOTCUA_RETURN_IF_ERROR(CheckCarries(bag, carried));
    MOTCUA_RETURN_IF_ERROR(postal::Dispatch(request.seal(), request.signer(), carried, doing, bag));
    v1::DispatchBagResponse response;
    response.set_parcels(Parcels(bag));
    *response.mutable_due_time() = bag.due_time();
    return response;
  };
  co_return co_await Move(std::move(command), request.bag_id(), std::move(contents),
                          std::move(actor), std::move(act));
}

async::Task<absl::StatusOr<v1::ReceiveBagResponse>> BagMover::Receive(store::Command command,
                                                                      v1::ReceiveBagRequest request,
                                                                      std::string actor) {
  auto loaded = co_await Load(request.bag_id());
  if (!loaded.ok()) co_return loaded.status();
  Scanned scanned{ListOf(request.parcel_ids()), ListOf(request.damaged_ids())};
  if (request.all()) {
    scanned.whole = ParcelsIn(*loaded->state, dossier::v1::BAG_ITEM_STATE_EXPECTED);
  }
  std::vector<std::string> parcels = scanned.whole;
  parcels.insert(parcels.end(), scanned.damaged.begin(), scanned.damaged.end());
  MOTCUA_CO_ASSIGN_OR_RETURN(Contents contents, co_await Find(parcels, /*all=*/false));
  Act<v1::ReceiveBagResponse> act =
      [&](dossier::v1::Bag& bag, const CarriedParcels& carried,
          const Doing& doing) -> absl::StatusOr<v1::ReceiveBagResponse> {
    MOTCUA_RETURN_IF_ERROR(CheckReceiving(bag));
    v1::ReceiveBagResponse response;
    Set(postal::Receive(scanned, carried, doing, bag), response.mutable_over_ids());
    const auto left = ParcelsIn(bag, dossier::v1::BAG_ITEM_STATE_EXPECTED).size();
    const auto over = ParcelsIn(bag, dossier::v1::BAG_ITEM_STATE_OVER).size();
    response.set_expected(static_cast<int>(left));
    response.set_received(Parcels(bag) - static_cast<int>(left + over));
    return response;
  };
  co_return co_await Move(std::move(command), request.bag_id(), std::move(contents),
                          std::move(actor), std::move(act));
}

async::Task<absl::StatusOr<v1::ReconcileBagResponse>> BagMover::Reconcile(
    store::Command command, v1::ReconcileBagRequest request, std::string actor) {
  auto loaded = co_await Load(request.bag_id());
  if (!loaded.ok()) co_return loaded.status();
  std::vector<std::string> unscanned =
      ParcelsIn(*loaded->state, dossier::v1::BAG_ITEM_STATE_EXPECTED);
  MOTCUA_CO_ASSIGN_OR_RETURN(Contents contents, co_await Find(unscanned, /*all=*/true));
  Act<v1::ReconcileBagResponse> act =
      [&](dossier::v1::Bag& bag, const CarriedParcels& carried,
          const Doing& doing) -> absl::StatusOr<v1::ReconcileBagResponse> {
    MOTCUA_RETURN_IF_ERROR(
        postal::Reconcile(request.signer(), request.note(), carried, doing, bag));
    v1::ReconcileBagResponse response;
    Set(ParcelsIn(bag, dossier::v1::BAG_ITEM_STATE_SHORT), response.mutable_short_ids());
    Set(ParcelsIn(bag, dossier::v1::BAG_ITEM_STATE_OVER), response.mutable_over_ids());
    Set(ParcelsIn(bag, dossier::v1::BAG_ITEM_STATE_DAMAGED), response.mutable_damaged_ids());
    return response;
  };
  co_return co_await Move(std::move(command), request.bag_id(), std::move(contents),
                          std::move(actor), std::move(act));
}

}  // namespace motcua::postal
