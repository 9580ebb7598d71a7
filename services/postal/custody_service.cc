#include "services/postal/custody_service.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/runtime/rpc_server.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/custody.h"
#include "services/postal/domain/delivery.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/whereabouts.h"
#include "services/postal/requests.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::Holder;
using dossier::v1::Parcel;

constexpr std::string_view kService = "postal";
// Entries of the list that are looked through for those the caller covers.
constexpr int64_t kLookedThrough = 10'000;

absl::Status NothingCarried(std::string_view dossier_code) {
  return NotFound(kConsignmentNotFound, "nothing was carried for the dossier")
      .With("dossierCode", dossier_code);
}

v1::CustodyFault FaultShown(CustodyFault fault) {
  switch (fault) {
    case CustodyFault::kHash:
      return v1::CUSTODY_FAULT_HASH;
    case CustodyFault::kLink:
      return v1::CUSTODY_FAULT_LINK;
    case CustodyFault::kSequence:
      return v1::CUSTODY_FAULT_SEQUENCE;
    case CustodyFault::kBeginning:
      return v1::CUSTODY_FAULT_BEGINNING;
    default:
      return v1::CUSTODY_FAULT_UNSPECIFIED;
  }
}

const Parcel* FindParcel(const Consignment& consignment, std::string_view parcel_id) {
  for (const Parcel& parcel : consignment.parcels()) {
    if (parcel.id() == parcel_id) return &parcel;
  }
  return nullptr;
}

// When the parcel left for where it has not been received.
std::optional<google::protobuf::Timestamp> LeaveTime(const Consignment& consignment,
                                                     const Parcel& parcel) {
  std::optional<google::protobuf::Timestamp> left;
  for (const auto& hand_over : consignment.hand_overs()) {
    const bool leaves = hand_over.parcel_id() == parcel.id() &&
                        hand_over.to().kind() == dossier::v1::HOLDER_KIND_ON_THE_WAY;
    if (leaves) left = hand_over.hand_over_time();
  }
  return left;
}

}  // namespace

void CustodyService::set_keeper(keeping::Keeper* keeper) {
  kept_ = keeping::Kept<Consignment>(keeper, NatureOfKeptConsignments());
  kept_claims_ = keeping::Kept<dossier::v1::Claim>(keeper, NatureOfKeptClaims());
}

// All of a dossier's, in order of creation, also those that left Redis.
async::Task<absl::StatusOr<CustodyService::Carried>> CustodyService::CarriedFor(
    std::string dossier_code) {
  std::string code = dossier_code;
  MOTCUA_CO_ASSIGN_OR_RETURN(Carried carried,
                             co_await ConsignmentsOfDossier(consignments_, std::move(code)));
  auto kept = co_await kept_.OfDossier(std::move(dossier_code));
  if (!kept.ok()) co_return kept.status();
  for (const store::Versioned<Consignment>& one : *kept) {
    const bool there = std::ranges::any_of(
        carried, [&](const Consignment& other) { return other.id() == one.state->id(); });
    if (!there && one.state->parcel_of().empty()) carried.push_back(*one.state);
  }
  std::ranges::sort(carried, {}, [](const Consignment& one) {
    return std::make_pair(FromProto(one.create_time()), one.id());
  });
  co_return carried;
}

bool CustodyService::Covers(const auth::Caller& caller, const Consignment& consignment) const {
  const std::vector<std::string> units = UnitsOf(consignment, catalogue_);
  return auth::RequireCoversAny(caller, units, catalogue_).ok();
}

std::string CustodyService::NameOf(const Holder& holder) const {
  if (holder.kind() == dossier::v1::HOLDER_KIND_UNIT) {
    const auto* unit = catalogue_.FindUnit(holder.code());
    return unit == nullptr ? std::string() : unit->name();
  }
  const auto* office = catalogue_.FindPostOffice(holder.code());
  return office == nullptr ? std::string() : office->name();
}

v1::LocatedPaper CustodyService::Shown(const Whereabouts& where) const {
  v1::LocatedPaper shown;
  if (where.paper.has_value()) *shown.mutable_paper() = *where.paper;
  *shown.mutable_holder() = where.holder;
  shown.set_holder_name(NameOf(where.holder));
  if (where.since.has_value()) *shown.mutable_since_time() = ToProto(*where.since);
  if (where.parcel == nullptr) return shown;
  shown.set_parcel_id(where.parcel->id());
  shown.set_parcel_state(where.parcel->state());
  shown.set_missed(IsMissing(*where.parcel));
  if (where.parcel->has_receive_due_time()) {
    *shown.mutable_receive_due_time() = where.parcel->receive_due_time();
  }
  return shown;
}

async::Task<absl::StatusOr<v1::LocatePapersResponse>> CustodyService::LocatePapers(
    const runtime::CallContext& call, const v1::LocatePapersRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("dossier_code", request.dossier_code()));
  std::string code = request.dossier_code(), of = code;
  MOTCUA_CO_ASSIGN_OR_RETURN(const dossier::v1::Dossier dossier,
                             co_await dossiers_.Get(std::move(code)));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Carried carried, co_await CarriedFor(std::move(of)));
  const bool covered = std::ranges::any_of(
      carried, [&](const Consignment& one) { return Covers(call.caller, one); });
  if (!covered) {
    MOTCUA_CO_RETURN_IF_ERROR(
        auth::RequireCovers(call.caller, dossier.receiving_unit(), catalogue_));
  }
  v1::LocatePapersResponse response;
  for (const Whereabouts& where : Locate(dossier, carried)) *response.add_papers() = Shown(where);
  co_return response;
}

