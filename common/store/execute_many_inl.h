// Aggregates::ExecuteMany, beside aggregates_inl.h.
#pragma once

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"

namespace motcua::store {

// The states of `ids`, remembered ones as they are unless `fresh`; `*cached`: some were remembered.
template <class State>
async::Task<absl::StatusOr<std::vector<Versioned<State>>>> Aggregates<State>::FetchMany(
    std::vector<std::string> ids, bool fresh, bool* cached) {
  std::vector<Versioned<State>> states(ids.size());
  std::vector<std::string> missing;
  for (size_t i = 0; i < ids.size(); ++i) {
    auto found = fresh ? cache_.end() : cache_.find(ids[i]);
    if (found == cache_.end()) {
      missing.push_back(ids[i]);
    } else {
      states[i] = found->second.value;
    }
  }
  *cached = missing.size() < ids.size();
  auto loaded = co_await LoadMany(std::move(missing));
  if (!loaded.ok()) co_return loaded.status();
  auto next = loaded->begin();
  for (size_t i = 0; i < ids.size(); ++i) {
    if (states[i].state == nullptr) states[i] = std::move(*next++);
    if (states[i].state == nullptr) states[i].state = std::make_shared<State>();
  }
  co_return states;
}

template <class State>
Commit Aggregates<State>::MakeCommitOfMany(const Command& command,
                                           const std::vector<std::string>& ids,
                                           const std::vector<Versioned<State>>& before,
                                           std::vector<Draft<State>>& drafts,
                                           std::string answer) const {
  Commit all = {.request_key = command.request_key,
                .fingerprint = command.fingerprint,
                .answer = std::move(answer),
                .reacts_to = command.reacts_to};
  for (size_t i = 0; i < ids.size(); ++i) {
    Commit one = MakeCommit(Command(), ids[i], before[i], drafts[i], std::string());
    std::ranges::move(one.aggregates, std::back_inserter(all.aggregates));
    std::ranges::move(one.moves, std::back_inserter(all.moves));
    std::ranges::move(one.events, std::back_inserter(all.events));
  }
  return all;
}

template <class State>
template <class Reply>
async::Task<absl::StatusOr<Reply>> Aggregates<State>::ExecuteMany(
    Command command, std::vector<std::string> ids,
    std::function<absl::StatusOr<Reply>(std::vector<Draft<State>>&)> decide) {
  bool fresh = false;
  for (int attempt = 0; attempt < kMaxConflicts; ++attempt) {
    bool cached = false;
    auto before = co_await FetchMany(ids, fresh, &cached);
    if (!before.ok()) co_return before.status();
    std::vector<Draft<State>> drafts;
    for (const Versioned<State>& one : *before) drafts.push_back({*one.state, one.version, {}});
    absl::StatusOr<Reply> reply = decide(drafts);
    std::vector<size_t> written;
    for (size_t i = 0; i < drafts.size(); ++i) {
      if (drafts[i].writes()) written.push_back(i);
    }
    if (cached && (!reply.ok() || written.size() < ids.size())) {  // the remembered may be old
      fresh = true;
      continue;
    }
    if (!reply.ok() || (written.empty() && command.reacts_to.id.empty())) co_return reply;
    std::string answer = command.request_key.empty() ? std::string() : reply->SerializeAsString();
    Commit commit = MakeCommitOfMany(command, ids, *before, drafts, std::move(answer));
    auto result = co_await core_.Write(std::move(commit));
    if (!result.ok()) {
      for (const std::string& id : ids) Forget(id);  // unknown whether it happened
      co_return result.status();
    }
    switch (result->outcome) {
      case CommitOutcome::kDone:
        for (size_t i : written) {
          auto state = std::make_shared<State>(std::move(drafts[i].state));
          Remember(ids[i], {std::move(state), (*before)[i].version + 1});
        }
        co_return reply;
      case CommitOutcome::kHandled:
        co_return reply;
      case CommitOutcome::kRepeated:
        reply = Reply();
        if (!reply->ParseFromString(result->answer)) {
          co_return Internal(kStateCorrupt, "a kept answer cannot be read");
        }
        co_return reply;
      case CommitOutcome::kConflict:
        fresh = true;
        break;
    }
  }
  co_return Aborted(kTooMuchContention, "the aggregates changed too often while decided on");
}

}  // namespace motcua::store
