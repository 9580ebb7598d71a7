// Takes over what another cell's service sends: each group in one commit, once.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/cells/nature.h"
#include "common/store/moved.h"

namespace motcua::cells {

template <class State>
class Arrival {
 public:
  // All must outlive the object.
  Arrival(store::Aggregates<State>& aggregates, const Clock& clock, Nature<State> nature)
      : aggregates_(aggregates), clock_(clock), nature_(std::move(nature)) {}

  async::Task<absl::StatusOr<ops::v1::AdoptAggregatesResponse>> Adopt(
      const ops::v1::AdoptAggregatesRequest& request) {
    std::vector<async::Task<absl::StatusOr<Refusal>>> tasks;
    for (const auto& group : request.groups()) {
      tasks.push_back(request.dry_run() ? CheckGroup(group, request.from_cell())
                                        : AdoptGroup(group, request.from_cell()));
    }
    auto outcomes = co_await async::WhenAll(std::move(tasks));
    ops::v1::AdoptAggregatesResponse response;
    for (auto& outcome : outcomes) {
      if (!outcome.ok()) co_return outcome.status();
      *response.add_outcomes() = *std::move(outcome);
    }
    co_return response;
  }

 private:
  using Draft = store::Draft<State>;
  using Drafts = std::vector<Draft>;
  using Group = ops::v1::MovingGroup;

  static std::vector<std::string> IdsOf(const Group& group) {
    std::vector<std::string> ids;
    for (const auto& one : group.aggregates()) ids.push_back(one.id());
    return ids;
  }

  async::Task<absl::StatusOr<Refusal>> AdoptGroup(const Group& group, std::string from_cell) {
    if (group.aggregates_size() == 0) co_return Refusal();
    store::Command command{
        .request_key = aggregates_.committer().keys().Request(
            "cells", from_cell, Cat(nature_.kind, ":", group.aggregates(0).id())),
        .fingerprint = store::Fingerprint(group),
        .creates = true};
    // An error, as an answer would be kept: what is refused is asked again when it was mended.
    const absl::Status not_admitted = absl::FailedPreconditionError("not admitted");
    Refusal refusal;
    std::function<absl::StatusOr<Refusal>(Drafts&)> decide =
        [&](Drafts& drafts) -> absl::StatusOr<Refusal> {
      auto outcome = Decide(group, from_cell, drafts);
      if (!outcome.ok() || outcome->reason().empty()) return outcome;
      refusal = *std::move(outcome);
      return not_admitted;
    };
    std::vector<std::string> ids = IdsOf(group);
    auto outcome = co_await aggregates_.template ExecuteMany<Refusal>(
        std::move(command), std::move(ids), std::move(decide));
    // Moved on from here, or back, under the same id.
    if (store::SaysMoved(outcome.status())) {
      co_return MakeRefusal(kIdTaken, std::string(outcome.status().message()));
    }
    if (outcome.status() == not_admitted) co_return refusal;
    co_return outcome;
  }

  async::Task<absl::StatusOr<Refusal>> CheckGroup(const Group& group, std::string from_cell) {
    std::vector<std::string> ids = IdsOf(group);
    auto present = co_await aggregates_.core().ReadMany(std::move(ids));
    if (!present.ok()) co_return present.status();
    Drafts drafts(present->size());
    for (size_t i = 0; i < drafts.size(); ++i) drafts[i].version = (*present)[i].version;
    co_return Decide(group, from_cell, drafts);
  }

  // Either all of the group or nothing of it.
  absl::StatusOr<Refusal> Decide(const Group& group, const std::string& from_cell, Drafts& drafts) {
    Drafts adopted = drafts;
    for (size_t i = 0; i < adopted.size(); ++i) {
      const auto& moving = group.aggregates(static_cast<int>(i));
      if (adopted[i].exists()) return MakeRefusal(kIdTaken, moving.id());
      auto state = store::ParseStored<State>(moving.state());
      if (!state.ok()) return MakeRefusal(kFieldInvalid, moving.id());
      adopted[i].state = *std::move(state);
      if (auto refusal = Admit(adopted[i], from_cell)) return *std::move(refusal);
    }
    drafts = std::move(adopted);
    return Refusal();
  }

  std::optional<Refusal> Admit(Draft& draft, const std::string& from_cell) {
    auto refusal = nature_.admit(draft, from_cell);
    if (refusal.has_value()) return refusal;
    event::v1::Event event;
    nature_.entered(draft.state, *event.mutable_cell_entered());
    *event.mutable_occur_time() = ToProto(clock_.Now());
    event.set_actor("motcua");
    nature_.about(draft.state, event);
    event.mutable_cell_entered()->set_from_cell(from_cell);
    draft.events.insert(draft.events.begin(), std::move(event));
    draft.changed = true;
    return std::nullopt;
  }

  store::Aggregates<State>& aggregates_;
  const Clock& clock_;
  Nature<State> nature_;
};

}  // namespace motcua::cells
