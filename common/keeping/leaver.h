// Takes aggregates that have been over for a while out of Redis, into the archive. First the
// archive keeps them, then they are deleted at the version that was kept: a process that dies in
// between does both again, and one that changed meanwhile stays for another turn.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/keeping/kept.h"
#include "google/protobuf/empty.pb.h"

namespace motcua::keeping {

// Ids of a sorted set with scores up to `until`, lowest first: `limit` at most, after the first
// `skip` of them.
async::Task<absl::StatusOr<std::vector<std::string>>> ReadEnded(redis::Client& redis,
                                                                std::string key, absl::Time until,
                                                                size_t skip, int limit);

// Says that an aggregate is too large to be handed over and stays in Redis.
void TellTooLarge(std::string_view kind, std::string_view id, size_t bytes);

template <class State>
class Leaver {
 public:
  // Aggregates handed over at a time, and about how many bytes of them: a call has its bounds.
  static constexpr int kBatch = 200;
  static constexpr int kBatchWithCompanions = 400;
  static constexpr size_t kBatchBytes = 512 << 10;
  // One that is larger would be refused by itself (--max-request-bytes is 1 MiB): it stays, and the
  // others go on.
  static constexpr size_t kMostBytes = 960 << 10;

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
    size_t staying = 0;
    for (int batch = 0; batch < 20 && !stopping_; ++batch) {
      auto more = co_await TakeBatch(staying);
      if (absl::IsUnavailable(more.status())) co_return absl::OkStatus();
      if (!more.ok()) co_return more.status();
      if (!*more) break;
    }
    co_return absl::OkStatus();
  }

  void Stop() { stopping_ = true; }

 private:
  using Versioned = store::Versioned<State>;

  // An aggregate that is handed over, at a version.
  struct Going {
    std::string id;
    int64_t version = 0;
    size_t owner = 0;  // place of the one it goes with; its own where it goes by itself
  };
  struct Companion {
    std::string id;
    size_t owner = 0;   // place among those going
    size_t loaded = 0;  // place of the owner among those loaded
  };
  // What goes in one call and one commit.
  struct Batch {
    reporting::v1::KeepAggregatesRequest request;
    std::vector<Going> going;
    std::vector<Companion> companions;
    size_t seen = 0;     // of those loaded, from the first
    size_t staying = 0;  // of those seen
  };

  // Whether there may be more. `staying`: how many at the front of the list stay for good; counted
  // on.
  async::Task<absl::StatusOr<bool>> TakeBatch(size_t& staying) {
    std::string key = aggregates_.committer().keys().Ended(nature_.kind);
    const absl::Time until = clock_.Now() - grace_;
    auto ids =
        co_await ReadEnded(aggregates_.committer().redis(), std::move(key), until, staying, kBatch);
    if (!ids.ok()) co_return ids.status();
    if (ids->empty()) co_return false;
    std::vector<std::string> wanted = *ids;
    auto loaded = co_await aggregates_.LoadMany(std::move(wanted));
    if (!loaded.ok()) co_return loaded.status();
    Batch batch = BatchOf(*ids, *loaded);
    staying += batch.staying;
    const bool more = static_cast<int>(ids->size()) == kBatch || batch.seen < ids->size();
    if (batch.going.empty()) co_return more;
    MOTCUA_CO_RETURN_IF_ERROR(co_await AddCompanions(*loaded, batch));
    auto kept = co_await keeper_.Keep(std::move(batch.request));
    if (!kept.ok()) co_return kept.status();
    MOTCUA_CO_RETURN_IF_ERROR(co_await LetGo(std::move(batch.going)));
    co_return more;
  }

  // As many of those loaded, from the first, as a call may hold.
  Batch BatchOf(const std::vector<std::string>& ids, const std::vector<Versioned>& loaded) const {
    Batch batch;
    batch.request.set_kind(nature_.kind);
    size_t bytes = 0;
    for (; batch.seen < ids.size() && bytes < kBatchBytes; ++batch.seen) {
      const size_t i = batch.seen;
      if (loaded[i].state == nullptr) {  // it left meanwhile
        ++batch.staying;
        continue;
      }
      auto handed = Handed(ids[i], loaded[i], *loaded[i].state, nature_.personal_fields);
      const size_t own = handed.ByteSizeLong();
      if (own > kMostBytes) {
        TellTooLarge(nature_.kind, ids[i], own);
        ++batch.staying;
        continue;
      }
      std::vector<std::string> companions = CompanionsOf(*loaded[i].state);
      const size_t together = batch.going.size() + batch.companions.size() + companions.size();
      const bool fits = bytes + own <= kMostBytes && together < kBatchWithCompanions;
      if (!fits && !batch.going.empty()) break;
      bytes += own;
      const size_t place = batch.going.size();
      batch.going.push_back({ids[i], loaded[i].version, place});
      *batch.request.add_aggregates() = std::move(handed);
      for (std::string& id : companions) batch.companions.push_back({std::move(id), place, i});
    }
    return batch;
  }

  std::vector<std::string> CompanionsOf(const State& state) const {
    return nature_.companions ? nature_.companions(state) : std::vector<std::string>();
  }

  // What is kept of an aggregate; its dossier and its end are those of `owner`.
  reporting::v1::KeptAggregate Handed(const std::string& id, const Versioned& one,
                                      const State& owner,
                                      const std::vector<std::string>& personal_fields) const {
    reporting::v1::KeptAggregate handed;
    State state = *one.state;
    handed.set_id(id);
    handed.set_dossier_code(nature_.dossier_code(owner));
    handed.set_version(one.version);
    *handed.mutable_end_time() = nature_.end_time(owner);
    handed.set_personal(TakePersonal(personal_fields, state));
    handed.set_state(state.SerializeAsString());
    return handed;
  }

  // Those that go with what is going, in the same call and the same commit.
  async::Task<absl::Status> AddCompanions(const std::vector<Versioned>& owners, Batch& batch) {
    std::vector<std::string> wanted;
    for (const Companion& companion : batch.companions) wanted.push_back(companion.id);
    auto loaded = co_await aggregates_.LoadMany(std::move(wanted));
    if (!loaded.ok()) co_return loaded.status();
    for (size_t i = 0; i < loaded->size(); ++i) {
      const Companion& companion = batch.companions[i];
      const Versioned& one = (*loaded)[i];
      if (one.state == nullptr) continue;
      batch.going.push_back({companion.id, one.version, companion.owner});
      *batch.request.add_aggregates() =
          Handed(companion.id, one, *owners[companion.loaded].state, {});
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
