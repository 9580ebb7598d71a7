// motcua.postal.v1.TrackingService: carriers' records, their quarantine, and silent parcels.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/call_context.h"
#include "motcua/postal/v1/tracking_service.pb.h"
#include "services/postal/carrier_recorder.h"
#include "services/postal/quarantine_reader.h"
#include "services/postal/store/places.h"

namespace motcua::runtime {
class RpcServer;
}

namespace motcua::postal {

// Errors of each method: see the proto.
class TrackingService {
 public:
  TrackingService(Consignments& consignments, CarrierRecorder& recorder, CarrierTables& tables,
                  Quarantine& quarantine, QuarantineReader& reader,
                  const catalogue::Catalogue& catalogue)
      : consignments_(consignments),
        recorder_(recorder),
        tables_(tables),
        quarantine_(quarantine),
        reader_(reader),
        catalogue_(catalogue) {}

  async::Task<absl::StatusOr<v1::ReportCarrierEventsResponse>> ReportCarrierEvents(
      const runtime::CallContext& call, const v1::ReportCarrierEventsRequest& request);
  async::Task<absl::StatusOr<v1::ListQuarantineResponse>> ListQuarantine(
      const runtime::CallContext& call, const v1::ListQuarantineRequest& request);
  async::Task<absl::StatusOr<v1::SummariseQuarantineResponse>> SummariseQuarantine(
      const runtime::CallContext& call, const v1::SummariseQuarantineRequest& request);
  async::Task<absl::StatusOr<v1::ReplayQuarantineResponse>> ReplayQuarantine(
      const runtime::CallContext& call, const v1::ReplayQuarantineRequest& request);
  async::Task<absl::StatusOr<v1::ListSilentParcelsResponse>> ListSilentParcels(
      const runtime::CallContext& call, const v1::ListSilentParcelsRequest& request);
  async::Task<absl::StatusOr<v1::DiscardQuarantinedResponse>> DiscardQuarantined(
      const runtime::CallContext& call, const v1::DiscardQuarantinedRequest& request);

 private:
  Consignments& consignments_;
  CarrierRecorder& recorder_;
  CarrierTables& tables_;
  Quarantine& quarantine_;
  QuarantineReader& reader_;
  const catalogue::Catalogue& catalogue_;
};

// Registers its methods.
void Serve(TrackingService& service, runtime::RpcServer& server);

}  // namespace motcua::postal
