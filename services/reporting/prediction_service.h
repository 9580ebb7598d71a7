// The RPCs of motcua.reporting.v1.PredictionService, from the last forecast.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/prediction_service.pb.h"
#include "services/reporting/workers/forecaster.h"

namespace motcua::reporting {

class PredictionService {
 public:
  // Both must outlive the object.
  PredictionService(const Forecaster& forecaster, const catalogue::Catalogue& catalogue)
      : forecaster_(forecaster), catalogue_(catalogue) {}

  async::Task<absl::StatusOr<v1::ListRisksResponse>> ListRisks(const runtime::CallContext& call,
                                                               const v1::ListRisksRequest& request);
  async::Task<absl::StatusOr<v1::GetCalibrationResponse>> GetCalibration(
      const runtime::CallContext& call, const v1::GetCalibrationRequest& request);

  // Registers every RPC. The object must outlive the server.
  void Serve(runtime::RpcServer& server);

 private:
  const Forecaster& forecaster_;
  const catalogue::Catalogue& catalogue_;
};

}  // namespace motcua::reporting
