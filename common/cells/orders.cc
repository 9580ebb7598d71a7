#include "common/cells/orders.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"

namespace motcua::cells {
namespace {

constexpr char kOnly[] = "only";

}  // namespace

async::Task<absl::StatusOr<Run>> MoveOrders::Start(store::Command command, std::string to_cell,
                                                   std::string actor) {
  std::function<absl::StatusOr<Run>(Draft&)> decide = [&](Draft& draft) -> absl::StatusOr<Run> {
    Run& run = draft.state;
    if (run.state() == dossier::v1::CELL_MOVE_STATE_MOVING) {
      if (run.to_cell() == to_cell) return run;
      return FailedPrecondition(kCellMoveUnderWay, "the open work is moving to another cell")
          .With("cell", run.to_cell());
    }
    draft.changed = true;
    run.set_state(dossier::v1::CELL_MOVE_STATE_MOVING);
    run.set_to_cell(to_cell);
    run.set_number(run.number() + 1);
    run.set_ordered_by(actor);
    *run.mutable_order_time() = ToProto(clock_.Now());
    return run;
  };
  std::string id(kOnly);
  auto run = co_await runs_.Execute<Run>(std::move(command), std::move(id), std::move(decide));
  if (run.ok()) known_ = *run;
  co_return run;
}

async::Task<absl::StatusOr<Run>> MoveOrders::Stop(store::Command command, std::string actor) {
  std::function<absl::StatusOr<Run>(Draft&)> decide = [&](Draft& draft) -> absl::StatusOr<Run> {
    Run& run = draft.state;
    if (!draft.exists()) return NotFound(kCellNotFound, "no move was started");
    if (run.state() == dossier::v1::CELL_MOVE_STATE_STOPPED) return run;
    draft.changed = true;
    run.set_state(dossier::v1::CELL_MOVE_STATE_STOPPED);
    run.set_ordered_by(actor);
    *run.mutable_order_time() = ToProto(clock_.Now());
    return run;
  };
  std::string id(kOnly);
  auto run = co_await runs_.Execute<Run>(std::move(command), std::move(id), std::move(decide));
  if (run.ok()) known_ = *run;
  co_return run;
}

async::Task<absl::Status> MoveOrders::Refresh() {
  std::string id(kOnly);
  auto loaded = co_await runs_.Load(std::move(id));
  if (absl::IsNotFound(loaded.status())) {
    known_ = Run();
    co_return absl::OkStatus();
  }
  if (loaded.ok()) known_ = *loaded->state;
  co_return loaded.status();
}

}  // namespace motcua::cells
