// Sends a service's open work to another cell. Of each aggregate:
//
//   leave     one commit: nothing can change it here any more, and it is in no queue, list or timer
//   adopt     the other cell writes it, with its places there; taking it again answers as before
//   confirm   one commit: a mark of a few bytes stays, for commands that come to the old cell
//
// Killed between any two of them, SendLeaving goes on with what has left. What the other cell refuses
// returns to where it was.
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
#include "common/cells/leaving.h"
#include "common/cells/passing.h"
#include "common/reorganisation/sweep.h"
#include "common/store/moved.h"

namespace motcua::cells {

template <class State>
class Departure {
 public:
  using Ids = std::vector<std::string>;
  // Aggregates looked at in one go.
  static constexpr int64_t kPage = 512;

  // All must outlive the object.
  Departure(store::Aggregates<State>& aggregates, const Peers& peers, Passing& passing,
            const Clock& clock, Nature<State> nature)
      : aggregates_(aggregates),
        peers_(peers),
        passing_(passing),
        nature_(std::move(nature)),
        leaving_(aggregates, peers, clock, nature_) {}
  Departure(const Departure&) = delete;

  // As Leaving::Leave.
  async::Task<absl::StatusOr<int64_t>> Leave(Ids ids, std::string to_cell) {
    return leaving_.Leave(std::move(ids), std::move(to_cell));
  }

  // Sends what has left and may go, a page of it; what the other cell refused, by id.
  async::Task<absl::StatusOr<std::map<std::string, Refusal>>> SendLeaving() {
    std::map<std::string, Refusal> refused;
    auto leavers = co_await leaving_.Read(kPage);
    if (!leavers.ok()) co_return leavers.status();
    std::map<std::string, Leavers> by_cell;
    for (Leaver& one : *leavers) by_cell[one.mark.to_cell()].push_back(std::move(one));
    for (auto& [cell, some] : by_cell) {
      MOTCUA_CO_RETURN_IF_ERROR(co_await Send(cell, std::move(some), refused));
    }
    co_return refused;
  }

  // Sends what belongs to these dossiers, and says how it stands with each.
  async::Task<absl::StatusOr<ops::v1::SendToCellResponse>> SendFor(
      const ops::v1::SendToCellRequest& request) {
    std::vector<Ids> owned;
    Ids all;
    for (const std::string& code : request.dossier_codes()) {
      std::string dossier = code;
      auto ids = co_await nature_.ids_of(std::move(dossier));
      if (!ids.ok()) co_return ids.status();
      all.insert(all.end(), ids->begin(), ids->end());
      owned.push_back(*std::move(ids));
    }
    auto left = co_await Leave(all, request.to_cell());
    if (!left.ok()) co_return left.status();
    auto refused = co_await SendLeaving();
    if (!refused.ok()) co_return refused.status();
    auto blobs = co_await aggregates_.core().ReadMany(std::move(all));
    if (!blobs.ok()) co_return blobs.status();
    co_return Outcomes(owned, *blobs, *refused);
  }

  // Asks the peer about everything that is open, and changes nothing.
  async::Task<absl::StatusOr<ops::v1::CheckCellMoveResponse>> Check(Peer peer) {
    ops::v1::CheckCellMoveResponse response;
    std::map<std::pair<std::string, std::string>, int64_t> counts;
    std::string open = OpenKey();
    auto end = co_await reorganisation::CountIds(redis(), std::move(open));
    if (!end.ok()) co_return end.status();
    for (int64_t first = 0; first < *end; first += kPage) {
      MOTCUA_CO_RETURN_IF_ERROR(co_await CheckPage(peer, first, response, counts));
    }
    for (const auto& [key, count] : counts) {
      auto& row = *response.add_refusals();
      row.set_reason(key.first);
      row.set_detail(key.second);
      row.set_count(count);
    }
    std::ranges::stable_sort(*response.mutable_refusals(), std::greater(),
                             &ops::v1::CellRefusalCount::count);
    co_return response;
  }

