// The RPCs of motcua.reporting.v1.RetentionService: until when personal data are kept, and their
// erasure.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/rpc_server.h"
#include "common/store/commit.h"
#include "motcua/reporting/v1/retention_service.pb.h"
#include "services/reporting/store/archive.h"
#include "services/reporting/store/retention_rows.h"
#include "services/reporting/stream_end.h"

namespace motcua::reporting {

class RetentionService {
 public:
  // All must outlive the service.
  RetentionService(Archive& archive, store::Committer& committer, StreamEnd& stream_end,
                   const catalogue::Catalogue& catalogue, const Clock& clock)
      : archive_(archive),
        committer_(committer),
        stream_end_(stream_end),
        catalogue_(catalogue),
        clock_(clock) {}

  template <class T>
  using Result = async::Task<absl::StatusOr<T>>;

  // The event is the erasure: the archive destroys the key in the transaction that takes it, the
  // services that still have the dossier react to it. So whatever dies, it happens whole or not.
  Result<v1::ErasePersonalDataResponse> ErasePersonalData(
      const runtime::CallContext& call, const v1::ErasePersonalDataRequest& request);
  Result<v1::GetRetentionResponse> GetRetention(const runtime::CallContext& call,
                                                const v1::GetRetentionRequest& request);
  Result<v1::ListEndedRetentionsResponse> ListEndedRetentions(
      const runtime::CallContext& call, const v1::ListEndedRetentionsRequest& request);

 private:
  using Found = std::vector<RetainedDossier>;

  Result<Found> Find(std::vector<std::string> codes);
  Result<RetainedDossier> FindFor(const runtime::CallContext& call, std::string code);
  absl::Status CheckErasable(const RetainedDossier& dossier,
                             const v1::ErasePersonalDataRequest& request) const;
  async::Task<absl::Status> TellErased(const runtime::CallContext& call,
                                       const v1::ErasePersonalDataRequest& request,
                                       const RetainedDossier& dossier);
  v1::Retention RetentionOf(const RetainedDossier& dossier) const;
  bool IsOver(const v1::Retention& retention) const;

  Archive& archive_;
  store::Committer& committer_;
  StreamEnd& stream_end_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
};

void Serve(RetentionService& service, runtime::RpcServer& server);

}  // namespace motcua::reporting
