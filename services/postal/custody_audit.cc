// Counts where the parcels of dossiers are, and what nobody can tell of them.
#include <utility>

#include "common/base/status_macros.h"
#include "services/postal/custody_service.h"
#include "services/postal/domain/claim.h"
#include "services/postal/domain/custody.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/requests.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::Holder;
using dossier::v1::Parcel;

constexpr int kMaxDossiers = 1000;
constexpr int kMaxShown = 20;

bool IsKnown(const Holder& holder) {
  return holder.kind() == dossier::v1::HOLDER_KIND_CITIZEN || !holder.code().empty();
}

void CountParcel(const Parcel& parcel, v1::AuditCustodyResponse& counts) {
  counts.set_parcels(counts.parcels() + 1);
  if (!IsKnown(parcel.holder())) {
    counts.set_unknown(counts.unknown() + 1);
    if (counts.unknown_ids_size() < kMaxShown) counts.add_unknown_ids(parcel.id());
  } else if (IsMissing(parcel)) {
    counts.set_missing(counts.missing() + 1);
  } else if (parcel.holder().kind() == dossier::v1::HOLDER_KIND_ON_THE_WAY) {
    counts.set_on_the_way(counts.on_the_way() + 1);
  } else {
    counts.set_held(counts.held() + 1);
  }
}

}  // namespace

void CustodyService::Count(const Carried& carried, const auth::Caller& caller,
                           std::vector<std::string>& missing,
                           v1::AuditCustodyResponse& counts) const {
  for (const Consignment& consignment : carried) {
    if (!Covers(caller, consignment)) continue;
    for (const Parcel& parcel : consignment.parcels()) {
      CountParcel(parcel, counts);
      if (IsMissing(parcel)) missing.push_back(ClaimIdOf(parcel.id()));
    }
    // What was over has left for the archive.
    const CustodyFinding finding = VerifyLog(consignment, carried, CustodyFault::kNone);
    if (finding.fault != CustodyFault::kNone) {
      counts.set_broken_logs(counts.broken_logs() + 1);
    }
  }
}

async::Task<absl::Status> CustodyService::CountUnclaimed(std::vector<std::string> missing,
                                                         v1::AuditCustodyResponse& counts) {
  std::vector<std::string> wanted = missing, absent;
  auto claims = co_await claims_.LoadMany(std::move(wanted));
  if (!claims.ok()) co_return claims.status();
  for (size_t i = 0; i < missing.size(); ++i) {
    if ((*claims)[i].version == 0) absent.push_back(std::move(missing[i]));
  }
  const size_t not_here = absent.size();
  auto left = co_await kept_claims_.Find(std::move(absent));
  if (!left.ok()) co_return left.status();
  counts.set_unclaimed(static_cast<int>(not_here - left->size()));
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<v1::AuditCustodyResponse>> CustodyService::AuditCustody(
    const runtime::CallContext& call, const v1::AuditCustodyRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(
      CheckBatch("dossier_codes", request.dossier_codes_size(), kMaxDossiers));
  std::vector<async::Task<absl::StatusOr<Carried>>> reads;
  for (const std::string& code : request.dossier_codes()) {
    reads.push_back(ConsignmentsOfDossier(consignments_, code));
  }
  const auto dossiers = co_await async::WhenAll(std::move(reads));
  v1::AuditCustodyResponse counts;
  std::vector<std::string> missing;
  for (const auto& carried : dossiers) {
    if (!carried.ok()) co_return carried.status();
    Count(*carried, call.caller, missing, counts);
  }
  MOTCUA_CO_RETURN_IF_ERROR(co_await CountUnclaimed(std::move(missing), counts));
  co_return counts;
}

}  // namespace motcua::postal
