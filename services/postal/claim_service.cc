#include "services/postal/claim_service.h"

#include <set>
#include <utility>

#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/runtime/rpc_server.h"
#include "services/postal/domain/checks.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/s10.h"
#include "services/postal/requests.h"
#include "services/postal/store/listing.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

using dossier::v1::Claim;
using dossier::v1::Consignment;

constexpr std::string_view kService = "postal";
constexpr size_t kMaxAnswer = 1000;

Claim Shown(const store::Versioned<Claim>& stored) {
  Claim shown = *stored.state;
  shown.set_version(stored.version);
  return shown;
}

absl::Status Check(const v1::FileClaimRequest& request) {
  MOTCUA_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_RETURN_IF_ERROR(CheckPresent("parcel_id", request.parcel_id()));
  if (!IsS10(request.parcel_id())) return Invalid("parcel_id", "is not an S10 identifier");
  if (request.postage_vnd() < 0) return Invalid("postage_vnd", "is negative");
  switch (request.cause()) {
    case dossier::v1::CLAIM_CAUSE_UNSPECIFIED:
      return Required("cause");
    case dossier::v1::CLAIM_CAUSE_LOST:
    case dossier::v1::CLAIM_CAUSE_DAMAGED:
    case dossier::v1::CLAIM_CAUSE_LATE:
      return absl::OkStatus();
    default:
      return Invalid("cause", "is not LOST, DAMAGED or LATE");
  }
}

struct ClaimQuery {
  std::string list;
  int page_size = 0;
};

absl::StatusOr<ClaimQuery> QueryOf(const v1::ListClaimsRequest& request, const auth::Caller& caller,
                                   const catalogue::Catalogue& catalogue) {
  if (!dossier::v1::ClaimState_IsValid(request.state())) return Invalid("state", "is not known");
  ClaimQuery query;
  MOTCUA_ASSIGN_OR_RETURN(query.page_size, PageSizeOf(request.page_size()));
  if (request.post_office().empty()) {
    MOTCUA_RETURN_IF_ERROR(CheckPresent("dossier_code", request.dossier_code()));
    query.list = ClaimsOfDossier(request.dossier_code());
    return query;
  }
  if (!request.dossier_code().empty()) {
    return Invalid("dossier_code", "is given beside post_office");
  }
  MOTCUA_RETURN_IF_ERROR(RequireOffice(caller, request.post_office(), catalogue));
  const bool any = request.state() == dossier::v1::CLAIM_STATE_UNSPECIFIED;
  query.list =
      ListOfOffice(request.post_office(), any ? dossier::v1::CLAIM_STATE_FILED : request.state());
  return query;
}

}  // namespace

template <class Request>
store::Command ClaimService::CommandFor(const runtime::CallContext& call, const Request& request) {
  return store::CommandOf(claims_.committer().keys(), kService, call.caller.name, request);
}

// Of the unit that complains, or of the post office that answers.
absl::Status ClaimService::RequireCovers(const auth::Caller& caller, const Claim& claim) const {
  std::vector<std::string> units = {claim.unit_code()};
  const auto* office = catalogue_.FindPostOffice(claim.post_office());
  if (office != nullptr) units.push_back(office->unit_code());
  return auth::RequireCoversAny(caller, units, catalogue_);
}

async::Task<absl::StatusOr<v1::FileClaimResponse>> ClaimService::FileClaim(
    const runtime::CallContext& call, const v1::FileClaimRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  auto found = co_await LoadByParcel(consignments_, kept_, request.parcel_id());
  if (!found.ok()) co_return found.status();
  Consignment consignment = *found->state;
  const std::vector<std::string> units = UnitsOf(consignment, catalogue_);
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  const dossier::v1::Parcel& parcel = ParcelOf(consignment, request.parcel_id());
  MOTCUA_CO_RETURN_IF_ERROR(CheckFiling(consignment, parcel, request.cause(), clock_.Now()));
  Grievance grievance = GrievanceOf(consignment, parcel, request.cause(), request.postage_vnd());
  std::string actor = call.caller.name;
  co_return co_await keeper_.File(CommandFor(call, request), std::move(grievance),
                                  std::move(actor));
}

