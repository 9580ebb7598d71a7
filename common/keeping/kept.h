// Aggregates of one kind wherever they are: in Redis while they are at work and a while after, then
// in the archive.
#pragma once

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

  // Those of the ids that have left; in no order.
  async::Task<absl::StatusOr<std::vector<One>>> Find(std::vector<std::string> ids) {
    reporting::v1::FindKeptAggregatesRequest request;
    for (std::string& id : ids) request.add_ids(std::move(id));
    co_return co_await Ask(std::move(request));
  }

  // Those of a dossier that have left; in no order.
  async::Task<absl::StatusOr<std::vector<One>>> OfDossier(std::string dossier_code) {
    reporting::v1::FindKeptAggregatesRequest request;
    request.set_dossier_code(std::move(dossier_code));
    co_return co_await Ask(std::move(request));
  }

  const Nature<State>& nature() const { return nature_; }

 private:
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
