#include "common/reorganisation/orders.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "google/protobuf/empty.pb.h"

namespace motcua::reorganisation {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using google::protobuf::Empty;

Error NoPlan(std::string_view id) {
  return NotFound(kReorganisationNotFound, "there is no such reorganisation").With("id", id);
}

absl::Status UnderWay(const Run& run) {
  return FailedPrecondition(kReorganisationUnderWay, "an earlier order is still being carried out")
      .With("id", run.id())
      .With("state", ReorganisationState_Name(run.state()));
}

// Whether the record changes; a repetition of what holds is no change.
absl::StatusOr<bool> Decide(Run& run, bool undo) {
  switch (run.state()) {
    case REORGANISATION_STATE_APPLYING:
      if (undo) return UnderWay(run);
      return false;
    case REORGANISATION_STATE_UNDOING:
      if (!undo) return UnderWay(run);
      return false;
    case REORGANISATION_STATE_APPLIED:
      if (!undo) return false;
      run.set_state(REORGANISATION_STATE_UNDOING);
      return true;
    default:
      if (undo && run.state() == REORGANISATION_STATE_UNDONE) return false;
      if (undo) return NoPlan(run.id()).With("state", "never ordered");
      run.set_state(REORGANISATION_STATE_APPLYING);
      return true;
  }
}

event::v1::Event EventOf(const Run& run, bool undo, absl::Time now) {
  event::v1::Event event;
  *event.mutable_occur_time() = ToProto(now);
  event.set_actor(run.ordered_by());
  event.mutable_reorganisation_ordered()->set_reorganisation_id(run.id());
  event.mutable_reorganisation_ordered()->set_undo(undo);
  return event;
}

}  // namespace

bool IsInForce(const Run& run) {
  return run.state() == REORGANISATION_STATE_APPLYING || run.state() == REORGANISATION_STATE_APPLIED;
}

bool IsUnderWay(const Run& run) {
  return run.state() == REORGANISATION_STATE_APPLYING || run.state() == REORGANISATION_STATE_UNDOING;
}

async::Task<absl::StatusOr<Run>> Orders::Order(store::Command command, std::string id,
                                               std::string actor, bool undo, bool tell) {
  const absl::Time now = clock_.Now();
  std::function<absl::StatusOr<Run>(Draft&)> decide = [&](Draft& draft) -> absl::StatusOr<Run> {
    draft.state.set_id(id);
    const auto changed = Decide(draft.state, undo);
    if (!changed.ok()) return changed.status();
    if (!*changed) return draft.state;
    draft.changed = true;
    draft.state.set_ordered_by(actor);
    *draft.state.mutable_order_time() = ToProto(now);
    draft.state.clear_finish_time();
    draft.state.clear_moved();
    draft.state.clear_kept();
    draft.state.clear_kept_ids();
    if (tell) draft.events.push_back(EventOf(draft.state, undo, now));
    return draft.state;
  };
  std::string key = id;
  co_return co_await runs_.Execute<Run>(std::move(command), std::move(key), std::move(decide));
}

async::Task<absl::StatusOr<Run>> Orders::Apply(store::Command command, std::string id,
                                               std::string actor) {
  const Plan* plan = catalogue_.succession().Find(id);
  if (plan == nullptr) co_return NoPlan(id);
  if (clock_.Now() < plan->effective_time()) {
    co_return FailedPrecondition(kReorganisationNotDue, "the reorganisation is not in force yet")
        .With("effectiveTime", absl::FormatTime(plan->effective_time(), LocalZone()));
  }
  auto run = co_await Order(std::move(command), std::move(id), std::move(actor), false, true);
  co_return run;
}

async::Task<absl::StatusOr<Run>> Orders::Undo(store::Command command, std::string id,
                                              std::string actor) {
  if (catalogue_.succession().Find(id) == nullptr) co_return NoPlan(id);
  auto run = co_await Order(std::move(command), std::move(id), std::move(actor), true, true);
  co_return run;
}

// An order that does not fit the record came twice or late: it changes nothing.
async::Task<absl::StatusOr<store::Reaction>> Orders::React(store::InboxEntry entry,
                                                           event::v1::Event event) {
  const auto& ordered = event.reorganisation_ordered();
  store::Command command{.reacts_to = std::move(entry)};
  auto run = co_await Order(std::move(command), ordered.reorganisation_id(), event.actor(),
                            ordered.undo(), false);
  if (absl::IsFailedPrecondition(run.status())) {
    // The inbox tries again until the earlier order is carried out.
    co_return Unavailable(kReorganisationUnderWay, "an earlier order is still being carried out");
  }
  if (!run.ok()) co_return run.status();
  co_return store::Reaction::kCommitted;
}

async::Task<absl::Status> Orders::Finish(Run carried_out) {
  std::function<absl::StatusOr<Empty>(Draft&)> decide = [&](Draft& draft) -> absl::StatusOr<Empty> {
    if (draft.state.state() != carried_out.state()) return Empty();
    draft.changed = true;
    draft.state = carried_out;
    const bool undone = carried_out.state() == REORGANISATION_STATE_UNDOING;
    draft.state.set_state(undone ? REORGANISATION_STATE_UNDONE : REORGANISATION_STATE_APPLIED);
    *draft.state.mutable_finish_time() = ToProto(clock_.Now());
    return Empty();
  };
  std::string key = carried_out.id();
  auto done = co_await runs_.Execute<Empty>(store::Command(), std::move(key), std::move(decide));
  co_return done.status();
}

async::Task<absl::Status> Orders::Refresh() {
  std::vector<std::string> ids;
  for (const Plan& plan : catalogue_.succession().plans()) ids.push_back(plan.id());
  std::vector<Run> runs(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) runs[i].set_id(ids[i]);
  if (!ids.empty()) {
    auto loaded = co_await runs_.LoadMany(std::move(ids));
    if (!loaded.ok()) co_return loaded.status();
    for (size_t i = 0; i < runs.size(); ++i) {
      if ((*loaded)[i].state != nullptr) runs[i] = *(*loaded)[i].state;
    }
  }
  known_ = std::move(runs);
  co_return absl::OkStatus();
}

std::vector<const Plan*> Orders::InForce() const {
  std::vector<const Plan*> plans;
  for (const Run& run : known_) {
    if (IsInForce(run)) plans.push_back(catalogue_.succession().Find(run.id()));
  }
  return plans;
}

absl::Status Orders::CheckNotReplaced(std::string_view unit) const {
  for (const Plan* plan : InForce()) {
    const auto* change = plan->ChangeOf(unit);
    if (change == nullptr) continue;
    std::string successors;
    for (const std::string& one : change->successors()) {
      Append(&successors, successors.empty() ? "" : ", ", one);
    }
    return FailedPrecondition(kUnitReplaced, Cat("unit ", unit, " ended on ",
                                                 plan->text().effective_date(),
                                                 "; its work is at ", successors))
        .With("unitCode", unit)
        .With("successors", successors);
  }
  return absl::OkStatus();
}

}  // namespace motcua::reorganisation
