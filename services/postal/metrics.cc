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
    : open_(registry.AddGauge("postal_consignments_open", "Consignments not at their end")) {
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

}  // namespace motcua::postal
