// absl::Status with its payloads ↔ grpc::Status with google.rpc.Status in its details
// (trailing metadata grpc-status-details-bin).
#pragma once

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace motcua::runtime {

grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace motcua::runtime
