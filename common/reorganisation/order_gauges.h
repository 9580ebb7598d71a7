// How far a service's orders are, for Prometheus:
//   reorganisations_under_way, reorganised_aggregates, reorganisation_kept_aggregates
#pragma once

#include <vector>

#include "common/metrics/registry.h"
#include "common/reorganisation/orders.h"

namespace motcua::reorganisation {

class OrderGauges {
 public:
  explicit OrderGauges(metrics::Registry& registry);

  // Shows what was last read.
  void Show(const std::vector<Run>& runs);

 private:
  metrics::Gauge& under_way_;
  metrics::Gauge& moved_;
  metrics::Gauge& kept_;
};

}  // namespace motcua::reorganisation
