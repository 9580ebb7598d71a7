// What postal counts of webhooks, out and in.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "common/metrics/registry.h"
#include "motcua/postal/v1/webhook_service.pb.h"

namespace motcua::postal {

class WebhookMetrics {
 public:
  explicit WebhookMetrics(metrics::Registry& registry);

  void AccountAttempt(v1::WebhookResult result) { attempts_[result]->Increment(); }
  // Of all subscriptions.
  void ShowWaiting(int64_t calls) { waiting_.Set(static_cast<double>(calls)); }
  void ShowGivenUp(int64_t calls) { given_up_.Set(static_cast<double>(calls)); }
  void AccountDropped(int64_t calls) { dropped_.Increment(static_cast<double>(calls)); }
  // A call of a carrier was answered. Thread-safe.
  void AccountCarrierCall(int status) { CallsOf(status).Increment(); }

 private:
  metrics::Counter& CallsOf(int status);

  std::array<metrics::Counter*, v1::WebhookResult_ARRAYSIZE> attempts_;
  metrics::Gauge& waiting_;
  metrics::Gauge& given_up_;
  metrics::Counter& dropped_;
  std::array<metrics::Counter*, 6> carrier_calls_;  // by the first digit of the status
};

}  // namespace motcua::postal
