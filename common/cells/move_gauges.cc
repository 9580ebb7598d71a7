#include "common/cells/move_gauges.h"

namespace motcua::cells {

MoveGauges::MoveGauges(metrics::Registry& registry)
    : arriving_(registry.AddGauge("cell_moves_arriving",
                                  "Cells from which a move of open work into this one is open")),
      leaving_(registry.AddGauge("cell_aggregates_leaving",
                                 "Aggregates on their way into another cell")),
      refused_(registry.AddGauge("cell_aggregates_refused",
                                 "Open aggregates that another cell refused when last asked")) {}

void MoveGauges::Show(const ops::v1::GetCellResponse& cell) {
  arriving_.Set(cell.arriving_from_size());
  leaving_.Set(static_cast<double>(cell.leaving()));
  refused_.Set(static_cast<double>(cell.refused()));
}

}  // namespace motcua::cells
