// How moves out of a cell and into it stand, for Prometheus:
//   cell_moves_arriving, cell_aggregates_leaving, cell_aggregates_refused
#pragma once

#include "common/metrics/registry.h"
#include "motcua/ops/v1/cell_service.pb.h"

namespace motcua::cells {

class MoveGauges {
 public:
  explicit MoveGauges(metrics::Registry& registry);

  // Shows what a service says of its cell.
  void Show(const ops::v1::GetCellResponse& cell);

 private:
  metrics::Gauge& arriving_;
  metrics::Gauge& leaving_;
  metrics::Gauge& refused_;
};

}  // namespace motcua::cells