async::Task<absl::StatusOr<v1::AnswerClaimResponse>> ClaimService::AnswerClaim(
    const runtime::CallContext& call, const v1::AnswerClaimRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("claim_id", request.claim_id()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckLength("answer", request.answer(), kMaxAnswer));
  auto found = co_await keeper_.Load(request.claim_id());
  if (!found.ok()) co_return found.status();
  MOTCUA_CO_RETURN_IF_ERROR(RequireOffice(call.caller, found->state->post_office(), catalogue_));
  Answer answer{.accepted = request.accepted(),
                .reissue_cost_vnd = request.reissue_cost_vnd(),
                .compensation_vnd = request.compensation_vnd(),
                .text = request.answer()};
  std::string id = found->state->id(), actor = call.caller.name;
  co_return co_await keeper_.GiveAnswer(CommandFor(call, request), std::move(id), std::move(answer),
                                        std::move(actor));
}

async::Task<absl::StatusOr<v1::PayClaimResponse>> ClaimService::PayClaim(
    const runtime::CallContext& call, const v1::PayClaimRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("claim_id", request.claim_id()));
  auto found = co_await keeper_.Load(request.claim_id());
  if (!found.ok()) co_return found.status();
  MOTCUA_CO_RETURN_IF_ERROR(RequireCovers(call.caller, *found->state));
  std::string id = found->state->id(), actor = call.caller.name;
  co_return co_await keeper_.Pay(CommandFor(call, request), std::move(id), std::move(actor));
}

async::Task<absl::StatusOr<v1::GetClaimResponse>> ClaimService::GetClaim(
    const runtime::CallContext& call, const v1::GetClaimRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("claim_id", request.claim_id()));
  auto found = co_await keeper_.Load(request.claim_id());
  if (!found.ok()) co_return found.status();
  MOTCUA_CO_RETURN_IF_ERROR(RequireCovers(call.caller, *found->state));
  v1::GetClaimResponse response;
  *response.mutable_claim() = Shown(*found);
  co_return response;
}

async::Task<absl::StatusOr<v1::ListClaimsResponse>> ClaimService::ListClaims(
    const runtime::CallContext& call, const v1::ListClaimsRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(ClaimQuery query, QueryOf(request, call.caller, catalogue_));
  std::string token = request.page_token();
  MOTCUA_CO_ASSIGN_OR_RETURN(
      ListPage page, co_await ReadPage(claims_.committer(), kClaimKind, std::move(query.list),
                                       query.page_size, std::move(token)));
  auto loaded = co_await claims_.LoadMany(std::move(page.ids));
  if (!loaded.ok()) co_return loaded.status();
  v1::ListClaimsResponse response;
  for (const store::Versioned<Claim>& stored : *loaded) {
    const bool there = stored.version > 0 && RequireCovers(call.caller, *stored.state).ok();
    if (there) *response.add_claims() = Shown(stored);
  }
  if (page.next_token.empty() && !request.dossier_code().empty()) {
    std::string code = request.dossier_code();
    MOTCUA_CO_RETURN_IF_ERROR(co_await AddLeft(call, std::move(code), response));
  }
  response.set_next_page_token(std::move(page.next_token));
  co_return response;
}

async::Task<absl::Status> ClaimService::AddLeft(const runtime::CallContext& call,
                                                std::string dossier_code,
                                                v1::ListClaimsResponse& response) {
  auto left = co_await keeper_.LeftOfDossier(std::move(dossier_code));
  if (!left.ok()) co_return left.status();
  std::set<std::string> shown;
  for (const Claim& one : response.claims()) shown.insert(one.id());
  for (const store::Versioned<Claim>& stored : *left) {
    const bool covered = RequireCovers(call.caller, *stored.state).ok();
    if (covered && !shown.contains(stored.state->id())) *response.add_claims() = Shown(stored);
  }
  co_return absl::OkStatus();
}

void ClaimService::set_keeper(keeping::Keeper* keeper) {
  kept_ = keeping::Kept<Consignment>(keeper, NatureOfKeptConsignments());
}

void Serve(ClaimService& service, runtime::RpcServer& server) {
  runtime::Methods<ClaimService> rpc(server, "motcua.postal.v1.ClaimService", &service);
  rpc.Unary("FileClaim", &ClaimService::FileClaim);
  rpc.Unary("AnswerClaim", &ClaimService::AnswerClaim);
  rpc.Unary("PayClaim", &ClaimService::PayClaim);
  rpc.Unary("GetClaim", &ClaimService::GetClaim);
  rpc.Unary("ListClaims", &ClaimService::ListClaims);
}

}  // namespace motcua::postal