  async::Task<absl::StatusOr<int64_t>> CountOpen() {
    std::string key = OpenKey();
    co_return co_await reorganisation::CountIds(redis(), std::move(key));
  }
  async::Task<absl::StatusOr<int64_t>> CountLeaving() {
    std::string key = leaving_.Key();
    co_return co_await reorganisation::CountIds(redis(), std::move(key));
  }
  // Since this process started.
  int64_t moved() const { return moved_; }

 private:
  using Blob = store::AggregateCore::Blob;
  using Leaver = typename Leaving<State>::Leaver;
  using Leavers = typename Leaving<State>::Leavers;
  using Group = std::vector<size_t>;  // positions among leavers

  redis::Client& redis() { return aggregates_.committer().redis(); }
  std::string OpenKey() { return aggregates_.committer().keys().Open(nature_.kind); }

  // Those that belong together.
  std::vector<Group> GroupsOf(const Leavers& leavers) {
    std::map<std::string, size_t> at;
    for (size_t i = 0; i < leavers.size(); ++i) at.emplace(leavers[i].id, i);
    std::vector<Group> groups;
    std::vector<bool> taken(leavers.size());
    for (size_t i = 0; i < leavers.size(); ++i) {
      if (taken[i]) continue;
      Ids companions;
      if (nature_.companions) companions = nature_.companions(leavers[i].state);
      if (companions.empty()) companions.push_back(leavers[i].id);
      Group& group = groups.emplace_back();
      for (const std::string& id : companions) {
        const auto found = at.find(id);
        if (found == at.end()) continue;
        group.push_back(found->second);
        taken[found->second] = true;
      }
    }
    return groups;
  }

  async::Task<absl::StatusOr<std::vector<Readiness>>> AskBefore(const std::string& cell,
                                                                const Leavers& leavers) {
    if (!nature_.before) co_return std::vector<Readiness>(leavers.size());
    std::vector<const State*> states;
    for (const Leaver& one : leavers) states.push_back(&one.state);
    std::string to_cell = cell;
    co_return co_await nature_.before(std::move(to_cell), std::move(states));
  }

  // Of each group: those that have ended return; then all of it goes, waits, or returns.
  async::Task<absl::Status> Send(std::string cell, Leavers leavers,
                                 std::map<std::string, Refusal>& refused) {
    auto ready = co_await AskBefore(cell, leavers);
    if (!ready.ok()) co_return ready.status();
    store::Commit giving_back;
    std::vector<Group> going;
    for (Group& group : GroupsOf(leavers)) {
      Group together;
      bool waits = false;
      const Refusal* refusal = nullptr;
      for (size_t i : group) {
        const Readiness& one = (*ready)[i];
        const bool ended = one.kind == Readiness::kStays && one.refusal.reason().empty();
        if (ended) leaving_.GiveBack(leavers[i], giving_back);
        if (!ended) together.push_back(i);
        if (!ended && one.kind == Readiness::kStays) refusal = &one.refusal;
        waits |= one.kind == Readiness::kWaits;
      }
      if (refusal != nullptr) Refuse(leavers, together, *refusal, giving_back, refused);
      if (refusal == nullptr && !waits && !together.empty()) going.push_back(std::move(together));
    }
    MOTCUA_CO_RETURN_IF_ERROR(co_await leaving_.Write(std::move(giving_back)));
    if (going.empty()) co_return absl::OkStatus();
    co_return co_await Hand(std::move(cell), leavers, std::move(going), refused);
  }

  void Refuse(const Leavers& leavers, const Group& group, const Refusal& refusal,
              store::Commit& giving_back, std::map<std::string, Refusal>& refused) {
    for (size_t i : group) {
      leaving_.GiveBack(leavers[i], giving_back);
      refused[leavers[i].id] = refusal;
    }
  }

