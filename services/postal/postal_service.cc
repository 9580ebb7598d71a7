#include "services/postal/postal_service.h"

#include <algorithm>
#include <set>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/runtime/rpc_server.h"
#include "services/postal/requests.h"
#include "services/postal/store/listing.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;

constexpr std::string_view kService = "postal";

Consignment Shown(const store::Versioned<Consignment>& stored) {
  Consignment shown = *stored.state;
  shown.set_version(stored.version);
  return shown;
}

}  // namespace

async::Task<absl::StatusOr<v1::CreateConsignmentResponse>> PostalService::CreateConsignment(
    const runtime::CallContext& call, const v1::CreateConsignmentRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  Wish wish = WishOf(request);
  MOTCUA_CO_RETURN_IF_ERROR(Check(wish, catalogue_));
  std::vector<std::string> ends = {wish.from_unit, wish.to_unit};
  std::erase(ends, "");
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, ends, catalogue_));
  store::Command command =
      store::CommandOf(consignments_.committer().keys(), kService, call.caller.name, request);
  std::string actor = call.caller.name;
  co_return co_await maker_.Make(std::move(command), std::move(wish), std::move(actor));
}

async::Task<absl::StatusOr<v1::GetConsignmentResponse>> PostalService::GetConsignment(
    const runtime::CallContext& call, const v1::GetConsignmentRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("consignment_id", request.consignment_id()));
  std::string id = request.consignment_id();
  auto loaded = co_await LoadByParcel(consignments_, kept_, std::move(id));
  if (!loaded.ok()) co_return loaded.status();
  const std::vector<std::string> units = UnitsOf(*loaded->state, catalogue_);
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  v1::GetConsignmentResponse response;
  *response.mutable_consignment() = Shown(*loaded);
  co_return response;
}

async::Task<absl::StatusOr<v1::ListConsignmentsResponse>> PostalService::ListConsignments(
    const runtime::CallContext& call, const v1::ListConsignmentsRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(ListQuery query, QueryOf(request, call.caller, catalogue_));
  std::string list = query.list, token = request.page_token();
  MOTCUA_CO_ASSIGN_OR_RETURN(
      ListPage page, co_await ReadPage(consignments_.committer(), kConsignmentKind, std::move(list),
                                       query.page_size, std::move(token)));
  auto loaded = co_await consignments_.LoadMany(std::move(page.ids));
  if (!loaded.ok()) co_return loaded.status();
  v1::ListConsignmentsResponse response;
  for (const store::Versioned<Consignment>& stored : *loaded) {
    if (stored.version == 0 || !query.Wants(*stored.state)) continue;  // it moved on meanwhile
    const std::vector<std::string> units = UnitsOf(*stored.state, catalogue_);
    if (!auth::RequireCoversAny(call.caller, units, catalogue_).ok()) continue;
    *response.add_consignments() = Shown(stored);
  }
  if (page.next_token.empty() && !request.dossier_code().empty()) {
    std::string code = request.dossier_code();
    MOTCUA_CO_RETURN_IF_ERROR(co_await AddKept(call, std::move(code), response));
  }
  response.set_next_page_token(std::move(page.next_token));
  co_return response;
}

async::Task<absl::Status> PostalService::AddKept(const runtime::CallContext& call,
                                                 std::string dossier_code,
                                                 v1::ListConsignmentsResponse& response) {
  auto kept = co_await kept_.OfDossier(std::move(dossier_code));
  if (!kept.ok()) co_return kept.status();
  std::set<std::string> shown;
  for (const Consignment& one : response.consignments()) shown.insert(one.id());
  for (const store::Versioned<Consignment>& stored : *kept) {
    const std::vector<std::string> units = UnitsOf(*stored.state, catalogue_);
    const bool covered = auth::RequireCoversAny(call.caller, units, catalogue_).ok();
    if (covered && !shown.contains(stored.state->id())) {
      *response.add_consignments() = Shown(stored);
    }
  }
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<v1::RecordTrackingResponse>> PostalService::RecordTracking(
    const runtime::CallContext& call, const v1::RecordTrackingRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckBatch("events", request.events_size(), kMaxReports));
  co_return co_await recorder_.Record(call.caller, request.events());
}

void PostalService::set_keeper(keeping::Keeper* keeper) {
  kept_ = keeping::Kept<Consignment>(keeper, NatureOfKeptConsignments());
}

void Serve(PostalService& service, runtime::RpcServer& server) {
  runtime::Methods<PostalService> rpc(server, "motcua.postal.v1.PostalService", &service);
  rpc.Unary("CreateConsignment", &PostalService::CreateConsignment);
  rpc.Unary("GetConsignment", &PostalService::GetConsignment);
  rpc.Unary("ListConsignments", &PostalService::ListConsignments);
  rpc.Unary("RecordTracking", &PostalService::RecordTracking);
}

}  // namespace motcua::postal
