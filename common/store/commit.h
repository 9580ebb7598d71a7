// The one way to change anything: a commit, which Redis does whole or not at all.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/redis/client.h"
#include "common/store/keys.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::store {

// An event in a service's inbox; a commit that reacts to it also takes it out.
struct InboxEntry {
  std::string inbox;  // key of the inbox stream
  std::string group;  // the service
  std::string id;     // stream id; empty: no event is being reacted to
};

// Membership of `member` in the sorted set `key`: a queue, a lease, a timer, an index.
struct Place {
  std::string key;
  std::string member;
  double score = 0;  // milliseconds since the epoch
  // The member is no id but something only one aggregate can have (a place of a postman's round):
  // entering is refused also for an aggregate that does not exist yet when the member is there.
  bool exclusive = false;
  bool operator==(const Place&) const = default;
};

// What an aggregate was and becomes.
struct AggregateWrite {
  std::string key;
  int64_t expected_version = 0;  // 0: must not exist
  std::string state;             // serialized; its version becomes the next
  bool leaves = false;           // it is deleted instead
  int64_t left_version = 0;      // at which it left before, if it comes back

  int64_t next_version() const { return std::max(expected_version, left_version) + 1; }
};

// A change of places. Each move is refused unless the member is where it was read: in `from`
// (if given), and not in `to` when `from` is empty.
struct Move {
  std::string member;
  std::string from;  // key, or empty: enters
  std::string to;    // key, or empty: leaves; equal to from: only the score changes
  double score = 0;
  bool exclusive = false;  // as Place's
};

// Everything one decision changes.
struct Commit {
  std::string request_key;  // empty: not repeatable by request_id
  std::string fingerprint;  // of the request; 16 characters when request_key is given
  std::string answer;       // serialized response, kept under request_key
  InboxEntry reacts_to;
  std::vector<AggregateWrite> aggregates;
  std::vector<Move> moves;
  std::vector<event::v1::Event> events;
};

enum class CommitOutcome {
  kDone,
  kRepeated,  // this request was answered before; `answer` is that answer
  kConflict,  // an aggregate or a member is not as it was read; reload and decide again
  kHandled,   // the inbox event was already taken out: someone else reacted to it
};

struct CommitResult {
  CommitOutcome outcome = CommitOutcome::kDone;
  std::string answer;  // with kRepeated
};

// Called for each commit, for metrics.
class CommitObserver {
 public:
  virtual ~CommitObserver() = default;
  virtual void OnCommit(std::string_view kind, CommitOutcome outcome, absl::Duration elapsed) = 0;
};

// Moves that turn `before` into `after`. A member may be in several sets; each set is compared on
// its own, and a member that leaves one set and enters another becomes one move.
std::vector<Move> MovesBetween(std::vector<Place> before, std::vector<Place> after);

// Runs the functions of common/store/functions. The only caller of FCALL.
class Committer {
 public:
  Committer(redis::Client& redis, Keys keys) : redis_(redis), keys_(std::move(keys)) {}

  // Loads the function library; call once before the first commit.
  async::Task<absl::Status> LoadFunctions();

  // Commits. An error means: unknown whether it happened (UNAVAILABLE), or a fault of the program
  // (INTERNAL). INVALID_ARGUMENT REQUEST_ID_REUSED: the request_id was used for another request.
  async::Task<absl::StatusOr<CommitResult>> Run(Commit commit);

  // The stored answer of a request, if there is one; NOT_FOUND otherwise.
  async::Task<absl::StatusOr<std::string>> Answer(std::string request_key, std::string fingerprint);

  // Takes the next `count` serials under `name`; returns the first of them. Serials start at 1,
  // rise, and never repeat; those of a caller that dies are skipped.
  async::Task<absl::StatusOr<int64_t>> ReserveSerials(std::string name, int count);

  // Takes an inbox event out without effect.
  async::Task<absl::Status> Acknowledge(InboxEntry entry);

  // Puts an event that another cell passed on into an inbox of this one, once a `mark`. It is not
  // part of this cell's stream.
  async::Task<absl::Status> Deliver(std::string mark, std::string inbox, std::string event);

  // Moves an inbox event to the dead letters, with the reason.
  async::Task<absl::Status> Bury(InboxEntry entry, std::string event, std::string reason);

  // Is shown each event before it is committed, and may say in it whom it is for; of a service that
  // tells others of its events.
  void AddressEventsBy(std::function<void(event::v1::Event&)> address) {
    address_ = std::move(address);
  }

  redis::Client& redis() { return redis_; }
  const Keys& keys() const { return keys_; }

 private:
  async::Task<absl::StatusOr<redis::Reply>> Call(redis::Args args);

  redis::Client& redis_;
  Keys keys_;
  std::function<void(event::v1::Event&)> address_;
};

}  // namespace motcua::store
