// Takes aggregates that have been over for a while out of Redis, into the archive. First the archive
// keeps them, then they are deleted at the version that was kept: a process that dies in between does
// both again, and one that changed meanwhile stays for another turn.
#pragma once

#include <algorithm>
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
  // Aggregates handed over at a time, and about how many bytes of them: a call has its bounds.
  static constexpr int kBatch = 200;
  static constexpr size_t kBatchBytes = 512 << 10;

  // `grace`: how long after its end an aggregate stays, by the clock. All must outlive the object.
  Leaver(store::Aggregates<State>& aggregates, Keeper& keeper, Nature<State> nature,
         const Clock& clock, absl::Duration grace)
      : aggregates_(aggregates),
        keeper_(keeper),
        nature_(std::move(nature)),
        clock_(clock),
        grace_(grace) {}

  // One turn, up to twenty batches. While the archive is away or behind, everything stays where it
  // is. FAILED_PRECONDITION(KEEPING_OFF): reporting has no master key.
  async::Task<absl::Status> RunOnce() {
    for (int batch = 0; batch < 20 && !stopping_; ++batch) {
      auto more = co_await TakeBatch();
      if (absl::IsUnavailable(more.status())) co_return absl::OkStatus();
      if (!more.ok()) co_return more.status();
      if (!*more) break;
    }
    co_return absl::OkStatus();
  }

  void Stop() { stopping_ = true; }

 private:
  // An aggregate that is handed over, at a version.
  struct Going {
    std::string id;
    int64_t version = 0;
    size_t owner = 0;  // place of the one it goes with; its own where it goes by itself
  };

  // Whether there may be more.
  async::Task<absl::StatusOr<bool>> TakeBatch() {
    std::string key = aggregates_.committer().keys().Ended(nature_.kind);
    const absl::Time until = clock_.Now() - grace_;
    auto ids = co_await ReadEnded(aggregates_.committer().redis(), std::move(key), until, kBatch);
    if (!ids.ok()) co_return ids.status();
    if (ids->empty()) co_return false;
    std::vector<std::string> wanted = *ids;
    auto loaded = co_await aggregates_.LoadMany(std::move(wanted));
    if (!loaded.ok()) co_return loaded.status();
    std::vector<Going> going;
    reporting::v1::KeepAggregatesRequest request = RequestOf(*ids, *loaded, going);
    const size_t taken = going.size();
    MOTCUA_CO_RETURN_IF_ERROR(co_await AddCompanions(*loaded, request, going));
    auto kept = co_await keeper_.Keep(std::move(request));
    if (!kept.ok()) co_return kept.status();
    MOTCUA_CO_RETURN_IF_ERROR(co_await LetGo(std::move(going)));
    co_return static_cast<int>(ids->size()) == kBatch || taken < ids->size();
  }

  reporting::v1::KeepAggregatesRequest RequestOf(
      const std::vector<std::string>& ids, const std::vector<store::Versioned<State>>& loaded,
      std::vector<Going>& going) const {
    reporting::v1::KeepAggregatesRequest request;
    request.set_kind(nature_.kind);
    size_t bytes = 0;
    for (size_t i = 0; i < ids.size() && bytes < kBatchBytes; ++i) {
      going.push_back({ids[i], loaded[i].version, i});
      if (loaded[i].state == nullptr) continue;
      State state = *loaded[i].state;
      reporting::v1::KeptAggregate& aggregate = *request.add_aggregates();
      aggregate.set_id(ids[i]);
      aggregate.set_dossier_code(nature_.dossier_code(state));
      aggregate.set_version(loaded[i].version);
      *aggregate.mutable_end_time() = nature_.end_time(state);
      aggregate.set_personal(TakePersonal(nature_.personal_fields, state));
      aggregate.set_state(state.SerializeAsString());
      bytes += aggregate.ByteSizeLong();
    }
    return request;
  }

  // Those that go with what is going, in the same call and the same commit.
  async::Task<absl::Status> AddCompanions(const std::vector<store::Versioned<State>>& owners,
                                          reporting::v1::KeepAggregatesRequest& request,
                                          std::vector<Going>& going) {
    std::vector<std::string> ids;
    std::vector<size_t> owner_of;
    for (size_t i = 0; i < going.size() && nature_.companions; ++i) {
      if (owners[i].state == nullptr) continue;
      for (std::string& id : nature_.companions(*owners[i].state)) {
        ids.push_back(std::move(id));
        owner_of.push_back(i);
      }
    }
    std::vector<std::string> wanted = ids;
    auto loaded = co_await aggregates_.LoadMany(std::move(wanted));
    if (!loaded.ok()) co_return loaded.status();
    for (size_t i = 0; i < ids.size(); ++i) {
      if ((*loaded)[i].state == nullptr) continue;
      const State& owner = *owners[owner_of[i]].state;
      going.push_back({ids[i], (*loaded)[i].version, owner_of[i]});
      reporting::v1::KeptAggregate& aggregate = *request.add_aggregates();
      aggregate.set_id(ids[i]);
      aggregate.set_dossier_code(nature_.dossier_code(owner));
      aggregate.set_version((*loaded)[i].version);
      *aggregate.mutable_end_time() = nature_.end_time(owner);
      aggregate.set_state((*loaded)[i].state->SerializeAsString());
    }
    co_return absl::OkStatus();
  }

  async::Task<absl::Status> LetGo(std::vector<Going> going) {
    using google::protobuf::Empty;
    std::function<absl::StatusOr<Empty>(std::vector<store::Draft<State>>&)> decide =
        [&going](std::vector<store::Draft<State>>& drafts) -> absl::StatusOr<Empty> {
      const auto is_kept = [&](size_t i) { return drafts[i].version == going[i].version; };
      for (size_t i = 0; i < drafts.size(); ++i) {
        drafts[i].leaves = drafts[i].exists() && is_kept(i) && is_kept(going[i].owner);
      }
      return Empty();
    };
    std::vector<std::string> ids;
    for (const Going& one : going) ids.push_back(one.id);
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
