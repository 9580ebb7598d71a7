#include "common/runtime/method.h"

namespace motcua::runtime {

MethodMetrics::MethodMetrics(metrics::Registry& registry, const std::string& service,
                             const std::string& method)
    : registry_(registry),
      labels_{{"service", service}, {"method", method}},
      in_flight_(registry.AddGauge("rpc_in_flight", "Calls in hand.", labels_)),
      duration_(registry.AddHistogram("rpc_duration_seconds",
                                      "Time from a call's arrival to its answer.",
                                      metrics::LatencyBuckets(), labels_)) {
  RequestsWith(absl::StatusCode::kOk);
}

metrics::Counter& MethodMetrics::RequestsWith(absl::StatusCode code) {
  auto& slot = requests_[static_cast<size_t>(code) % requests_.size()];
  metrics::Counter* counter = slot.load(std::memory_order_acquire);
  if (counter == nullptr) {
    metrics::Labels labels = labels_;
    labels["code"] = absl::StatusCodeToString(code);
    counter = &registry_.AddCounter("rpc_requests_total", "Calls answered, by status.", labels);
    slot.store(counter, std::memory_order_release);
  }
  return *counter;
}

void MethodMetrics::AccountEnd(absl::StatusCode code, absl::Duration took) {
  in_flight_.Decrement();
  RequestsWith(code).Increment();
  metrics::Observe(duration_, took);
}

}  // namespace motcua::runtime
