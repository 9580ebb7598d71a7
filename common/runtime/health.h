// The standard health service (grpc.health.v1.Health), open to anyone.
//
// gRPC's own one is a callback service: its threads poll every connection beside the completion
// thread, which costs a fifth of a busy server's CPU.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/runtime/call_context.h"
#include "common/async/task.h"
#include "grpc/health/v1/health.pb.h"

namespace motcua::runtime {

template <class Res>
class Writer;

class Health {
 public:
  // Whether the server and all its services serve. Thread-safe; initially false.
  void SetServing(bool serving) { serving_ = serving; }
  // The names Check knows besides "". Before the server starts.
  void SetServices(std::vector<std::string> names) { services_ = std::move(names); }

  async::Task<absl::StatusOr<grpc::health::v1::HealthCheckResponse>> Check(
      const CallContext& call, const grpc::health::v1::HealthCheckRequest& request);
  // Tells the state, and each change of it, until the client goes.
  async::Task<absl::Status> Watch(const CallContext& call,
                                  const grpc::health::v1::HealthCheckRequest& request,
                                  Writer<grpc::health::v1::HealthCheckResponse>& writer);

 private:
  grpc::health::v1::HealthCheckResponse::ServingStatus StatusOf(const std::string& service) const;

  std::atomic<bool> serving_{false};
  std::vector<std::string> services_;
};

}  // namespace motcua::runtime
