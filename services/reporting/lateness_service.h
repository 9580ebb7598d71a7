// motcua.reporting.v1.LatenessService: whose the lateness of a period is.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/lateness_service.pb.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

// Errors of the method: see the proto.
class LatenessService {
 public:
  // Both must outlive the service.
  LatenessService(Archive& archive, const catalogue::Catalogue& catalogue)
      : archive_(archive), catalogue_(catalogue) {}

  async::Task<absl::StatusOr<v1::GetLatenessReportResponse>> GetLatenessReport(
      const runtime::CallContext& call, const v1::GetLatenessReportRequest& request);

 private:
  Archive& archive_;
  const catalogue::Catalogue& catalogue_;
};

// Registers the method. `service` must outlive the server.
void Serve(LatenessService& service, runtime::RpcServer& server);

}  // namespace motcua::reporting
