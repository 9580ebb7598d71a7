// motcua.postal.v1.ClaimService: what each call does is a straight line here; law is in
// domain/claim, the commits in claim_keeper.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/call_context.h"
#include "motcua/postal/v1/claim_service.pb.h"
#include "services/postal/claim_keeper.h"

namespace motcua::runtime {
class RpcServer;
}

namespace motcua::postal {

// Errors of each method: see the proto.
class ClaimService {
 public:
  ClaimService(Claims& claims, Consignments& consignments, ClaimKeeper& keeper,
               const catalogue::Catalogue& catalogue, const Clock& clock)
      : claims_(claims),
        consignments_(consignments),
        keeper_(keeper),
        catalogue_(catalogue),
        clock_(clock),
        kept_(nullptr, NatureOfKeptConsignments()) {}

  // Where consignments are found that have left: what is wrong with one may be told months after
  // its end.
  void set_keeper(keeping::Keeper* keeper);

  async::Task<absl::StatusOr<v1::FileClaimResponse>> FileClaim(const runtime::CallContext& call,
                                                               const v1::FileClaimRequest& request);
  async::Task<absl::StatusOr<v1::AnswerClaimResponse>> AnswerClaim(
      const runtime::CallContext& call, const v1::AnswerClaimRequest& request);
  async::Task<absl::StatusOr<v1::PayClaimResponse>> PayClaim(const runtime::CallContext& call,
                                                             const v1::PayClaimRequest& request);
  async::Task<absl::StatusOr<v1::GetClaimResponse>> GetClaim(const runtime::CallContext& call,
                                                             const v1::GetClaimRequest& request);
  async::Task<absl::StatusOr<v1::ListClaimsResponse>> ListClaims(
      const runtime::CallContext& call, const v1::ListClaimsRequest& request);

 private:
  // Adds the dossier's claims that have left, unless they are in the answer already.
  async::Task<absl::Status> AddLeft(const runtime::CallContext& call, std::string dossier_code,
                                    v1::ListClaimsResponse& response);
  absl::Status RequireCovers(const auth::Caller& caller, const dossier::v1::Claim& claim) const;
  template <class Request>
  store::Command CommandFor(const runtime::CallContext& call, const Request& request);

  Claims& claims_;
  Consignments& consignments_;
  ClaimKeeper& keeper_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  keeping::Kept<dossier::v1::Consignment> kept_;
};

// Registers the methods. `service` must outlive the server.
void Serve(ClaimService& service, runtime::RpcServer& server);

}  // namespace motcua::postal
