// The RPCs of motcua.reporting.v1.ReportingService. All on the io thread; SQL runs elsewhere.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/redis/client.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "services/reporting/scope.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

struct ServiceOptions {
  // How often a watch without news sends a sign of life.
  absl::Duration sign_of_life = absl::Seconds(15);
  // Events a watch reads at a time.
  int watch_page = 500;
};

class ReportingService {
 public:
  // `stream` is the key of the live stream. All must outlive the service.
  ReportingService(Archive& archive, redis::Client& redis, std::string stream,
                   const catalogue::Catalogue& catalogue, ServiceOptions options = {});

  template <class T>
  using Result = async::Task<absl::StatusOr<T>>;

  Result<v1::GetTimelineResponse> GetTimeline(const runtime::CallContext& call,
                                              const v1::GetTimelineRequest& request);
  Result<v1::GetOnTimeReportResponse> GetOnTimeReport(const runtime::CallContext& call,
                                                      const v1::GetOnTimeReportRequest& request);
  Result<v1::GetHandBackReportResponse> GetHandBackReport(
      const runtime::CallContext& call, const v1::GetHandBackReportRequest& request);
  async::Task<absl::Status> WatchEvents(const runtime::CallContext& call,
                                        const v1::WatchEventsRequest& request,
                                        runtime::Writer<v1::WatchEventsResponse>& writer);
  async::Task<absl::Status> SyncNationalPortal(
      const runtime::CallContext& call, const v1::SyncNationalPortalRequest& request,
      runtime::Writer<v1::SyncNationalPortalResponse>& writer);
  Result<v1::AuditDossiersResponse> AuditDossiers(const runtime::CallContext& call,
                                                  const v1::AuditDossiersRequest& request);
  Result<v1::ListRegisterResponse> ListRegister(const runtime::CallContext& call,
                                                const v1::ListRegisterRequest& request);
  Result<v1::GetArchiveStatusResponse> GetArchiveStatus(const runtime::CallContext& call,
                                                        const v1::GetArchiveStatusRequest& request);

 private:
  v1::ArchivedEvent ToArchived(const StoredEvent& stored) const;

  Archive& archive_;
  redis::Client& redis_;
  std::string stream_;
  const catalogue::Catalogue& catalogue_;
  ServiceOptions options_;
};

}  // namespace motcua::reporting
