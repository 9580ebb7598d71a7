#include "services/postal/metrics.h"

#include <string>
#include <string_view>

#include "common/base/strings.h"

namespace motcua::postal {
namespace {

std::string WordOf(std::string_view name, std::string_view prefix) {
  ConsumePrefix(&name, prefix);
  return std::string(name);
}

}  // namespace

Metrics::Metrics(metrics::Registry& registry)
    : registry_(registry),
      open_(registry.AddGauge("postal_consignments_open", "Consignments not at their end")),
      open_bags_(registry.AddGauge("postal_bags_open", "Bags not reconciled")),
      open_claims_(registry.AddGauge("postal_claims_open", "Claims with a deadline to come")),
      unproved_(registry.AddGauge("postal_deliveries_unproved",
                                  "Results handed over at home without a proof of delivery")) {
  for (int i = 0; i < dossier::v1::ConsignmentKind_ARRAYSIZE; ++i) {
    const auto kind = static_cast<dossier::v1::ConsignmentKind>(i);
    created_[i] = &registry.AddCounter(
        "postal_consignments_created_total", "Consignments asked for",
        {{"kind", WordOf(dossier::v1::ConsignmentKind_Name(kind), "CONSIGNMENT_KIND_")}});
  }
  for (int i = 0; i < v1::TrackingOutcome_ARRAYSIZE; ++i) {
    const auto outcome = static_cast<v1::TrackingOutcome>(i);
    reports_[i] = &registry.AddCounter(
        "postal_tracking_events_total", "Tracking events reported, by what became of them",
        {{"outcome", WordOf(v1::TrackingOutcome_Name(outcome), "TRACKING_OUTCOME_")}});
  }
}

void Metrics::ShowUnclosed(const std::map<std::string, int64_t>& hand_overs) {
  for (const auto& [office, count] : hand_overs) {
    metrics::Gauge*& gauge = unclosed_[office];
    if (gauge == nullptr) {
      gauge = &registry_.AddGauge(
          "postal_hand_overs_unclosed",
          "Parcels that left a post office and should have been received by now",
          {{"post_office", office}});
    }
  }
  for (auto& [office, gauge] : unclosed_) {
    const auto found = hand_overs.find(office);
    gauge->Set(found == hand_overs.end() ? 0 : static_cast<double>(found->second));
  }
}

}  // namespace motcua::postal