  async::Task<absl::Status> Hand(std::string cell, const Leavers& leavers,
                                 std::vector<Group> groups,
                                 std::map<std::string, Refusal>& refused) {
    auto peer = peers_.Find(cell);
    if (!peer.ok()) co_return peer.status();
    ops::v1::AdoptAggregatesRequest request;
    request.set_from_cell(passing_.cell());
    for (const Group& group : groups) {
      auto& moving = *request.add_groups();
      for (size_t i : group) Add(leavers[i].id, leavers[i].mark.state(), moving);
    }
    auto answer = co_await Ask(*peer, request);
    if (!answer.ok()) co_return answer.status();
    store::Commit confirm, giving_back;
    Ids gone;
    for (size_t g = 0; g < groups.size(); ++g) {
      const Refusal& outcome = answer->outcomes(static_cast<int>(g));
      if (!outcome.reason().empty()) {
        Refuse(leavers, groups[g], outcome, giving_back, refused);
        continue;
      }
      for (size_t i : groups[g]) {
        leaving_.Confirm(leavers[i], confirm);
        gone.push_back(leavers[i].id);
      }
    }
    MOTCUA_CO_RETURN_IF_ERROR(co_await leaving_.Write(std::move(giving_back)));
    MOTCUA_CO_RETURN_IF_ERROR(co_await leaving_.Write(std::move(confirm)));
    moved_ += std::ssize(gone);
    co_return co_await leaving_.LimitMarks(std::move(gone));
  }

  static void Add(const std::string& id, const std::string& state, ops::v1::MovingGroup& group) {
    auto& one = *group.add_aggregates();
    one.set_id(id);
    one.set_state(state);
  }

  async::Task<absl::StatusOr<ops::v1::AdoptAggregatesResponse>> Ask(
      Peer peer, const ops::v1::AdoptAggregatesRequest& request) {
    auto answer = co_await peer.channel->Call<ops::v1::AdoptAggregatesResponse>(
        MethodName("AdoptAggregates"), request, kPeerTimeout);
    if (answer.ok() && answer->outcomes_size() != request.groups_size()) {
      co_return Internal(kInternal, "the other cell answered for other groups");
    }
    co_return answer;
  }

  template <class Counts>
  async::Task<absl::Status> CheckPage(Peer peer, int64_t first,
                                      ops::v1::CheckCellMoveResponse& response, Counts& counts) {
    std::string open = OpenKey();
    auto ids = co_await reorganisation::ReadIds(redis(), std::move(open), first, first + kPage - 1);
    if (!ids.ok()) co_return ids.status();
    Ids wanted = *ids;
    auto loaded = co_await aggregates_.LoadMany(std::move(wanted));
    if (!loaded.ok()) co_return loaded.status();
    ops::v1::AdoptAggregatesRequest request;
    request.set_from_cell(passing_.cell());
    request.set_dry_run(true);
    for (size_t i = 0; i < ids->size(); ++i) {
      if ((*loaded)[i].state == nullptr) continue;
      Add((*ids)[i], (*loaded)[i].state->SerializeAsString(), *request.add_groups());
    }
    auto answer = co_await Ask(peer, request);
    if (!answer.ok()) co_return answer.status();
    response.set_open(response.open() + request.groups_size());
    for (const Refusal& outcome : answer->outcomes()) {
      if (outcome.reason().empty()) response.set_acceptable(response.acceptable() + 1);
      if (!outcome.reason().empty()) ++counts[{outcome.reason(), outcome.detail()}];
    }
    co_return absl::OkStatus();
  }

  ops::v1::SendToCellResponse Outcomes(const std::vector<Ids>& owned,
                                       const std::vector<Blob>& blobs,
                                       const std::map<std::string, Refusal>& refused) {
    ops::v1::SendToCellResponse response;
    size_t at = 0;
    for (const Ids& ids : owned) {
      auto& work = *response.add_works();
      work.set_outcome(ops::v1::SEND_OUTCOME_SENT);
      for (const std::string& id : ids) {
        const Blob& blob = blobs[at++];
        if (store::IsMoved(blob.state)) continue;
        const auto why = refused.find(id);
        if (why != refused.end()) *work.mutable_refusal() = why->second;
        work.set_outcome(blob.version == 0     ? ops::v1::SEND_OUTCOME_NOT_BEGUN
                         : why == refused.end() ? ops::v1::SEND_OUTCOME_ENDED
                                                : ops::v1::SEND_OUTCOME_REFUSED);
      }
    }
    return response;
  }

  store::Aggregates<State>& aggregates_;
  const Peers& peers_;
  Passing& passing_;
  Nature<State> nature_;
  Leaving<State> leaving_;
  int64_t moved_ = 0;
};

}  // namespace motcua::cells
