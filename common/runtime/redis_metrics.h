// What a service's calls to Redis cost and how they end.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "common/metrics/registry.h"
#include "common/redis/client.h"

namespace motcua::runtime {

class RedisMetrics final : public redis::Observer {
 public:
  explicit RedisMetrics(metrics::Registry& registry);

  void OnCallStart() override { in_flight_.Increment(); }
  void OnCallEnd(std::string_view command, const absl::Status& status,
                 absl::Duration latency) override;
  void OnConnectionUp(int connection) override;
  void OnConnectionDown(int connection, const absl::Status& cause) override;

 private:
  metrics::Histogram& DurationOf(std::string_view command);

  metrics::Registry& registry_;
  metrics::Gauge& in_flight_;
  metrics::Gauge& connections_;
  metrics::Counter& losses_;
  std::set<int> up_;
  // By command; there are few, and each is resolved once.
  std::map<std::string, metrics::Histogram*, std::less<>> durations_;
};

}  // namespace motcua::runtime
