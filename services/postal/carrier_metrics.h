// What postal counts of carriers: their records, what is set aside, and who has fallen silent.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "common/metrics/registry.h"
#include "motcua/catalogue/v1/carrier.pb.h"
#include "motcua/postal/v1/tracking_service.pb.h"

namespace motcua::postal {

// Labels are the carriers of the tables: a few.
class CarrierMetrics {
 public:
  explicit CarrierMetrics(metrics::Registry& registry);

  // Makes the series of carriers not seen before.
  void Know(const catalogue::v1::CarrierFile& tables);

  // `carrier` must be known.
  void AccountRecord(const std::string& carrier, v1::CarrierOutcome outcome);
  void ShowQuarantined(const std::string& carrier, int64_t records);
  void AccountDropped(const std::string& carrier, int64_t records);
  void ShowSilent(int64_t consignments) { silent_.Set(static_cast<double>(consignments)); }
  void AccountAlarm() { alarms_.Increment(); }

 private:
  struct Series {
    std::array<metrics::Counter*, v1::CarrierOutcome_ARRAYSIZE> records;
    metrics::Gauge* quarantined;
    metrics::Counter* dropped;
  };

  metrics::Registry& registry_;
  metrics::Gauge& silent_;
  metrics::Counter& alarms_;
  absl::flat_hash_map<std::string, Series> series_;
};

}  // namespace motcua::postal
