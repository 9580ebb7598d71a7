#include "services/routing/workers/lease_recoverer.h"

#include <utility>

#include "google/protobuf/empty.pb.h"
#include "services/routing/domain/work.h"
#include "services/routing/workers/batch.h"

namespace motcua::routing {

using google::protobuf::Empty;

async::Task<absl::Status> LeaseRecoverer::RunOnce() {
  return ForEachDue(journeys_, journeys_.keys().Leases(),
                    [this](std::string member) { return Recover(std::move(member)); });
}

async::Task<absl::Status> LeaseRecoverer::Recover(std::string member) {
  auto step = StepRef::Parse(member);
  if (!step.has_value()) co_return absl::OkStatus();  // the reconciler's to remove
  bool expired = false, stuck = false;
  std::function<absl::StatusOr<Empty>(Turn&, int64_t)> act = [&](Turn& turn,
                                                                 int64_t) -> absl::StatusOr<Empty> {
    expired = ExpireLease(turn, step->step_index, max_expiries_);
    auto after = turn.StepAt(step->step_index);
    stuck = expired && (*after)->state() == dossier::v1::STEP_STATE_STUCK;
    return Empty();
  };
  auto done = co_await journeys_.Act<Empty>(store::Command(), step->dossier_code,
                                            std::string(kSystemActor), std::move(act));
  if (absl::IsNotFound(done.status())) co_return absl::OkStatus();  // likewise
  if (done.ok() && expired) metrics_.AccountLeaseExpired();
  if (done.ok() && stuck) metrics_.AccountStuck();
  co_return done.status();
}

}  // namespace motcua::routing
