// Aggregates of one kind wherever they are: in Redis while they are at work and a while after, then
// in the archive.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/keeping/keeper.h"
#include "common/keeping/nature.h"
#include "common/store/aggregates.h"

namespace motcua::keeping {

template <class State>
class Kept {
 public:
  using One = store::Versioned<State>;

  // Without a keeper (null) nothing is found.
  Kept(Keeper* keeper, Nature<State> nature) : keeper_(keeper), nature_(std::move(nature)) {}

  // As Aggregates::Load, also of what has left. UNAVAILABLE: it is not in Redis, and the archive
  // does not answer.
  async::Task<absl::StatusOr<One>> Load(store::Aggregates<State>& aggregates, std::string id) {
    auto loaded = co_await aggregates.Load(id);
    if (!absl::IsNotFound(loaded.status())) co_return loaded;
    std::vector<std::string> ids(1, std::move(id));
    auto found = co_await Find(std::move(ids));
    if (!found.ok()) co_return found.status();
    if (found->empty()) co_return loaded.status();
    co_return std::move(found->front());
  }

  // As Aggregates::Execute, also of what has left: where the decision writes it, it comes back with
  // the version after the kept one. Further errors as Load's.
  template <class Reply>
  async::Task<absl::StatusOr<Reply>> Execute(
      store::Aggregates<State>& aggregates, store::Command command, std::string id,
      std::function<absl::StatusOr<Reply>(store::Draft<State>&)> decide) {
    using Decide = std::function<absl::StatusOr<Reply>(store::Draft<State>&)>;
    bool absent = false;
    Decide where_it_is = [&](store::Draft<State>& draft) -> absl::StatusOr<Reply> {
      absent = !draft.exists();
      if (absent) return absl::NotFoundError("it is not in Redis");
      return decide(draft);
    };
    store::Command first = command;
    auto reply = co_await aggregates.template Execute<Reply>(std::move(first), id, where_it_is);
    if (!absent || !absl::IsNotFound(reply.status())) co_return reply;
    std::vector<std::string> ids(1, id);
    auto found = co_await Find(std::move(ids));
    if (!found.ok()) co_return found.status();
    Decide brought_back = [&](store::Draft<State>& draft) -> absl::StatusOr<Reply> {
      if (!draft.exists() && !found->empty()) {
        draft.state = *found->front().state;
        draft.left_version = found->front().version;
      }
      return decide(draft);
    };
    co_return co_await aggregates.template Execute<Reply>(std::move(command), std::move(id),
                                                          std::move(brought_back));
  }

  // Those of the ids that have left; in no order.
  async::Task<absl::StatusOr<std::vector<One>>> Find(std::vector<std::string> ids) {
    std::vector<One> all;
    for (size_t first = 0; first < ids.size(); first += kMostAsked) {
      reporting::v1::FindKeptAggregatesRequest request;
      for (size_t i = first; i < std::min(ids.size(), first + kMostAsked); ++i) {
        request.add_ids(std::move(ids[i]));
      }
      auto found = co_await Ask(std::move(request));
      if (!found.ok()) co_return found.status();
      std::ranges::move(*found, std::back_inserter(all));
    }
    co_return all;
  }

  // Those of a dossier that have left; in no order.
  async::Task<absl::StatusOr<std::vector<One>>> OfDossier(std::string dossier_code) {
    reporting::v1::FindKeptAggregatesRequest request;
    request.set_dossier_code(std::move(dossier_code));
    co_return co_await Ask(std::move(request));
  }

  const Nature<State>& nature() const { return nature_; }

 private:
  // Ids of a call, as keeping_service.proto bounds them.
  static constexpr size_t kMostAsked = 1000;

  async::Task<absl::StatusOr<std::vector<One>>> Ask(
      reporting::v1::FindKeptAggregatesRequest request) {
    std::vector<One> found;
    if (keeper_ == nullptr) co_return found;
    request.set_kind(nature_.kind);
    auto response = co_await keeper_->Find(std::move(request));
    if (ReasonOf(response.status()) == kKeepingOff) co_return found;
    if (!response.ok()) co_return response.status();
    for (const auto& aggregate : response->aggregates()) {
      auto one = Parse(aggregate);
      if (!one.ok()) co_return one.status();
      found.push_back(*std::move(one));
    }
    co_return found;
  }

  absl::StatusOr<One> Parse(const reporting::v1::KeptAggregate& aggregate) const {
    auto state = std::make_shared<State>();
    if (!state->ParseFromString(aggregate.state()) ||
        !state->MergeFromString(aggregate.personal())) {
      return Internal(kStateCorrupt, "what is kept cannot be read").With("id", aggregate.id());
    }
    if (aggregate.has_erase_time() && nature_.set_erased) {
      nature_.set_erased(*state, aggregate.erase_time());
    }
    return One{std::move(state), aggregate.version()};
  }

  Keeper* keeper_;
  Nature<State> nature_;
};

}  // namespace motcua::keeping
