// motcua.postal.v1.CustodyService: what each call does is a straight line here; who holds what is
// told by domain/{trace,custody,whereabouts}.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/keeping/kept.h"
#include "common/runtime/call_context.h"
#include "motcua/postal/v1/custody_service.pb.h"
#include "services/postal/domain/whereabouts.h"
#include "services/postal/dossier_source.h"
#include "services/postal/store/claim_places.h"
#include "services/postal/store/keeping.h"
#include "services/postal/store/places.h"

namespace motcua::runtime {
class RpcServer;
}

namespace motcua::postal {

// Errors of each method: see the proto.
class CustodyService {
 public:
  CustodyService(Consignments& consignments, Claims& claims, DossierSource& dossiers,
                 const catalogue::Catalogue& catalogue, const Clock& clock)
      : consignments_(consignments),
        claims_(claims),
        dossiers_(dossiers),
        catalogue_(catalogue),
        clock_(clock),
        kept_(nullptr, NatureOfKeptConsignments()),
        kept_claims_(nullptr, NatureOfKeptClaims()) {}

  // Where consignments are that left Redis; without it those are not found.
  void set_keeper(keeping::Keeper* keeper);

  async::Task<absl::StatusOr<v1::LocatePapersResponse>> LocatePapers(
      const runtime::CallContext& call, const v1::LocatePapersRequest& request);
  async::Task<absl::StatusOr<v1::VerifyCustodyResponse>> VerifyCustody(
      const runtime::CallContext& call, const v1::VerifyCustodyRequest& request);
  async::Task<absl::StatusOr<v1::AuditCustodyResponse>> AuditCustody(
      const runtime::CallContext& call, const v1::AuditCustodyRequest& request);
  async::Task<absl::StatusOr<v1::ListUnclosedHandOversResponse>> ListUnclosedHandOvers(
      const runtime::CallContext& call, const v1::ListUnclosedHandOversRequest& request);
  async::Task<absl::StatusOr<v1::DeliverParcelResponse>> DeliverParcel(
      const runtime::CallContext& call, const v1::DeliverParcelRequest& request);

 private:
  using Carried = std::vector<dossier::v1::Consignment>;

  async::Task<absl::StatusOr<Carried>> CarriedFor(std::string dossier_code);
  bool Covers(const auth::Caller& caller, const dossier::v1::Consignment& consignment) const;
  std::string NameOf(const dossier::v1::Holder& holder) const;
  v1::LocatedPaper Shown(const Whereabouts& where) const;
  async::Task<absl::Status> CountUnclaimed(std::vector<std::string> missing,
                                           v1::AuditCustodyResponse& counts);
  void Count(const Carried& carried, const auth::Caller& caller, std::vector<std::string>& missing,
             v1::AuditCustodyResponse& counts) const;

  Consignments& consignments_;
  Claims& claims_;
  DossierSource& dossiers_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  keeping::Kept<dossier::v1::Consignment> kept_;
  keeping::Kept<dossier::v1::Claim> kept_claims_;
};

// Registers the methods. `service` must outlive the server.
void Serve(CustodyService& service, runtime::RpcServer& server);

}  // namespace motcua::postal
