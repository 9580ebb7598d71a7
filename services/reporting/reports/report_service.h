// The RPCs of motcua.reporting.v1.ReportService. All on the io thread; SQL runs elsewhere.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/report_service.pb.h"
#include "services/reporting/reports/report_work.h"
#include "services/reporting/scope.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

class ReportService {
 public:
  // Both must outlive the service.
  ReportService(Archive& archive, const catalogue::Catalogue& catalogue)
      : archive_(archive), catalogue_(catalogue) {}

  async::Task<absl::StatusOr<v1::ListReportsResponse>> ListReports(
      const runtime::CallContext& call, const v1::ListReportsRequest& request);
  async::Task<absl::Status> RunReport(const runtime::CallContext& call,
                                      const v1::RunReportRequest& request,
                                      runtime::Writer<v1::RunReportResponse>& writer);
  async::Task<absl::Status> CompareReports(const runtime::CallContext& call,
                                           const v1::CompareReportsRequest& request,
                                           runtime::Writer<v1::CompareReportsResponse>& writer);
  async::Task<absl::Status> StreamDossierFacts(
      const runtime::CallContext& call, const v1::StreamDossierFactsRequest& request,
      runtime::Writer<v1::StreamDossierFactsResponse>& writer);

 private:
  // The place figures are asked for; that of the archive's end if none is.
  async::Task<absl::StatusOr<int64_t>> PlaceOf(const v1::RunReportRequest& request);

  Archive& archive_;
  const catalogue::Catalogue& catalogue_;
};

}  // namespace motcua::reporting
