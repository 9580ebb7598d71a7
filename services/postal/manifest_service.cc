#include "services/postal/manifest_service.h"

#include <utility>

#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/runtime/rpc_server.h"
#include "services/postal/domain/checks.h"
#include "services/postal/requests.h"
#include "services/postal/store/listing.h"

namespace motcua::postal {
namespace {

using dossier::v1::Bag;

constexpr std::string_view kService = "postal";
constexpr size_t kMaxSeal = 40;
constexpr size_t kMaxNote = 300;

Bag Shown(const store::Versioned<Bag>& stored) {
  Bag shown = *stored.state;
  shown.set_version(stored.version);
  return shown;
}

absl::Status Check(const v1::BuildBagRequest& request) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckPresent("from_office", request.from_office()));
  MOTCUA_RETURN_IF_ERROR(CheckPresent("to_office", request.to_office()));
  if (request.from_office() == request.to_office()) {
    return Invalid("to_office", "is where it comes from");
  }
  if (request.parcel_ids().empty()) return absl::OkStatus();
  MOTCUA_RETURN_IF_ERROR(CheckBatch("parcel_ids", request.parcel_ids_size(), kMaxParcelsOfCall));
  return CheckParcelIds("parcel_ids", request.parcel_ids());
}

absl::Status Check(const v1::AddToBagRequest& request) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckPresent("bag_id", request.bag_id()));
  MOTCUA_RETURN_IF_ERROR(CheckBatch("parcel_ids", request.parcel_ids_size(), kMaxParcelsOfCall));
  return CheckParcelIds("parcel_ids", request.parcel_ids());
}

absl::Status Check(const v1::DispatchBagRequest& request) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckPresent("bag_id", request.bag_id()));
  MOTCUA_RETURN_IF_ERROR(CheckText("seal", request.seal(), kMaxSeal));
  return CheckText("signer", request.signer(), kMaxNameLength);
}

absl::Status Check(const v1::ReceiveBagRequest& request) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckPresent("bag_id", request.bag_id()));
  if (request.all() && !request.parcel_ids().empty()) {
    return Invalid("all", "needs no parcel_ids");
  }
  const int scanned = request.parcel_ids_size() + request.damaged_ids_size();
  if (!request.all() || scanned > 0) {
    MOTCUA_RETURN_IF_ERROR(CheckBatch("parcel_ids", scanned, kMaxReports));
  }
  google::protobuf::RepeatedPtrField<std::string> ids = request.parcel_ids();
  ids.MergeFrom(request.damaged_ids());
  return CheckParcelIds("parcel_ids", ids);
}

absl::Status Check(const v1::ReconcileBagRequest& request) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckPresent("bag_id", request.bag_id()));
  MOTCUA_RETURN_IF_ERROR(CheckText("signer", request.signer(), kMaxNameLength));
  return CheckLength("note", request.note(), kMaxNote);
}

// The list that is asked for, and the post office whose it is.
struct BagQuery {
  std::string list;
  std::string office;
};

absl::StatusOr<BagQuery> QueryOf(const v1::ListBagsRequest& request) {
  if (!dossier::v1::BagState_IsValid(request.state())) return Invalid("state", "is not known");
  if (request.from_office().empty()) {
    MOTCUA_RETURN_IF_ERROR(CheckPresent("to_office", request.to_office()));
    return BagQuery{ListOfReceiver(request.to_office(), request.state()), request.to_office()};
  }
  if (!request.to_office().empty()) return Invalid("to_office", "is given beside from_office");
  return BagQuery{ListOfSender(request.from_office(), request.state()), request.from_office()};
}

bool Wants(const v1::ListBagsRequest& request, const Bag& bag) {
  if (request.state() != dossier::v1::BAG_STATE_UNSPECIFIED) return bag.state() == request.state();
  return bag.state() != dossier::v1::BAG_STATE_RECONCILED;
}

}  // namespace

template <class Request>
store::Command ManifestService::CommandFor(const runtime::CallContext& call,
                                           const Request& request) {
  return store::CommandOf(bags_.committer().keys(), kService, call.caller.name, request);
}

async::Task<absl::Status> ManifestService::RequireSide(const runtime::CallContext& call,
                                                       std::string bag_id, Side side) {
  auto loaded = co_await mover_.Load(std::move(bag_id));
  if (!loaded.ok()) co_return loaded.status();
  const Bag& bag = *loaded->state;
  co_return RequireOffice(call.caller, side == Side::kFrom ? bag.from_office() : bag.to_office(),
                          catalogue_);
}

