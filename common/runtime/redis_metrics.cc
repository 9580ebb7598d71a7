#include "common/runtime/redis_metrics.h"

#include "common/base/errors.h"
#include "common/base/log.h"

namespace motcua::runtime {

RedisMetrics::RedisMetrics(metrics::Registry& registry)
    : registry_(registry),
      in_flight_(registry.AddGauge("redis_calls_in_flight", "Calls to Redis without answer yet.")),
      connections_(registry.AddGauge("redis_connections_up", "Connections to Redis that are up.")),
      losses_(registry.AddCounter("redis_connections_lost_total",
                                  "Connections to Redis that were up and broke.")) {}

void RedisMetrics::OnCallEnd(std::string_view command, const absl::Status& status,
                             absl::Duration latency) {
  in_flight_.Decrement();
  metrics::Observe(DurationOf(command), latency);
  if (status.ok()) return;
  registry_
      .AddCounter("redis_errors_total", "Calls to Redis that ended in an error, by reason.",
                  {{"command", std::string(command)}, {"reason", ReasonOf(status)}})
      .Increment();
}

metrics::Histogram& RedisMetrics::DurationOf(std::string_view command) {
  auto found = durations_.find(command);
  if (found == durations_.end()) {
    auto& histogram =
        registry_.AddHistogram("redis_call_duration_seconds", "Time of a call to Redis.",
                               metrics::LatencyBuckets(), {{"command", std::string(command)}});
    found = durations_.emplace(command, &histogram).first;
  }
  return *found->second;
}

void RedisMetrics::OnConnectionUp(int connection) {
  up_.insert(connection);
  connections_.Set(static_cast<double>(up_.size()));
}

void RedisMetrics::OnConnectionDown(int connection, const absl::Status& cause) {
  if (up_.erase(connection) > 0) losses_.Increment();
  connections_.Set(static_cast<double>(up_.size()));
}

}  // namespace motcua::runtime
