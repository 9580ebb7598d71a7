// The RPCs of motcua.ops.v1.ReorganisationService, the same in every service that has open work.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/reorganisation/orders.h"
#include "common/runtime/call_context.h"
#include "common/runtime/rpc_server.h"
#include "motcua/ops/v1/reorganisation_service.pb.h"

namespace motcua::reorganisation {

class Service {
 public:
  using CountPlan = std::function<async::Task<absl::StatusOr<ops::v1::CountReorganisationResponse>>(
      const Plan* plan)>;

  // All must outlive the object. `service`: its owner, in the keys of requests.
  Service(store::Committer& committer, Orders& orders, std::string service, CountPlan count)
      : committer_(committer),
        orders_(orders),
        service_(std::move(service)),
        count_(std::move(count)) {}

  async::Task<absl::StatusOr<ops::v1::CountReorganisationResponse>> CountReorganisation(
      const runtime::CallContext& call, const ops::v1::CountReorganisationRequest& request);
  async::Task<absl::StatusOr<ops::v1::ApplyReorganisationResponse>> ApplyReorganisation(
      const runtime::CallContext& call, const ops::v1::ApplyReorganisationRequest& request);
  async::Task<absl::StatusOr<ops::v1::UndoReorganisationResponse>> UndoReorganisation(
      const runtime::CallContext& call, const ops::v1::UndoReorganisationRequest& request);
  async::Task<absl::StatusOr<ops::v1::ListReorganisationsResponse>> ListReorganisations(
      const runtime::CallContext& call, const ops::v1::ListReorganisationsRequest& request);

 private:
  store::Committer& committer_;
  Orders& orders_;
  std::string service_;
  CountPlan count_;
};

// Registers every RPC. `service` must outlive the server.
void Serve(Service& service, runtime::RpcServer& server);

}  // namespace motcua::reorganisation