async::Task<absl::StatusOr<v1::BuildBagResponse>> ManifestService::BuildBag(
    const runtime::CallContext& call, const v1::BuildBagRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  MOTCUA_CO_RETURN_IF_ERROR(RequireOffice(call.caller, request.from_office(), catalogue_));
  if (catalogue_.FindPostOffice(request.to_office()) == nullptr) {
    co_return RequireOffice(call.caller, request.to_office(), catalogue_);
  }
  std::string actor = call.caller.name;
  co_return co_await mover_.Build(CommandFor(call, request), request, std::move(actor));
}

async::Task<absl::StatusOr<v1::AddToBagResponse>> ManifestService::AddToBag(
    const runtime::CallContext& call, const v1::AddToBagRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  MOTCUA_CO_RETURN_IF_ERROR(co_await RequireSide(call, request.bag_id(), Side::kFrom));
  std::string actor = call.caller.name;
  co_return co_await mover_.Add(CommandFor(call, request), request, std::move(actor));
}

async::Task<absl::StatusOr<v1::DispatchBagResponse>> ManifestService::DispatchBag(
    const runtime::CallContext& call, const v1::DispatchBagRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  MOTCUA_CO_RETURN_IF_ERROR(co_await RequireSide(call, request.bag_id(), Side::kFrom));
  std::string actor = call.caller.name;
  co_return co_await mover_.Dispatch(CommandFor(call, request), request, std::move(actor));
}

async::Task<absl::StatusOr<v1::ReceiveBagResponse>> ManifestService::ReceiveBag(
    const runtime::CallContext& call, const v1::ReceiveBagRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  MOTCUA_CO_RETURN_IF_ERROR(co_await RequireSide(call, request.bag_id(), Side::kTo));
  std::string actor = call.caller.name;
  co_return co_await mover_.Receive(CommandFor(call, request), request, std::move(actor));
}

async::Task<absl::StatusOr<v1::ReconcileBagResponse>> ManifestService::ReconcileBag(
    const runtime::CallContext& call, const v1::ReconcileBagRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  MOTCUA_CO_RETURN_IF_ERROR(co_await RequireSide(call, request.bag_id(), Side::kTo));
  std::string actor = call.caller.name;
  co_return co_await mover_.Reconcile(CommandFor(call, request), request, std::move(actor));
}

async::Task<absl::StatusOr<v1::GetBagResponse>> ManifestService::GetBag(
    const runtime::CallContext& call, const v1::GetBagRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("bag_id", request.bag_id()));
  auto loaded = co_await mover_.Load(request.bag_id());
  if (!loaded.ok()) co_return loaded.status();
  const Bag& bag = *loaded->state;
  if (!RequireOffice(call.caller, bag.from_office(), catalogue_).ok()) {
    MOTCUA_CO_RETURN_IF_ERROR(RequireOffice(call.caller, bag.to_office(), catalogue_));
  }
  v1::GetBagResponse response;
  *response.mutable_bag() = Shown(*loaded);
  co_return response;
}

async::Task<absl::StatusOr<v1::ListBagsResponse>> ManifestService::ListBags(
    const runtime::CallContext& call, const v1::ListBagsRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const BagQuery query, QueryOf(request));
  MOTCUA_CO_RETURN_IF_ERROR(RequireOffice(call.caller, query.office, catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size, PageSizeOf(request.page_size()));
  std::string list = query.list, token = request.page_token();
  MOTCUA_CO_ASSIGN_OR_RETURN(
      ListPage page,
      co_await ReadPage(bags_.committer(), kBagKind, std::move(list), size, std::move(token)));
  auto loaded = co_await bags_.LoadMany(std::move(page.ids));
  if (!loaded.ok()) co_return loaded.status();
  v1::ListBagsResponse response;
  for (const store::Versioned<Bag>& stored : *loaded) {
    if (stored.version == 0 || !Wants(request, *stored.state)) continue;  // it moved on meanwhile
    v1::BagSummary& summary = *response.add_bags();
    *summary.mutable_bag() = Shown(stored);
    summary.set_parcels(stored.state->items_size());
    summary.mutable_bag()->clear_items();
  }
  response.set_next_page_token(std::move(page.next_token));
  co_return response;
}

void Serve(ManifestService& service, runtime::RpcServer& server) {
  runtime::Methods<ManifestService> rpc(server, "motcua.postal.v1.ManifestService", &service);
  rpc.Unary("BuildBag", &ManifestService::BuildBag);
  rpc.Unary("AddToBag", &ManifestService::AddToBag);
  rpc.Unary("DispatchBag", &ManifestService::DispatchBag);
  rpc.Unary("ReceiveBag", &ManifestService::ReceiveBag);
  rpc.Unary("ReconcileBag", &ManifestService::ReconcileBag);
  rpc.Unary("GetBag", &ManifestService::GetBag);
  rpc.Unary("ListBags", &ManifestService::ListBags);
}

}  // namespace motcua::postal
