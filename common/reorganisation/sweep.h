// Carries out a service's orders: goes through its open aggregates and puts each under the new units
// (or back), in small commits between which the service answers. A sweep that dies begins again:
// what was moved before says so itself.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/status_macros.h"
#include "common/reorganisation/orders.h"
#include "common/reorganisation/rehome.h"
#include "google/protobuf/empty.pb.h"
#include "motcua/ops/v1/reorganisation_service.pb.h"

namespace motcua::reorganisation {

// Ids of a sorted set from `first` to `last`, both included, by score.
async::Task<absl::StatusOr<std::vector<std::string>>> ReadIds(redis::Client& redis, std::string key,
                                                              int64_t first, int64_t last);
async::Task<absl::StatusOr<int64_t>> CountIds(redis::Client& redis, std::string key);

template <class State>
class Sweep {
 public:
  using Draft = store::Draft<State>;
  // Aggregates read at a time, and changed in one commit.
  static constexpr int64_t kPage = 512;
  static constexpr size_t kBatch = 64;

  // What a service knows of its aggregates.
  struct Nature {
    std::string kind;  // of Keys::Open
    // The fields of a state that name units, with their successors by the plan.
    std::function<std::vector<Slot>(State&, const Plan&)> slots;
    // Adds the event that tells of the moves.
    std::function<void(Draft&, const Moves&, const Plan&, bool undone, absl::Time now)> tell;
    // Whether undoing is this sweep's; empty: always. Otherwise it comes with another's event.
    std::function<bool(const State&)> undone_here;
  };

  Sweep(store::Aggregates<State>& aggregates, Orders& orders, Nature nature)
      : aggregates_(aggregates), orders_(orders), nature_(std::move(nature)) {}

  // One turn: reads the orders, and carries out those that are under way.
  async::Task<absl::Status> RunOnce() {
    MOTCUA_CO_RETURN_IF_ERROR(co_await orders_.Refresh());
    const std::vector<Run> runs = orders_.runs();
    for (const Run& run : runs) {
      if (!IsUnderWay(run)) continue;
      Run order = run;
      MOTCUA_CO_RETURN_IF_ERROR(co_await CarryOut(std::move(order)));
    }
    co_return absl::OkStatus();
  }

  absl::Time Now() const { return orders_.clock().Now(); }

  // Ends a turn at the next page; the next start goes on.
  void Stop() { stopping_ = true; }

  // An aggregate that is about to begin, by an event from before a reorganisation in force.
  void RehomeNew(Draft& draft) {
    for (const Plan* plan : orders_.InForce()) Apply(draft, *plan);
  }
  // An aggregate that comes from another cell: under the units that the reorganisations in force put
  // in the place of that cell's. It is not put back when they are undone.
  void RehomeFrom(Draft& draft, const std::string& cell) {
    for (const Plan* plan : orders_.InForce()) {
      const Plan* theirs = orders_.catalogue().succession().FindOfCell(plan->id(), cell);
      if (theirs == nullptr) continue;
      Rehome(draft.state, nature_.slots(draft.state, *theirs), theirs->id(), orders_.clock().Now());
    }
    MarkWorkedOn(draft.state);
  }
  // The first unit or post office its work needs that the catalogue does not know; empty: all are
  // known. Where an applicant lives may be unknown.
  std::string UnknownUnitOf(State& state) {
    const catalogue::v1::Reorganisation nothing;
    const catalogue::UnitIndex no_units;
    const Plan no_plan(nothing, no_units);
    const catalogue::Catalogue& known = orders_.catalogue();
    for (const Slot& slot : nature_.slots(state, no_plan)) {
      const bool home = slot.what == "commune" || slot.what == "home_commune";
      if (home || slot.code->empty() || known.FindUnit(*slot.code) != nullptr) continue;
      if (known.FindPostOffice(*slot.code) == nullptr) return *slot.code;
    }
    return "";
  }

  // Puts one back, if nobody has worked on it.
  void PutBackOne(Draft& draft, const Plan& plan) {
    const Moves moves = PutBack(draft.state, nature_.slots(draft.state, plan), plan.id());
    Tell(draft, moves, plan, /*undone=*/true);
  }

