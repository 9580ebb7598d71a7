// The RPCs of motcua.reporting.v1.AuditService: the proof that the archive is what happened. For
// callers who cover every unit, since the archive is one for all.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/audit/signing.h"
#include "common/base/clock.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/audit_service.pb.h"
#include "services/reporting/store/archive.h"
#include "services/reporting/store/audit_rows.h"

namespace motcua::reporting {

struct AuditOptions {
  int page = 2000;  // rows a message and a look
};

class AuditService {
 public:
  // Without a key no checkpoints are signed. `clock` dates them; it must outlive the service, as
  // the archive.
  AuditService(Archive& archive, const Clock& clock, std::optional<audit::SigningKey> key,
               AuditOptions options = {})
      : archive_(archive), clock_(clock), key_(std::move(key)), options_(options) {}

  template <class T>
  using Result = async::Task<absl::StatusOr<T>>;

  async::Task<absl::Status> ExportAudit(const runtime::CallContext& call,
                                        const v1::ExportAuditRequest& request,
                                        runtime::Writer<v1::ExportAuditResponse>& writer);
  async::Task<absl::Status> VerifyAudit(const runtime::CallContext& call,
                                        const v1::VerifyAuditRequest& request,
                                        runtime::Writer<v1::VerifyAuditResponse>& writer);
  Result<v1::ListCheckpointsResponse> ListCheckpoints(const runtime::CallContext& call,
                                                      const v1::ListCheckpointsRequest& request);
  async::Task<absl::Status> CompareProjections(
      const runtime::CallContext& call, const v1::CompareProjectionsRequest& request,
      runtime::Writer<v1::CompareProjectionsResponse>& writer);

  // A worker's turn: signs the archive's present end, if there is something new and a key.
  async::Task<absl::Status> SignCheckpoint();

 private:
  const audit::PublicKey* public_key() const { return key_ ? &key_->public_key() : nullptr; }
  async::Task<absl::StatusOr<AuditHead>> ReadHead();

  Archive& archive_;
  const Clock& clock_;
  std::optional<audit::SigningKey> key_;
  AuditOptions options_;
};

void Serve(AuditService& service, runtime::RpcServer& server);

}  // namespace motcua::reporting
