#include "services/routing/workers/reconciler.h"

#include <utility>

#include "common/base/log.h"
#include "common/base/status_macros.h"
#include "services/routing/workers/batch.h"

namespace motcua::routing {

async::Task<absl::Status> Reconciler::RunOnce() {
  int64_t budget = kBatch;
  for (size_t lists = 0; budget > 0 && lists < checker_.lists().size(); ++lists) {
    Findings findings;
    auto read = co_await checker_.CheckPage(checker_.lists()[list_], entry_, kBatch, findings);
    if (!read.ok()) co_return read.status();
    violations_ += findings.violations;
    for (const std::string& example : findings.examples) {
      Log(kError, "a step is not in its place", {{"what", example}});
    }
    MOTCUA_CO_RETURN_IF_ERROR(co_await RepairAll(std::move(findings.misplaced)));
    budget -= *read;
    GoOn(*read);
  }
  co_return absl::OkStatus();
}

void Reconciler::GoOn(int64_t read) {
  entry_ += read;
  if (read == kBatch) return;
  entry_ = 0;
  if (++list_ < checker_.lists().size()) return;
  list_ = 0;
  metrics_.ShowViolations(std::exchange(violations_, 0));
}

async::Task<absl::Status> Reconciler::RepairAll(std::vector<Misplaced> misplaced) {
  for (Misplaced& one : misplaced) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await checker_.Repair(std::move(one)));
    metrics_.AccountRepair();
  }
  co_return absl::OkStatus();
}

}  // namespace motcua::routing