  // What the plan would move.
  async::Task<absl::StatusOr<ops::v1::CountReorganisationResponse>> Count(const Plan* plan) {
    Counts counts;
    ops::v1::CountReorganisationResponse response;
    response.set_catalogue_version(orders_.catalogue().version());
    std::string open = OpenKey();
    MOTCUA_CO_ASSIGN_OR_RETURN(int64_t end, co_await CountIds(redis(), std::move(open)));
    for (; end > 0; end -= kPage) {
      auto states = co_await ReadPage(end);
      if (!states.ok()) co_return states.status();
      for (auto& [id, state] : *states) {
        response.set_looked_at(response.looked_at() + 1);
        const bool concerned = AddCounts(state, *plan, counts);
        response.set_concerned(response.concerned() + (concerned ? 1 : 0));
      }
    }
    for (const auto& [key, count] : counts) {
      ops::v1::ReassignmentCount& row = *response.add_counts();
      row.set_what(std::get<0>(key));
      row.set_from(std::get<1>(key));
      row.set_to(std::get<2>(key));
      row.set_count(count);
    }
    co_return response;
  }

 private:
  using Counts = std::map<std::tuple<std::string, std::string, std::string>, int64_t>;
  struct Loaded {
    std::string id;
    State state;
  };
  // What one pass over all open aggregates came to.
  struct Pass {
    int64_t to_do = 0;  // found to be changed
    int64_t moved = 0;  // found changed
    int64_t kept = 0;   // not to be put back
    std::vector<std::string> kept_ids;
  };
  static constexpr int kMostKeptIds = 100;

  redis::Client& redis() { return aggregates_.committer().redis(); }
  std::string OpenKey() { return aggregates_.committer().keys().Open(nature_.kind); }

  // Passes until one finds nothing to change: only then is nothing left under an old unit.
  async::Task<absl::Status> CarryOut(Run run) {
    const Plan* plan = orders_.catalogue().succession().Find(run.id());
    if (plan == nullptr) co_return absl::OkStatus();
    const bool undo = run.state() == dossier::v1::REORGANISATION_STATE_UNDOING;
    Pass pass;
    do {
      pass = Pass();
      MOTCUA_CO_RETURN_IF_ERROR(co_await GoThrough(plan, undo, pass));
      if (stopping_) co_return absl::OkStatus();
    } while (pass.to_do > 0);
    run.set_moved(undo ? 0 : pass.moved);
    run.set_kept(pass.kept);
    for (std::string& id : pass.kept_ids) run.add_kept_ids(std::move(id));
    co_return co_await orders_.Finish(std::move(run));
  }

  // From the newest to the oldest: what ends meanwhile lets those not seen yet move towards the
  // front, never past the place that was reached.
  async::Task<absl::Status> GoThrough(const Plan* plan, bool undo, Pass& pass) {
    std::string open = OpenKey();
    MOTCUA_CO_ASSIGN_OR_RETURN(int64_t end, co_await CountIds(redis(), std::move(open)));
    for (; end > 0 && !stopping_; end -= kPage) {
      auto states = co_await ReadPage(end);
      if (!states.ok()) co_return states.status();
      std::vector<std::string> ids;
      for (Loaded& one : *states) {
        if (Look(one, *plan, undo, pass)) ids.push_back(std::move(one.id));
      }
      pass.to_do += static_cast<int64_t>(ids.size());
      MOTCUA_CO_RETURN_IF_ERROR(co_await ChangeAll(std::move(ids), plan, undo));
    }
    co_return absl::OkStatus();
  }

