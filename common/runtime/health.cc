#include "common/runtime/health.h"

#include <algorithm>
#include <optional>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/runtime/rpc_server.h"

namespace motcua::runtime {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

// How soon a watcher hears of a change.
constexpr absl::Duration kWatchPeriod = absl::Milliseconds(200);

}  // namespace

HealthCheckResponse::ServingStatus Health::StatusOf(const std::string& service) const {
  if (!service.empty() && std::ranges::count(services_, service) == 0) {
    return HealthCheckResponse::SERVICE_UNKNOWN;
  }
  return serving_ ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING;
}

async::Task<absl::StatusOr<HealthCheckResponse>> Health::Check(const CallContext& call,
                                                               const HealthCheckRequest& request) {
  HealthCheckResponse response;
  response.set_status(StatusOf(request.service()));
  if (response.status() == HealthCheckResponse::SERVICE_UNKNOWN) {
    co_return NotFound(kServiceNotFound, "the server has no such service")
        .With("service", request.service());
  }
  co_return response;
}

async::Task<absl::Status> Health::Watch(const CallContext& call, const HealthCheckRequest& request,
                                        Writer<HealthCheckResponse>& writer) {
  std::optional<HealthCheckResponse::ServingStatus> told;
  while (writer.Open()) {
    HealthCheckResponse response;
    response.set_status(StatusOf(request.service()));
    if (told != response.status()) {
      told = response.status();
      if (!co_await writer.Write(response)) break;
    }
    co_await async::Sleep(kWatchPeriod);
  }
  co_return absl::OkStatus();
}

}  // namespace motcua::runtime
