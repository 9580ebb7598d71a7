// Takes aggregates that have been over for a while out of Redis, into the archive. First the archive
// keeps them, then they are deleted at the version that was kept: a process that dies in between does
// both again, and one that changed meanwhile stays for another turn.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/keeping/kept.h"
#include "google/protobuf/empty.pb.h"

namespace motcua::keeping {

// Ids of a sorted set with scores up to `until`, lowest first, `limit` at most.
async::Task<absl::StatusOr<std::vector<std::string>>> ReadEnded(redis::Client& redis,
                                                                std::string key, absl::Time until,
                                                                int limit);

template <class State>
class Leaver {
 public:
  // Aggregates taken in one turn.
  static constexpr int kBatch = 200;

  // `grace`: how long after its end an aggregate stays, by the clock. All must outlive the object.
  Leaver(store::Aggregates<State>& aggregates, Keeper& keeper, Nature<State> nature,
         const Clock& clock, absl::Duration grace)
      : aggregates_(aggregates),
        keeper_(keeper),
        nature_(std::move(nature)),
        clock_(clock),
        grace_(grace) {}

  // One turn, up to twenty batches. While the archive is away, behind or keeps nothing, everything
  // stays where it is.
  async::Task<absl::Status> RunOnce() {
    for (int batch = 0; batch < 20 && !stopping_; ++batch) {
      auto left = co_await TakeBatch();
      const bool stays = ReasonOf(left.status()) == kKeepingOff || absl::IsUnavailable(left.status());
      if (stays) co_return absl::OkStatus();
      if (!left.ok()) co_return left.status();
      if (*left < kBatch) break;
    }
    co_return absl::OkStatus();
  }

  void Stop() { stopping_ = true; }

 private:
  using Versions = std::map<std::string, int64_t>;

  // How many were looked at.
  async::Task<absl::StatusOr<int>> TakeBatch() {
    std::string key = aggregates_.committer().keys().Ended(nature_.kind);
    const absl::Time until = clock_.Now() - grace_;
    auto ids = co_await ReadEnded(aggregates_.committer().redis(), std::move(key), until, kBatch);
    if (!ids.ok()) co_return ids.status();
    if (ids->empty()) co_return 0;
    std::vector<std::string> wanted = *ids;
    auto loaded = co_await aggregates_.LoadMany(std::move(wanted));
    if (!loaded.ok()) co_return loaded.status();
    Versions versions;
    reporting::v1::KeepAggregatesRequest request = RequestOf(*ids, *loaded, versions);
    auto kept = co_await keeper_.Keep(std::move(request));
    if (!kept.ok()) co_return kept.status();
    MOTCUA_CO_RETURN_IF_ERROR(co_await LetGo(*ids, versions));
    co_return static_cast<int>(ids->size());
  }

  reporting::v1::KeepAggregatesRequest RequestOf(
      const std::vector<std::string>& ids, const std::vector<store::Versioned<State>>& loaded,
      Versions& versions) const {
    reporting::v1::KeepAggregatesRequest request;
    request.set_kind(nature_.kind);
    for (size_t i = 0; i < ids.size(); ++i) {
      if (loaded[i].state == nullptr) continue;
      State state = *loaded[i].state;
      versions[ids[i]] = loaded[i].version;
      reporting::v1::KeptAggregate& aggregate = *request.add_aggregates();
      aggregate.set_id(ids[i]);
      aggregate.set_dossier_code(nature_.dossier_code(state));
      aggregate.set_version(loaded[i].version);
      *aggregate.mutable_end_time() = nature_.end_time(state);
      aggregate.set_personal(TakePersonal(nature_.personal_fields, state));
      aggregate.set_state(state.SerializeAsString());
    }
    return request;
  }

  async::Task<absl::Status> LetGo(std::vector<std::string> ids, Versions versions) {
    using google::protobuf::Empty;
    const std::vector<std::string> order = ids;
    std::function<absl::StatusOr<Empty>(std::vector<store::Draft<State>>&)> decide =
        [&versions, &order](std::vector<store::Draft<State>>& drafts) -> absl::StatusOr<Empty> {
      for (size_t i = 0; i < drafts.size(); ++i) {
        const auto kept = versions.find(order[i]);
        drafts[i].leaves = kept != versions.end() && drafts[i].version == kept->second;
      }
      return Empty();
    };
    auto done = co_await aggregates_.template ExecuteMany<Empty>(store::Command(), std::move(ids),
                                                                 std::move(decide));
    co_return done.status();
  }

  store::Aggregates<State>& aggregates_;
  Keeper& keeper_;
  Nature<State> nature_;
  const Clock& clock_;
  absl::Duration grace_;
  bool stopping_ = false;
};

}  // namespace motcua::keeping