  // The page that ends before `end`.
  async::Task<absl::StatusOr<std::vector<Loaded>>> ReadPage(int64_t end) {
    std::string open = OpenKey();
    const int64_t first = std::max<int64_t>(0, end - kPage);
    auto ids = co_await ReadIds(redis(), std::move(open), first, end - 1);
    if (!ids.ok()) co_return ids.status();
    std::vector<std::string> keys = *ids;
    auto states = co_await aggregates_.LoadMany(std::move(keys));
    if (!states.ok()) co_return states.status();
    std::vector<Loaded> loaded;
    for (size_t i = 0; i < ids->size(); ++i) {
      if ((*states)[i].state == nullptr) continue;
      loaded.push_back({std::move((*ids)[i]), *(*states)[i].state});
    }
    co_return loaded;
  }

  // Whether it is to be changed; counts what is not.
  bool Look(Loaded& one, const Plan& plan, bool undo, Pass& pass) {
    const Reassignment* made = ReassignmentOf(one.state, plan.id());
    if (!undo) {
      if (made != nullptr) ++pass.moved;
      return made == nullptr && !MovesOf(nature_.slots(one.state, plan)).empty();
    }
    if (made == nullptr || (nature_.undone_here && !nature_.undone_here(one.state))) return false;
    if (!made->worked_on()) return true;
    if (++pass.kept <= kMostKeptIds) pass.kept_ids.push_back(one.id);
    return false;
  }

  async::Task<absl::Status> ChangeAll(std::vector<std::string> ids, const Plan* plan, bool undo) {
    for (size_t at = 0; at < ids.size(); at += kBatch) {
      const size_t end = std::min(ids.size(), at + kBatch);
      std::vector<std::string> batch(ids.begin() + at, ids.begin() + end);
      absl::Status changed = co_await Change(batch, plan, undo);
      if (absl::IsAborted(changed)) changed = co_await ChangeOneByOne(std::move(batch), plan, undo);
      if (!changed.ok()) co_return changed;
    }
    co_return absl::OkStatus();
  }

  // Others were always quicker on one of the batch: then each has a commit of its own.
  async::Task<absl::Status> ChangeOneByOne(std::vector<std::string> ids, const Plan* plan,
                                           bool undo) {
    for (std::string& id : ids) {
      std::vector<std::string> one(1, std::move(id));
      MOTCUA_CO_RETURN_IF_ERROR(co_await Change(std::move(one), plan, undo));
    }
    co_return absl::OkStatus();
  }

  async::Task<absl::Status> Change(std::vector<std::string> ids, const Plan* plan, bool undo) {
    using google::protobuf::Empty;
    std::function<absl::StatusOr<Empty>(std::vector<Draft>&)> decide =
        [this, plan, undo](std::vector<Draft>& drafts) -> absl::StatusOr<Empty> {
      for (Draft& draft : drafts) {
        if (!draft.exists()) continue;
        undo ? PutBackOne(draft, *plan) : Apply(draft, *plan);
      }
      return Empty();
    };
    auto done = co_await aggregates_.template ExecuteMany<Empty>(store::Command(), std::move(ids),
                                                                 std::move(decide));
    co_return done.status();
  }

  void Apply(Draft& draft, const Plan& plan) {
    const Moves moves = Rehome(draft.state, nature_.slots(draft.state, plan), plan.id(),
                               orders_.clock().Now());
    Tell(draft, moves, plan, /*undone=*/false);
  }

  void Tell(Draft& draft, const Moves& moves, const Plan& plan, bool undone) {
    if (moves.empty()) return;
    draft.changed = true;
    nature_.tell(draft, moves, plan, undone, orders_.clock().Now());
  }

  bool AddCounts(State& state, const Plan& plan, Counts& counts) {
    if (ReassignmentOf(state, plan.id()) != nullptr) return false;
    bool concerned = false;
    for (const Slot& slot : nature_.slots(state, plan)) {
      if (!slot.successor.has_value() || slot.code->empty() || *slot.successor == *slot.code) continue;
      ++counts[{slot.counted_as, *slot.code, *slot.successor}];
      if (!slot.also_counted_as.empty()) {
        ++counts[{slot.also_counted_as, *slot.code, *slot.successor}];
      }
      concerned = true;
    }
    return concerned;
  }

  store::Aggregates<State>& aggregates_;
  Orders& orders_;
  Nature nature_;
  bool stopping_ = false;
};

}  // namespace motcua::reorganisation
