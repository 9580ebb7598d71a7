#include "services/routing/metrics.h"

namespace motcua::routing {

Metrics::Metrics(metrics::Registry& registry, const std::vector<std::string>& units)
    : leases_expired_(registry.AddCounter("routing_leases_expired_total",
                                          "Leases that ran out before the step was done.")),
      steps_stuck_(
          registry.AddCounter("routing_steps_stuck_total",
                              "Steps taken out of circulation: leases ran out too often.")),
      steps_overdue_(registry.AddCounter("routing_steps_overdue_total",
                                         "Steps whose due time passed while they were open.")),
      repairs_(registry.AddCounter("routing_place_repairs_total",
                                   "Journeys whose members the reconciler put back in place.")),
      open_journeys_(registry.AddGauge("routing_open_journeys", "Journeys not at their end.")),
      violations_(registry.AddGauge(
          "motcua_place_violations",
          "Open steps in no place, in two or in a wrong one, found by the last full pass.")) {
  for (const std::string& unit : units) {
    const metrics::Labels labels = {{"unit", unit}};
    queues_[unit] = {
        &registry.AddGauge("routing_queue_steps", "Steps waiting in a unit's queue.", labels),
        &registry.AddGauge("routing_leased_steps", "Steps of a unit in workers' hands.", labels),
        &registry.AddGauge("routing_queue_overdue_steps",
                           "Steps waiting in a unit's queue whose due time has passed.", labels),
        &registry.AddGauge("routing_queue_head_age_seconds",
                           "How long the step next in line has waited in the unit's queue.",
                           labels)};
  }
}

void Metrics::ShowQueue(const std::string& unit, const Depth& depth, absl::Duration age) {
  auto found = queues_.find(unit);
  if (found == queues_.end()) return;
  found->second.queued->Set(static_cast<double>(depth.queued));
  found->second.leased->Set(static_cast<double>(depth.leased));
  found->second.overdue->Set(static_cast<double>(depth.overdue));
  found->second.age->Set(absl::ToDoubleSeconds(age));
}

}  // namespace motcua::routing