async::Task<absl::StatusOr<v1::VerifyCustodyResponse>> CustodyService::VerifyCustody(
    const runtime::CallContext& call, const v1::VerifyCustodyRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckPresent("dossier_code", request.dossier_code()));
  std::string code = request.dossier_code();
  MOTCUA_CO_ASSIGN_OR_RETURN(const Carried carried, co_await CarriedFor(std::move(code)));
  if (carried.empty()) co_return NothingCarried(request.dossier_code());
  v1::VerifyCustodyResponse response;
  response.set_whole(true);
  for (const Consignment& consignment : carried) {
    if (!Covers(call.caller, consignment)) continue;
    const CustodyFinding finding = VerifyLog(consignment, carried, CustodyFault::kBeginning);
    v1::CustodyLog& log = *response.add_logs();
    log.set_consignment_id(consignment.id());
    *log.mutable_hand_overs() = consignment.hand_overs();
    log.set_fault(FaultShown(finding.fault));
    log.set_fault_sequence(finding.sequence);
    if (finding.fault != CustodyFault::kNone) response.set_whole(false);
  }
  if (response.logs().empty()) {
    const std::vector<std::string> units = UnitsOf(carried.front(), catalogue_);
    co_return auth::UnitNotCovered(units.empty() ? std::string() : units.front());
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::ListUnclosedHandOversResponse>>
CustodyService::ListUnclosedHandOvers(const runtime::CallContext& call,
                                      const v1::ListUnclosedHandOversRequest& request) {
  const std::string& office = request.post_office();
  if (!office.empty()) {
    MOTCUA_CO_RETURN_IF_ERROR(RequireOffice(call.caller, office, catalogue_));
  }
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size, PageSizeOf(request.page_size()));
  std::string key = consignments_.committer().keys().Index(kConsignmentKind, kUnclosedList);
  MOTCUA_CO_ASSIGN_OR_RETURN(
      const std::vector<std::string> due,
      co_await ReadDue(consignments_.committer(), std::move(key), clock_.Now(), kLookedThrough));
  std::vector<ParcelEntry> entries;
  std::vector<std::string> ids;
  for (const std::string& member : due) {
    ParcelEntry entry = EntryOf(member);
    const bool asked = office.empty() || office == entry.post_office;
    if (!asked || !RequireOffice(call.caller, entry.post_office, catalogue_).ok()) continue;
    ids.push_back(entry.consignment_id);
    entries.push_back(std::move(entry));
    if (std::ssize(entries) == size) break;
  }
  auto loaded = co_await consignments_.LoadMany(std::move(ids));
  if (!loaded.ok()) co_return loaded.status();
  v1::ListUnclosedHandOversResponse response;
  for (size_t i = 0; i < entries.size(); ++i) {
    if ((*loaded)[i].version == 0) continue;
    const Consignment& consignment = *(*loaded)[i].state;
    const Parcel* parcel = FindParcel(consignment, entries[i].parcel_id);
    if (parcel == nullptr || !parcel->has_receive_due_time()) continue;  // it came meanwhile
    v1::UnclosedHandOver& shown = *response.add_hand_overs();
    shown.set_parcel_id(parcel->id());
    shown.set_dossier_code(consignment.dossier_code());
    shown.set_post_office(entries[i].post_office);
    shown.set_post_office_name(NameOf(parcel->holder()));
    const auto left = LeaveTime(consignment, *parcel);
    if (left.has_value()) *shown.mutable_leave_time() = *left;
    *shown.mutable_receive_due_time() = parcel->receive_due_time();
    shown.set_bag_id(parcel->bag_id().empty() ? parcel->missed_in_bag() : parcel->bag_id());
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::DeliverParcelResponse>> CustodyService::DeliverParcel(
    const runtime::CallContext& call, const v1::DeliverParcelRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_CO_RETURN_IF_ERROR(Check(request.proof(), clock_.Now()));
  std::string parcel_id = request.proof().parcel_id();
  auto found = co_await LoadByParcel(consignments_, kept_, std::move(parcel_id));
  if (!found.ok()) co_return found.status();
  const std::vector<std::string> units = UnitsOf(*found->state, catalogue_);
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  std::function<absl::StatusOr<v1::DeliverParcelResponse>(store::Draft<Consignment>&)> decide =
      [&](store::Draft<Consignment>& draft) -> absl::StatusOr<v1::DeliverParcelResponse> {
    MOTCUA_RETURN_IF_ERROR(Deliver(request.proof(), request.post_office(), call.caller.name,
                                   draft.state, draft.events));
    MindTimes(catalogue_.calendar(), draft.state, draft.events);
    draft.changed = true;
    v1::DeliverParcelResponse response;
    response.set_state(draft.state.state());
    return response;
  };
  store::Command command =
      store::CommandOf(consignments_.committer().keys(), kService, call.caller.name, request);
  std::string id = found->state->id();
  // A proof may come when the consignment has left long ago.
  co_return co_await kept_.Execute<v1::DeliverParcelResponse>(consignments_, std::move(command),
                                                              std::move(id), std::move(decide));
}

void Serve(CustodyService& service, runtime::RpcServer& server) {
  runtime::Methods<CustodyService> rpc(server, "motcua.postal.v1.CustodyService", &service);
  rpc.Unary("LocatePapers", &CustodyService::LocatePapers);
  rpc.Unary("VerifyCustody", &CustodyService::VerifyCustody);
  rpc.Unary("AuditCustody", &CustodyService::AuditCustody);
  rpc.Unary("ListUnclosedHandOvers", &CustodyService::ListUnclosedHandOvers);
  rpc.Unary("DeliverParcel", &CustodyService::DeliverParcel);
}

}  // namespace motcua::postal
