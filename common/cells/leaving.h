// The aggregates of a service that leave the cell: the commits by which they go.
#pragma once

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/cells/nature.h"
#include "common/cells/peers.h"
#include "common/reorganisation/sweep.h"
#include "common/store/moved.h"

namespace motcua::cells {

template <class State>
class Leaving {
 public:
  using Ids = std::vector<std::string>;
  // One on its way.
  struct Leaver {
    std::string id;
    int64_t version = 0;  // of the mark
    dossier::v1::MovedAggregate mark;
    State state;
  };
  using Leavers = std::vector<Leaver>;
  // How long a mark stays.
  static constexpr absl::Duration kMarkKept = absl::Hours(90 * 24);

  // All must outlive the object.
  Leaving(store::Aggregates<State>& aggregates, const Peers& peers, const Clock& clock,
          const Nature<State>& nature)
      : aggregates_(aggregates), peers_(peers), clock_(clock), nature_(nature) {}

  // Has them leave, with their companions, in one commit; how many did. Absent ones, those that have
  // ended alone, and those that left before do not.
  async::Task<absl::StatusOr<int64_t>> Leave(Ids ids, std::string to_cell) {
    auto peer = peers_.Find(to_cell);
    if (!peer.ok()) co_return peer.status();
    for (int attempt = 0; attempt < kMostConflicts; ++attempt) {
      Ids all = ids;
      MOTCUA_CO_RETURN_IF_ERROR(co_await AddCompanions(all));
      Ids wanted = all;
      auto blobs = co_await aggregates_.core().ReadMany(std::move(wanted));
      if (!blobs.ok()) co_return blobs.status();
      auto commit = LeaveCommit(all, *blobs, to_cell, peer->address);
      if (!commit.ok()) co_return commit.status();
      const int64_t leaving = std::ssize(commit->aggregates);
      if (leaving == 0) co_return 0;
      auto result = co_await aggregates_.core().Write(*std::move(commit));
      for (const std::string& id : all) aggregates_.Forget(id);
      if (!result.ok()) co_return result.status();
      if (result->outcome == store::CommitOutcome::kDone) co_return leaving;
    }
    co_return Aborted(kTooMuchContention, "open work changed too often while it was to leave");
  }

  // The first `most` of those on their way.
  async::Task<absl::StatusOr<Leavers>> Read(int64_t most) {
    std::string leaving = Key();
    auto ids = co_await reorganisation::ReadIds(redis(), std::move(leaving), 0, most - 1);
    if (!ids.ok()) co_return ids.status();
    co_return co_await ReadLeavers(*std::move(ids));
  }

  // It is there: adds to the commit that leaves the mark, and tells.
  void Confirm(const Leaver& leaver, store::Commit& commit) {
    Moved mark = leaver.mark;
    mark.clear_state();
    mark.clear_version();
    commit.aggregates.push_back(
        {aggregates_.core().KeyOf(leaver.id), leaver.version, store::EncodeMoved(mark)});
    commit.moves.push_back({.member = leaver.id, .from = Key()});
    event::v1::Event event;
    *event.mutable_occur_time() = ToProto(clock_.Now());
    event.set_actor("motcua");
    nature_.about(leaver.state, event);
    event.mutable_cell_left()->set_to_cell(mark.to_cell());
    nature_.left(leaver.state, *event.mutable_cell_left());
    commit.events.push_back(std::move(event));
  }

  // It stays: adds to the commit that puts it back where it was.
  void GiveBack(const Leaver& leaver, store::Commit& commit) {
    commit.aggregates.push_back(
        {aggregates_.core().KeyOf(leaver.id), leaver.version, leaver.mark.state()});
    const auto left = FromProto(leaver.mark.leave_time());
    auto moves = store::MovesBetween({PlaceOf(leaver.id, left)},
                                     aggregates_.PlacesFor(leaver.state));
    std::ranges::move(moves, std::back_inserter(commit.moves));
  }

  // A conflict means that another process of this service did the same.
  async::Task<absl::Status> Write(store::Commit commit) {
    if (commit.aggregates.empty()) co_return absl::OkStatus();
    auto result = co_await aggregates_.core().Write(std::move(commit));
    co_return result.status();
  }

