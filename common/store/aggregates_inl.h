// Definitions of aggregates.h's templates.
#pragma once

#include "common/base/errors.h"
#include "common/base/reasons.h"

namespace motcua::store {

// How often a command is decided again after someone else changed the aggregate first.
inline constexpr int kMaxConflicts = 16;

template <class State>
Aggregates<State>::Aggregates(Committer& committer, std::string kind, PlacesOf places_of,
                              CommitObserver* observer, size_t cache_size)
    : core_(committer, std::move(kind), observer),
      places_of_(std::move(places_of)),
      cache_size_(cache_size) {}

template <class State>
absl::StatusOr<Versioned<State>> ParseState(AggregateCore::Blob blob) {
  auto state = std::make_shared<State>();
  if (blob.version > 0 && !state->ParseFromString(blob.state)) {
    return Internal(kStateCorrupt, "a stored aggregate cannot be read");
  }
  return Versioned<State>{std::move(state), blob.version};
}

template <class State>
async::Task<absl::StatusOr<Versioned<State>>> Aggregates<State>::Load(std::string id) {
  bool cached = false;
  auto loaded = co_await Fetch(std::move(id), /*fresh=*/true, &cached);
  if (loaded.ok() && loaded->version == 0) co_return absl::NotFoundError("no such aggregate");
  co_return loaded;
}

template <class State>
async::Task<absl::StatusOr<std::vector<Versioned<State>>>> Aggregates<State>::LoadMany(
    std::vector<std::string> ids) {
  auto blobs = co_await core_.ReadMany(std::move(ids));
  if (!blobs.ok()) co_return blobs.status();
  std::vector<Versioned<State>> states;
  states.reserve(blobs->size());
  for (AggregateCore::Blob& blob : *blobs) {
    auto state = ParseState<State>(std::move(blob));
    if (!state.ok()) co_return state.status();
    if (state->version == 0) state->state = nullptr;
    states.push_back(*std::move(state));
  }
  co_return states;
}

// `fresh` reads Redis even when the state is remembered. `*cached` says where it came from.
template <class State>
async::Task<absl::StatusOr<Versioned<State>>> Aggregates<State>::Fetch(std::string id, bool fresh,
                                                                       bool* cached) {
  *cached = false;
  if (!fresh) {
    if (auto found = cache_.find(id); found != cache_.end()) {
      *cached = true;
      co_return found->second.value;
    }
  }
  auto blob = co_await core_.Read(id);
  if (!blob.ok()) co_return blob.status();
  auto value = ParseState<State>(*std::move(blob));
  if (value.ok() && value->version > 0) Remember(id, *value);
  co_return value;
}

template <class State>
void Aggregates<State>::Remember(const std::string& id, Versioned<State> value) {
  if (cache_size_ == 0) return;
  auto found = cache_.find(id);
  if (found != cache_.end()) {
    if (value.version >= found->second.value.version) found->second.value = std::move(value);
    recent_.splice(recent_.begin(), recent_, found->second.recency);
    return;
  }
  recent_.push_front(id);
  cache_.emplace(id, Cached{std::move(value), recent_.begin()});
  if (cache_.size() > cache_size_) {
    cache_.erase(recent_.back());
    recent_.pop_back();
  }
}

template <class State>
void Aggregates<State>::Forget(const std::string& id) {
  auto found = cache_.find(id);
  if (found == cache_.end()) return;
  recent_.erase(found->second.recency);
  cache_.erase(found);
}

template <class State>
Commit Aggregates<State>::MakeCommit(const Command& command, const std::string& id,
                                     const Versioned<State>& before, Draft<State>& draft,
                                     std::string answer) const {
  Commit commit;
  commit.request_key = command.request_key;
  commit.fingerprint = command.fingerprint;
  commit.answer = std::move(answer);
  commit.reacts_to = command.reacts_to;
  if (!draft.writes()) return commit;  // nothing changed: only the event is taken out
  commit.aggregates.push_back({core_.KeyOf(id), before.version, draft.state.SerializeAsString()});
  std::vector<Place> places_before;
  if (before.version > 0) places_before = places_of_(*before.state);
  commit.moves = MovesBetween(std::move(places_before), places_of_(draft.state));
  commit.events = std::move(draft.events);
  return commit;
}

template <class State>
template <class Reply>
async::Task<absl::StatusOr<Reply>> Aggregates<State>::Execute(
    Command command, std::string id, std::function<absl::StatusOr<Reply>(Draft<State>&)> decide) {
  bool fresh = false;
  for (int attempt = 0; attempt < kMaxConflicts; ++attempt) {
    bool cached = attempt == 0 && command.creates;  // absence is assumed then, as from a cache
    absl::StatusOr<Versioned<State>> before = Versioned<State>{std::make_shared<State>(), 0};
    if (!cached) before = co_await Fetch(id, fresh, &cached);
    if (!before.ok()) co_return before.status();
    Draft<State> draft{.state = *before->state, .version = before->version, .events = {}};
    absl::StatusOr<Reply> reply = decide(draft);
    if ((!reply.ok() || !draft.writes()) && cached) {  // the remembered state may be old
      fresh = true;
      continue;
    }
    if (!reply.ok()) {  // a repetition of what changed the state gets its first answer
      if (command.request_key.empty()) co_return reply;
      auto answer = co_await core_.committer().Answer(command.request_key, command.fingerprint);
      if (absl::IsNotFound(answer.status())) co_return reply;
      if (!answer.ok()) co_return answer.status();
      reply = Reply();
      if (!reply->ParseFromString(*answer)) {
        co_return Internal(kStateCorrupt, "a kept answer cannot be read");
      }
      co_return reply;
    }
    const bool changed = draft.writes();
    if (!changed && command.reacts_to.id.empty()) co_return reply;
    std::string answer = command.request_key.empty() ? std::string() : reply->SerializeAsString();
    Commit commit = MakeCommit(command, id, *before, draft, std::move(answer));
    auto result = co_await core_.Write(std::move(commit));
    if (!result.ok()) {
      Forget(id);  // unknown whether it happened
      co_return result.status();
    }
    switch (result->outcome) {
      case CommitOutcome::kDone:
        if (changed) {
          Remember(id, {std::make_shared<State>(std::move(draft.state)), before->version + 1});
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
  co_return Aborted(kTooMuchContention, "the aggregate changed too often while it was decided on");
}

}  // namespace motcua::store
