// A service's order to move its open work into another cell, kept in Redis.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/store/aggregates.h"
#include "motcua/dossier/v1/cell_move.pb.h"

namespace motcua::cells {

using Run = dossier::v1::CellMoveRun;

class MoveOrders {
 public:
  // Both must outlive the object.
  MoveOrders(store::Committer& committer, const Clock& clock, const std::string& service)
      : runs_(committer, "cell-move-" + service,
              [](const Run&) { return std::vector<store::Place>(); }, nullptr, /*cache_size=*/0),
        clock_(clock) {}

  // Takes the order down; again it answers what holds. FAILED_PRECONDITION CELL_MOVE_UNDER_WAY: to
  // another cell.
  async::Task<absl::StatusOr<Run>> Start(store::Command command, std::string to_cell,
                                         std::string actor);
  // NOT_FOUND CELL_NOT_FOUND: none was started.
  async::Task<absl::StatusOr<Run>> Stop(store::Command command, std::string actor);

  // Reads it anew.
  async::Task<absl::Status> Refresh();
  // As last read; without a state when never ordered.
  const Run& run() const { return known_; }
  bool moving() const { return known_.state() == dossier::v1::CELL_MOVE_STATE_MOVING; }

  const Clock& clock() const { return clock_; }

 private:
  using Draft = store::Draft<Run>;

  store::Aggregates<Run> runs_;
  const Clock& clock_;
  Run known_;
};

}  // namespace motcua::cells
