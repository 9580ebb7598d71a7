// Definitions of aggregates.h's templates.
#pragma once

#include <algorithm>
#include <iterator>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/store/moved.h"

namespace motcua::store {

// How often a command is decided again after someone else changed an aggregate first.
inline constexpr int kMaxConflicts = 16;
// Stands for the version of what leaves Redis.
inline constexpr int64_t kLeft = -1;

template <class Message>
absl::StatusOr<Message> ParseStored(const std::string& bytes) {
  if (IsMoved(bytes)) return MovedError(bytes);
  Message message;
  if (message.ParseFromString(bytes)) return message;
  return Internal(kStateCorrupt, "what is stored cannot be read");
}

template <class State>
Aggregates<State>::Aggregates(Committer& committer, std::string kind, PlacesOf places_of,
                              CommitObserver* observer, size_t cache_size)
    : core_(committer, std::move(kind), observer),
      places_of_(std::move(places_of)),
      cache_size_(cache_size) {}

// --- reading ------------------------------------------------------------------------------------

template <class State>
async::Task<absl::StatusOr<Versioned<State>>> Aggregates<State>::Load(std::string id) {
  auto blob = co_await core_.Read(id);
  if (!blob.ok()) co_return blob.status();
  if (blob->version == 0) co_return absl::NotFoundError("no such aggregate");
  auto state = ParseStored<State>(blob->state);
  if (!state.ok()) co_return state.status();
  const int64_t version = blob->version;
  Remember(id, *std::move(blob));
  co_return Versioned<State>{std::make_shared<State>(*std::move(state)), version};
}

template <class State>
async::Task<absl::StatusOr<std::vector<Versioned<State>>>> Aggregates<State>::LoadMany(
    std::vector<std::string> ids) {
  auto blobs = co_await core_.ReadMany(std::move(ids));
  if (!blobs.ok()) co_return blobs.status();
  std::vector<Versioned<State>> states(blobs->size());
  for (size_t i = 0; i < states.size(); ++i) {
    const AggregateCore::Blob& blob = (*blobs)[i];
    if (blob.version == 0 || IsMoved(blob.state)) continue;
    auto state = ParseStored<State>(blob.state);
    if (!state.ok()) co_return state.status();
    states[i] = {std::make_shared<State>(*std::move(state)), blob.version};
  }
  co_return states;
}

// From Redis, one round trip for all.
template <class State>
async::Task<absl::StatusOr<std::vector<AggregateCore::Blob>>> Aggregates<State>::Fetch(
    std::vector<std::string> ids) {
  if (ids.size() > 1) co_return co_await core_.ReadMany(std::move(ids));
  std::vector<AggregateCore::Blob> blobs;
  if (ids.empty()) co_return blobs;
  auto blob = co_await core_.Read(std::move(ids.front()));
  if (!blob.ok()) co_return blob.status();
  blobs.push_back(*std::move(blob));
  co_return blobs;
}

// The aggregates before a decision: remembered ones as they are, unless `fresh`; none is read if
// the command creates them.
template <class State>
async::Task<absl::StatusOr<typename Aggregates<State>::Opened>> Aggregates<State>::Open(
    std::vector<std::string> ids, bool creates, bool fresh) {
  Opened opened;
  opened.assumed = creates;
  std::vector<AggregateCore::Blob> blobs(ids.size());
  std::vector<std::string> missing;
  std::vector<size_t> positions;
  for (size_t i = 0; i < ids.size() && !creates; ++i) {
    auto found = fresh ? cache_.end() : cache_.find(ids[i]);
    if (found != cache_.end()) {
      blobs[i] = found->second.blob;
      opened.assumed = true;
    } else {
      missing.push_back(ids[i]);
      positions.push_back(i);
    }
  }
  auto fetched = co_await Fetch(std::move(missing));
  if (!fetched.ok()) co_return fetched.status();
  for (size_t i = 0; i < positions.size(); ++i) blobs[positions[i]] = std::move((*fetched)[i]);
  for (const AggregateCore::Blob& blob : blobs) {
    auto state = ParseStored<State>(blob.state);
    if (!state.ok()) co_return state.status();
    opened.places.push_back(blob.version > 0 ? places_of_(*state) : std::vector<Place>());
    opened.drafts.push_back({*std::move(state), blob.version, {}});
  }
  co_return opened;
}

template <class State>
void Aggregates<State>::Remember(const std::string& id, AggregateCore::Blob blob) {
  if (cache_size_ == 0) return;
  auto found = cache_.find(id);
  if (found != cache_.end()) {
    if (blob.version >= found->second.blob.version) found->second.blob = std::move(blob);
    recent_.splice(recent_.begin(), recent_, found->second.recency);
    return;
  }
  recent_.push_front(id);
  cache_.emplace(id, Remembered{std::move(blob), recent_.begin()});
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

// --- changing -----------------------------------------------------------------------------------

// Adds what the decision made of the drafts to the commit; returns the states after it, of version
// 0 where nothing is written, and kLeft where the aggregate leaves.
template <class State>
std::vector<AggregateCore::Blob> Aggregates<State>::Gather(const std::vector<std::string>& ids,
                                                           Opened opened, Commit& commit) const {
  std::vector<AggregateCore::Blob> after(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) {
    Draft<State>& draft = opened.drafts[i];
    if (!draft.writes()) continue;
    after[i].version = draft.leaves ? kLeft : draft.next_version();
    if (!draft.leaves) after[i].state = draft.state.SerializeAsString();
    commit.aggregates.push_back(
        {core_.KeyOf(ids[i]), draft.version, after[i].state, draft.leaves, draft.left_version});
    auto moves = MovesBetween(std::move(opened.places[i]),
                              draft.leaves ? std::vector<Place>() : places_of_(draft.state));
    std::ranges::move(moves, std::back_inserter(commit.moves));
    std::ranges::move(draft.events, std::back_inserter(commit.events));
  }
  return after;
}

// Remembers what was committed, or forgets what may have changed.
template <class State>
void Aggregates<State>::Settle(const std::vector<std::string>& ids,
                               std::vector<AggregateCore::Blob> after,
                               const absl::StatusOr<CommitResult>& result) {
  const bool done = result.ok() && result->outcome == CommitOutcome::kDone;
  for (size_t i = 0; i < ids.size(); ++i) {
    // Unknown whether it happened, or gone.
    if (!result.ok() || after[i].version == kLeft) Forget(ids[i]);
    if (done && after[i].version > 0) Remember(ids[i], std::move(after[i]));
  }
}

// What a refused command is told: its first answer if it is a repetition, else the refusal.
template <class State>
template <class Reply>
async::Task<absl::StatusOr<Reply>> Aggregates<State>::FirstAnswer(Command command,
                                                                  absl::Status refusal) {
  if (command.request_key.empty()) co_return refusal;
  auto answer = co_await core_.committer().Answer(command.request_key, command.fingerprint);
  if (absl::IsNotFound(answer.status())) co_return refusal;
  if (!answer.ok()) co_return answer.status();
  co_return ParseStored<Reply>(*answer);
}

template <class State>
template <class Reply>
async::Task<absl::StatusOr<Reply>> Aggregates<State>::ExecuteMany(
    Command command, std::vector<std::string> ids,
    std::function<absl::StatusOr<Reply>(std::vector<Draft<State>>&)> decide) {
  bool fresh = false;
  for (int attempt = 0; attempt < kMaxConflicts; ++attempt) {
    auto opened = co_await Open(ids, command.creates && !fresh, fresh);
    // One that went to another cell may have answered before.
    if (SaysMoved(opened.status())) {
      co_return co_await FirstAnswer<Reply>(std::move(command), opened.status());
    }
    if (!opened.ok()) co_return opened.status();
    absl::StatusOr<Reply> reply = decide(opened->drafts);
    if (opened->assumed &&
        !(reply.ok() && opened->AllWritten())) {  // what was assumed may be wrong
      fresh = true;
      continue;
    }
    if (!reply.ok()) co_return co_await FirstAnswer<Reply>(std::move(command), reply.status());
    if (!opened->AnyWritten() && !command.LeavesTrace()) co_return reply;
    std::string answer = command.request_key.empty() ? std::string() : reply->SerializeAsString();
    Commit commit = CommitOf(command, std::move(answer));
    std::vector<AggregateCore::Blob> after = Gather(ids, *std::move(opened), commit);
    auto result = co_await core_.Write(std::move(commit));
    Settle(ids, std::move(after), result);
    if (!result.ok()) co_return result.status();
    if (result->outcome == CommitOutcome::kRepeated) co_return ParseStored<Reply>(result->answer);
    if (result->outcome != CommitOutcome::kConflict) co_return reply;
    fresh = true;
  }
  co_return Aborted(kTooMuchContention, "the aggregates changed too often while decided on");
}

template <class State>
template <class Reply>
async::Task<absl::StatusOr<Reply>> Aggregates<State>::Execute(
    Command command, std::string id, std::function<absl::StatusOr<Reply>(Draft<State>&)> decide) {
  std::vector<std::string> ids;
  ids.push_back(std::move(id));
  std::function<absl::StatusOr<Reply>(std::vector<Draft<State>>&)> decide_one =
      [&decide](std::vector<Draft<State>>& drafts) { return decide(drafts.front()); };
  co_return co_await ExecuteMany<Reply>(std::move(command), std::move(ids), std::move(decide_one));
}

}  // namespace motcua::store
