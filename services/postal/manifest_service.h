// motcua.postal.v1.ManifestService: what each call does is a straight line here; law is in domain/,
// the commits of a bag with its parcels in bag_mover.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/call_context.h"
#include "motcua/postal/v1/manifest_service.pb.h"
#include "services/postal/bag_mover.h"

namespace motcua::runtime {
class RpcServer;
}

namespace motcua::postal {

// Errors of each method: see the proto.
class ManifestService {
 public:
  ManifestService(Bags& bags, Consignments& consignments, const catalogue::Catalogue& catalogue,
                  const Clock& clock)
      : bags_(bags), mover_(bags, consignments, catalogue, clock), catalogue_(catalogue) {}

  // Where bags are found that have left; without it they are not.
  void set_keeper(keeping::Keeper* keeper) { mover_.set_keeper(keeper); }

  async::Task<absl::StatusOr<v1::BuildBagResponse>> BuildBag(const runtime::CallContext& call,
                                                             const v1::BuildBagRequest& request);
  async::Task<absl::StatusOr<v1::AddToBagResponse>> AddToBag(const runtime::CallContext& call,
                                                             const v1::AddToBagRequest& request);
  async::Task<absl::StatusOr<v1::DispatchBagResponse>> DispatchBag(
      const runtime::CallContext& call, const v1::DispatchBagRequest& request);
  async::Task<absl::StatusOr<v1::ReceiveBagResponse>> ReceiveBag(
      const runtime::CallContext& call, const v1::ReceiveBagRequest& request);
  async::Task<absl::StatusOr<v1::ReconcileBagResponse>> ReconcileBag(
      const runtime::CallContext& call, const v1::ReconcileBagRequest& request);
  async::Task<absl::StatusOr<v1::GetBagResponse>> GetBag(const runtime::CallContext& call,
                                                         const v1::GetBagRequest& request);
  async::Task<absl::StatusOr<v1::ListBagsResponse>> ListBags(const runtime::CallContext& call,
                                                             const v1::ListBagsRequest& request);

 private:
  enum class Side { kFrom, kTo };

  async::Task<absl::Status> RequireSide(const runtime::CallContext& call, std::string bag_id,
                                        Side side);
  template <class Request>
  store::Command CommandFor(const runtime::CallContext& call, const Request& request);

  Bags& bags_;
  BagMover mover_;
  const catalogue::Catalogue& catalogue_;
};

// Registers the methods. `service` must outlive the server.
void Serve(ManifestService& service, runtime::RpcServer& server);

}  // namespace motcua::postal
