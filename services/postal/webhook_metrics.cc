#include "services/postal/webhook_metrics.h"

#include <string_view>

#include "common/base/strings.h"

namespace motcua::postal {

WebhookMetrics::WebhookMetrics(metrics::Registry& registry)
    : waiting_(registry.AddGauge("postal_webhook_calls_waiting",
                                 "Calls to subscribers not answered yet")),
      given_up_(registry.AddGauge("postal_webhook_calls_given_up",
                                  "Calls to subscribers given up, which may be sent again")),
      dropped_(registry.AddCounter("postal_webhook_calls_dropped_total",
                                   "Calls given up that were too many or too old to be kept")) {
  for (int i = 0; i < v1::WebhookResult_ARRAYSIZE; ++i) {
    const std::string& name = v1::WebhookResult_Name(static_cast<v1::WebhookResult>(i));
    std::string_view word = name;
    ConsumePrefix(&word, "WEBHOOK_RESULT_");
    attempts_[i] = &registry.AddCounter("postal_webhook_attempts_total",
                                        "Tries to tell subscribers, by how they ended",
                                        {{"result", std::string(word)}});
  }
  for (int i = 0; i < static_cast<int>(carrier_calls_.size()); ++i) {
    carrier_calls_[i] = &registry.AddCounter("postal_carrier_calls_total",
                                             "Webhook calls of carriers, by status of the answer",
                                             {{"status", Cat(i, "xx")}});
  }
}

metrics::Counter& WebhookMetrics::CallsOf(int status) {
  const int digit = status / 100;
  const bool known = digit >= 0 && digit < static_cast<int>(carrier_calls_.size());
  return *carrier_calls_[known ? digit : 0];
}

}  // namespace motcua::postal
