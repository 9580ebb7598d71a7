// motcua.postal.v1.PostalService: what each call does is a straight line here; law is in domain/,
// Redis in store/.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/keeping/kept.h"
#include "common/runtime/call_context.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "services/postal/consignment_maker.h"
#include "services/postal/store/keeping.h"
#include "services/postal/store/places.h"
#include "services/postal/tracking_recorder.h"

namespace motcua::runtime {
class RpcServer;
}

namespace motcua::postal {

// Errors of each method: see the proto.
class PostalService {
 public:
  PostalService(Consignments& consignments, ConsignmentMaker& maker,
                const catalogue::Catalogue& catalogue, const Clock& clock, Metrics& metrics)
      : consignments_(consignments),
        maker_(maker),
        recorder_(consignments, catalogue, clock, metrics),
        catalogue_(catalogue),
        kept_(nullptr, NatureOfKeptConsignments()) {}

  // Where consignments are found that have left; without it they are not.
  void set_keeper(keeping::Keeper* keeper);

  async::Task<absl::StatusOr<v1::CreateConsignmentResponse>> CreateConsignment(
      const runtime::CallContext& call, const v1::CreateConsignmentRequest& request);
  async::Task<absl::StatusOr<v1::GetConsignmentResponse>> GetConsignment(
      const runtime::CallContext& call, const v1::GetConsignmentRequest& request);
  async::Task<absl::StatusOr<v1::ListConsignmentsResponse>> ListConsignments(
      const runtime::CallContext& call, const v1::ListConsignmentsRequest& request);
  async::Task<absl::StatusOr<v1::RecordTrackingResponse>> RecordTracking(
      const runtime::CallContext& call, const v1::RecordTrackingRequest& request);

 private:
  // Adds the dossier's consignments that have left, unless they are in the answer already.
  async::Task<absl::Status> AddKept(const runtime::CallContext& call, std::string dossier_code,
                                    v1::ListConsignmentsResponse& response);

  Consignments& consignments_;
  ConsignmentMaker& maker_;
  TrackingRecorder recorder_;
  const catalogue::Catalogue& catalogue_;
  keeping::Kept<dossier::v1::Consignment> kept_;
};

// Registers the methods. `service` must outlive the server.
void Serve(PostalService& service, runtime::RpcServer& server);

}  // namespace motcua::postal
