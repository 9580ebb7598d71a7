// Load → decide → commit, for the aggregates of one kind.
//
// A service's commands and its reactions to events run through Execute alike: the decision is a
// plain function of the aggregate's state; everything else (versions, retries, repeated requests,
// places, events, the inbox) is here.
#pragma once

#include <algorithm>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/store/commit.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::store {

// Who asks, and how a repetition is recognised. Default: a timer's or worker's own command.
struct Command {
  std::string request_key;  // Keys::Request; empty for reactions and workers
  std::string fingerprint;  // Fingerprint(request)
  InboxEntry reacts_to;     // for reactions
  bool creates = false;     // the id was never used: nothing is read before deciding

  // Whether something is written even where no aggregate changes: the answer under its request, or
  // the event taken out.
  bool LeavesTrace() const { return !request_key.empty() || !reacts_to.id.empty(); }
};

// 16 characters that differ when requests differ.
std::string Fingerprint(const google::protobuf::Message& request);

// A command of an RPC: repeatable by request_id.
template <class Request>
Command CommandOf(const Keys& keys, std::string_view service, std::string_view caller,
                  const Request& request) {
  return Command{.request_key = keys.Request(service, caller, request.request_id()),
                 .fingerprint = Fingerprint(request)};
}

// The commit of a command, of which nothing is decided yet.
Commit CommitOf(const Command& command, std::string answer);

template <class One, class Many>
class Together;

// What a decision reads and changes.
template <class State>
struct Draft {
  State state;
  int64_t version = 0;  // 0: is not in Redis
  std::vector<event::v1::Event> events;
  bool changed = false;  // writes the state although no event of this service tells of it
  bool leaves = false;   // deletes it: it is kept elsewhere
  // The version at which it left, when `state` comes back from where it was kept: versions go on
  // from there.
  int64_t left_version = 0;

  bool writes() const { return changed || leaves || !events.empty(); }
  bool exists() const { return version > 0 || left_version > 0; }
  int64_t next_version() const { return std::max(version, left_version) + 1; }
};

template <class State>
struct Versioned {
  std::shared_ptr<const State> state;
  int64_t version = 0;
};

// The untyped part: redis access, shared by all kinds.
class AggregateCore {
 public:
  AggregateCore(Committer& committer, std::string kind, CommitObserver* observer);

  struct Blob {
    std::string state;
    int64_t version = 0;  // 0: absent
  };
  async::Task<absl::StatusOr<Blob>> Read(std::string id);
  async::Task<absl::StatusOr<std::vector<Blob>>> ReadMany(std::vector<std::string> ids);
  async::Task<absl::StatusOr<CommitResult>> Write(Commit commit);
  std::string KeyOf(std::string_view id) const;
  Committer& committer() { return committer_; }

 private:
  Committer& committer_;
  std::string kind_;
  CommitObserver* observer_;
};

// Aggregates of one kind, in the hands of their owner service. All on the io thread.
template <class State>
class Aggregates {
 public:
  // Where an aggregate's members stand, given its state; the only source of queue membership.
  using PlacesOf = std::function<std::vector<Place>(const State&)>;

  // `kind` as in Keys::Aggregate. `cache_size`: how many states are remembered as a hint.
  Aggregates(Committer& committer, std::string kind, PlacesOf places_of,
             CommitObserver* observer = nullptr, size_t cache_size = 20000);

  // The state as stored now, read from Redis. NOT_FOUND without a reason word: the caller knows
  // what is missing and says so.
  async::Task<absl::StatusOr<Versioned<State>>> Load(std::string id);

  // Many at once; absent ones, and those that went to another cell, have version 0 and a null
  // state.
  async::Task<absl::StatusOr<std::vector<Versioned<State>>>> LoadMany(std::vector<std::string> ids);

  // Runs `decide` on the aggregate (a fresh State with version 0 if it does not exist) and commits
  // what it changed. `decide` may run several times and must only touch its draft. A decision that
  // neither adds events nor sets `changed` leaves the aggregate alone; its reply is remembered under
  // the request_id, and a reaction's event is taken out, all the same. A refusal of what an earlier
  // call with the same request_id did becomes that call's answer. Replies are protobuf messages
  // (google.protobuf.Empty for none).
  template <class Reply>
  async::Task<absl::StatusOr<Reply>> Execute(
      Command command, std::string id, std::function<absl::StatusOr<Reply>(Draft<State>&)> decide);

  // The same for several aggregates in one commit: all of it happens or nothing. `ids` differ from
  // each other; the drafts come in their order. A draft left alone is neither written nor checked
  // against others' changes.
  template <class Reply>
  async::Task<absl::StatusOr<Reply>> ExecuteMany(
      Command command, std::vector<std::string> ids,
      std::function<absl::StatusOr<Reply>(std::vector<Draft<State>>&)> decide);

  Committer& committer() { return core_.committer(); }
  // For moving to another cell and back, which is no decision of the domain.
  AggregateCore& core() { return core_; }
  std::vector<Place> PlacesFor(const State& state) const { return places_of_(state); }
  // Forgets what is remembered of it.
  void Forget(const std::string& id);

 private:
  // A state last seen, as stored. Bytes, not messages: twenty thousand message trees cost more to
  // keep and free than to parse again.
  struct Remembered {
    AggregateCore::Blob blob;
    std::list<std::string>::iterator recency;
  };
  // Aggregates before a decision, and what it makes of them.
  struct Opened {
    std::vector<Draft<State>> drafts;
    std::vector<std::vector<Place>> places;  // before the decision
    bool assumed = false;                    // some were remembered, or taken to be absent

    bool AllWritten() const { return std::ranges::all_of(drafts, &Draft<State>::writes); }
    bool AnyWritten() const { return std::ranges::any_of(drafts, &Draft<State>::writes); }
  };
  template <class One, class Many>
  friend class Together;

  async::Task<absl::StatusOr<std::vector<AggregateCore::Blob>>> Fetch(std::vector<std::string> ids);
  async::Task<absl::StatusOr<Opened>> Open(std::vector<std::string> ids, bool creates, bool fresh);
  std::vector<AggregateCore::Blob> Gather(const std::vector<std::string>& ids, Opened opened,
                                          Commit& commit) const;
  void Settle(const std::vector<std::string>& ids, std::vector<AggregateCore::Blob> after,
              const absl::StatusOr<CommitResult>& result);
  template <class Reply>
  async::Task<absl::StatusOr<Reply>> FirstAnswer(Command command, absl::Status refusal);
  void Remember(const std::string& id, AggregateCore::Blob blob);

  AggregateCore core_;
  PlacesOf places_of_;
  size_t cache_size_;
  absl::flat_hash_map<std::string, Remembered> cache_;
  std::list<std::string> recent_;  // most recent first
};

}  // namespace motcua::store

#include "common/store/aggregates_inl.h"
