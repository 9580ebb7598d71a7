#include "common/reorganisation/order_gauges.h"

namespace motcua::reorganisation {

OrderGauges::OrderGauges(metrics::Registry& registry)
    : under_way_(registry.AddGauge("reorganisations_under_way",
                                   "Reorganisations, or their undoing, being carried out")),
      moved_(registry.AddGauge("reorganised_aggregates",
                               "Open aggregates that reorganisations in force have re-homed")),
      kept_(registry.AddGauge("reorganisation_kept_aggregates",
                              "Aggregates that undoing could not put back")) {}

void OrderGauges::Show(const std::vector<Run>& runs) {
  double under_way = 0, moved = 0, kept = 0;
  for (const Run& run : runs) {
    under_way += IsUnderWay(run) ? 1 : 0;
    moved += static_cast<double>(run.moved());
    kept += static_cast<double>(run.kept());
  }
  under_way_.Set(under_way);
  moved_.Set(moved);
  kept_.Set(kept);
}

}  // namespace motcua::reorganisation
