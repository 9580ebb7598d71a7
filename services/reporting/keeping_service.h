// The RPCs of motcua.reporting.v1.KeepingService: where work goes when it is over.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/keeping_service.pb.h"
#include "services/reporting/store/archive.h"
#include "services/reporting/store/vault.h"
#include "services/reporting/stream_end.h"

namespace motcua::reporting {

class KeepingService {
 public:
  // Without a master key nothing is kept. All must outlive the service.
  KeepingService(Archive& archive, StreamEnd& stream_end, std::optional<SecretKey> master)
      : archive_(archive), stream_end_(stream_end), master_(std::move(master)) {}

  template <class T>
  using Result = async::Task<absl::StatusOr<T>>;

  Result<v1::KeepAggregatesResponse> KeepAggregates(const runtime::CallContext& call,
                                                    const v1::KeepAggregatesRequest& request);
  Result<v1::FindKeptAggregatesResponse> FindKeptAggregates(
      const runtime::CallContext& call, const v1::FindKeptAggregatesRequest& request);

 private:
  Archive& archive_;
  StreamEnd& stream_end_;
  std::optional<SecretKey> master_;
};

void Serve(KeepingService& service, runtime::RpcServer& server);

}  // namespace motcua::reporting
