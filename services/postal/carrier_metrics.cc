#include "services/postal/carrier_metrics.h"

#include <string_view>

#include "common/base/strings.h"

namespace motcua::postal {

CarrierMetrics::CarrierMetrics(metrics::Registry& registry)
    : registry_(registry),
      silent_(registry.AddGauge("postal_consignments_silent",
                                "Open consignments of which nothing was heard for too long")),
      alarms_(registry.AddCounter("postal_silence_alarms_total",
                                  "Alarms raised for consignments fallen silent")) {}

void CarrierMetrics::Know(const catalogue::v1::CarrierFile& tables) {
  for (const auto& carrier : tables.carriers()) {
    if (series_.contains(carrier.code())) continue;
    Series& series = series_[carrier.code()];
    for (int i = 0; i < v1::CarrierOutcome_ARRAYSIZE; ++i) {
      std::string_view word = v1::CarrierOutcome_Name(static_cast<v1::CarrierOutcome>(i));
      ConsumePrefix(&word, "CARRIER_OUTCOME_");
      series.records[i] = &registry_.AddCounter(
          "postal_carrier_records_total", "Carriers' records reported, by what became of them",
          {{"carrier", carrier.code()}, {"outcome", std::string(word)}});
    }
    series.quarantined = &registry_.AddGauge("postal_quarantined_records",
                                             "Carriers' records set aside and not settled yet",
                                             {{"carrier", carrier.code()}});
    series.dropped = &registry_.AddCounter(
        "postal_quarantined_records_dropped_total",
        "Carriers' records set aside that nobody settled in time", {{"carrier", carrier.code()}});
  }
}

void CarrierMetrics::AccountRecord(const std::string& carrier, v1::CarrierOutcome outcome) {
  const auto found = series_.find(carrier);
  if (found != series_.end()) found->second.records[outcome]->Increment();
}

void CarrierMetrics::AccountDropped(const std::string& carrier, int64_t records) {
  const auto found = series_.find(carrier);
  if (found != series_.end()) found->second.dropped->Increment(static_cast<double>(records));
}

void CarrierMetrics::ShowQuarantined(const std::string& carrier, int64_t records) {
  const auto found = series_.find(carrier);
  if (found != series_.end()) found->second.quarantined->Set(static_cast<double>(records));
}

}  // namespace motcua::postal