  // What was confirmed is forgotten in time.
  async::Task<absl::Status> LimitMarks(Ids ids) {
    std::vector<async::Task<absl::StatusOr<redis::Reply>>> calls;
    for (const std::string& id : ids) {
      redis::Args args{"EXPIRE", aggregates_.core().KeyOf(id),
                       Cat(absl::ToInt64Seconds(kMarkKept))};
      calls.push_back(redis().CallIdempotent(std::move(args)));
    }
    auto replies = co_await async::WhenAll(std::move(calls));
    for (const auto& reply : replies) {
      if (!reply.ok()) co_return reply.status();
    }
    co_return absl::OkStatus();
  }

  std::string Key() { return aggregates_.committer().keys().Leaving(nature_.kind); }

 private:
  static constexpr int kMostConflicts = 16;
  using Blob = store::AggregateCore::Blob;
  using Moved = dossier::v1::MovedAggregate;

  redis::Client& redis() { return aggregates_.committer().redis(); }

  async::Task<absl::Status> AddCompanions(Ids& ids) {
    if (!nature_.companions) co_return absl::OkStatus();
    Ids wanted = ids;
    auto loaded = co_await aggregates_.LoadMany(std::move(wanted));
    if (!loaded.ok()) co_return loaded.status();
    std::set<std::string> known(ids.begin(), ids.end());
    for (const auto& one : *loaded) {
      if (one.state == nullptr) continue;
      for (std::string& id : nature_.companions(*one.state)) {
        if (known.insert(id).second) ids.push_back(std::move(id));
      }
    }
    co_return absl::OkStatus();
  }

  absl::StatusOr<store::Commit> LeaveCommit(const Ids& ids, const std::vector<Blob>& blobs,
                                            const std::string& to_cell,
                                            const std::string& address) {
    store::Commit commit;
    const absl::Time now = clock_.Now();
    for (size_t i = 0; i < ids.size(); ++i) {
      const Blob& blob = blobs[i];
      if (blob.version == 0 || store::IsMoved(blob.state)) continue;
      MOTCUA_ASSIGN_OR_RETURN(const State state, store::ParseStored<State>(blob.state));
      if (nature_.ended(state)) continue;
      Moved mark;
      mark.set_to_cell(to_cell);
      mark.set_address(address);
      *mark.mutable_leave_time() = ToProto(now);
      mark.set_state(blob.state);
      mark.set_version(blob.version);
      commit.aggregates.push_back(
          {aggregates_.core().KeyOf(ids[i]), blob.version, store::EncodeMoved(mark)});
      auto moves = store::MovesBetween(aggregates_.PlacesFor(state), {PlaceOf(ids[i], now)});
      std::ranges::move(moves, std::back_inserter(commit.moves));
    }
    return commit;
  }

  store::Place PlaceOf(const std::string& id, absl::Time at) {
    return {Key(), id, static_cast<double>(absl::ToUnixMillis(at))};
  }

  async::Task<absl::StatusOr<Leavers>> ReadLeavers(Ids ids) {
    Leavers leavers;
    Ids wanted = ids;
    auto blobs = co_await aggregates_.core().ReadMany(std::move(wanted));
    if (!blobs.ok()) co_return blobs.status();
    for (size_t i = 0; i < ids.size(); ++i) {
      const Blob& blob = (*blobs)[i];
      // Another process of this service may have confirmed it meanwhile.
      if (!store::IsMoved(blob.state)) continue;
      auto mark = store::DecodeMoved(blob.state);
      if (!mark.ok()) co_return mark.status();
      if (mark->state().empty()) continue;
      auto state = store::ParseStored<State>(mark->state());
      if (!state.ok()) co_return state.status();
      leavers.push_back({std::move(ids[i]), blob.version, *std::move(mark), *std::move(state)});
    }
    co_return leavers;
  }

  store::Aggregates<State>& aggregates_;
  const Peers& peers_;
  const Clock& clock_;
  const Nature<State>& nature_;
};

}  // namespace motcua::cells
