#include "common/store/commit.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "common/base/strings.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/store/function_library.h"
#include "common/store/inbox.h"

namespace motcua::store {
namespace {

constexpr absl::Duration kAnswersKept = absl::Hours(7 * 24);
constexpr absl::Duration kSerialsKept = absl::Hours(7 * 24);
constexpr size_t kFingerprintLength = 16;

std::string Seconds(absl::Duration d) { return Cat(absl::ToInt64Seconds(d)); }

// A counter of one day goes when the day is long past; one without a day must never begin again.
absl::Duration SerialsKeptFor(std::string_view name) {
  return name.find('/') == std::string_view::npos ? absl::ZeroDuration() : kSerialsKept;
}

// As the functions compare it: '' for an absent aggregate.
std::string StoredVersion(int64_t version) {
  return version == 0 ? std::string() : absl::StrFormat("%010d", version);
}

// The keys and arguments of an FCALL, in the making.
class CallBuilder {
 public:
  explicit CallBuilder(std::string_view function) : function_(function) {}

  // Position of `key` among KEYS, from 1; added if new.
  std::string KeyPosition(std::string_view key) {
    const auto [found, is_new] = positions_.try_emplace(std::string(key), keys_.size() + 1);
    if (is_new) keys_.emplace_back(key);
    return Cat(found->second);
  }
  // The key at the next position; one of the same name need not be looked for.
  void AddKey(std::string key) {
    positions_.try_emplace(key, keys_.size() + 1);
    keys_.push_back(std::move(key));
  }
  void AddArg(std::string arg) { args_.push_back(std::move(arg)); }

  redis::Args Build() && {
    redis::Args call;
    call.reserve(3 + keys_.size() + args_.size());
    call.emplace_back("FCALL");
    call.push_back(std::move(function_));
    call.push_back(Cat(keys_.size()));
    for (auto& key : keys_) call.push_back(std::move(key));
    for (auto& arg : args_) call.push_back(std::move(arg));
    return call;
  }

 private:
  std::string function_;
  std::vector<std::string> keys_;
  absl::flat_hash_map<std::string, size_t> positions_;
  std::vector<std::string> args_;
};

void AddAggregates(std::vector<AggregateWrite> aggregates, CallBuilder& call) {
  call.AddArg(Cat(aggregates.size()));
  for (AggregateWrite& write : aggregates) {
    call.AddArg(call.KeyPosition(write.key));
    call.AddArg(StoredVersion(write.expected_version));
    call.AddArg(write.leaves ? std::string()
                             : Cat(StoredVersion(write.next_version()), write.state));
  }
}

void AddMoves(std::vector<Move> moves, CallBuilder& call) {
  call.AddArg(Cat(moves.size()));
  for (Move& move : moves) {
    call.AddArg(std::move(move.member));
    call.AddArg(move.from.empty() ? "0" : call.KeyPosition(move.from));
    const std::string to = move.to.empty() ? "0" : call.KeyPosition(move.to);
    call.AddArg(move.exclusive ? Cat("-", to) : to);
    call.AddArg(Cat(static_cast<int64_t>(move.score)));
  }
}

void AddEvents(const std::vector<event::v1::Event>& events, const Keys& keys, CallBuilder& call) {
  call.AddArg(Cat(events.size()));
  for (const event::v1::Event& event : events) {
    call.AddArg(event.SerializeAsString());
    auto listeners = ListenersOf(event);
    call.AddArg(Cat(listeners.size()));
    for (std::string_view service : listeners) {
      call.AddArg(call.KeyPosition(keys.Inbox(service)));
    }
  }
}

redis::Args EncodeCommit(Commit commit, const Keys& keys) {
  CallBuilder call("motcua_commit_v1");
  const std::string events = keys.Events();
  call.AddKey(commit.request_key.empty() ? events : std::move(commit.request_key));
  call.AddKey(events);
  call.AddKey(commit.reacts_to.id.empty() ? events : std::move(commit.reacts_to.inbox));
  call.AddArg(std::move(commit.fingerprint));
  call.AddArg(std::move(commit.answer));
  call.AddArg(Seconds(kAnswersKept));
  call.AddArg(std::move(commit.reacts_to.group));
  call.AddArg(std::move(commit.reacts_to.id));
  AddAggregates(std::move(commit.aggregates), call);
  AddMoves(std::move(commit.moves), call);
  AddEvents(commit.events, keys, call);
  return std::move(call).Build();
}

Error RequestIdReused() {
  return InvalidArgument(kRequestIdReused, "request_id was used for another request")
      .Field("request_id", "was used for another request in the last seven days");
}

// The one table from a function's outcome word to what the program does about it.
absl::StatusOr<CommitResult> ToResult(redis::Reply reply) {
  if (reply.items.empty()) return Internal(kRedisError, "a commit gave no outcome");
  const std::string& word = reply.items[0].text;
  if (word == "DONE") return CommitResult{CommitOutcome::kDone, ""};
  if (word == "CONFLICT") return CommitResult{CommitOutcome::kConflict, ""};
  if (word == "HANDLED") return CommitResult{CommitOutcome::kHandled, ""};
  if (word == "REUSED") return RequestIdReused();
  if (word == "REPEATED" && reply.items.size() == 2) {
    return CommitResult{CommitOutcome::kRepeated, std::move(reply.items[1].text)};
  }
  return Internal(kRedisError, Cat("a commit gave an unknown outcome: ", word));
}

bool LibraryIsMissing(const absl::Status& status) {
  return ReasonOf(status) == kRedisFunctionMissing;
}

}  // namespace

async::Task<absl::Status> Committer::LoadFunctions() {
  std::string name(kFunctionLibraryName);
  std::string code(FunctionLibrary());
  co_return co_await redis_.LoadLibrary(std::move(name), std::move(code));
}

// A Redis that lost its functions (restored without them) gets them again, once a call.
async::Task<absl::StatusOr<redis::Reply>> Committer::Call(redis::Args args) {
  redis::Args again;
  auto reply = co_await redis_.Call(args);
  if (reply.ok() || !LibraryIsMissing(reply.status())) co_return reply;
  MOTCUA_CO_RETURN_IF_ERROR(co_await LoadFunctions());
  co_return co_await redis_.Call(std::move(args));
}

async::Task<absl::StatusOr<CommitResult>> Committer::Run(Commit commit) {
  if (address_) std::ranges::for_each(commit.events, address_);
  redis::Args args = EncodeCommit(std::move(commit), keys_);
  auto reply = co_await Call(std::move(args));
  if (!reply.ok()) co_return reply.status();
  co_return ToResult(*std::move(reply));
}

async::Task<absl::StatusOr<std::string>> Committer::Answer(std::string request_key,
                                                           std::string fingerprint) {
  redis::Args args;
  args.emplace_back("GET");
  args.push_back(std::move(request_key));
  auto reply = co_await redis_.CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  if (reply->kind == redis::Reply::Kind::kNil) co_return absl::NotFoundError("not answered yet");
  std::string_view kept = reply->text;
  if (kept.substr(0, kFingerprintLength) != fingerprint) co_return RequestIdReused();
  co_return std::string(kept.substr(kFingerprintLength));
}

async::Task<absl::StatusOr<int64_t>> Committer::ReserveSerials(std::string name, int count) {
  CallBuilder call("motcua_reserve_v1");
  call.AddKey(keys_.Serial(name));
  call.AddArg(Cat(count));
  call.AddArg(Seconds(SerialsKeptFor(name)));
  redis::Args args = std::move(call).Build();
  auto reply = co_await Call(std::move(args));
  if (!reply.ok()) co_return reply.status();
  if (reply->items.size() != 2) co_return Internal(kRedisError, "no serials were reserved");
  co_return reply->items[1].integer - count + 1;
}

async::Task<absl::Status> Committer::Acknowledge(InboxEntry entry) {
  CallBuilder call("motcua_acknowledge_v1");
  call.AddKey(std::move(entry.inbox));
  call.AddArg(std::move(entry.group));
  call.AddArg(std::move(entry.id));
  redis::Args args = std::move(call).Build();
  auto reply = co_await Call(std::move(args));
  co_return reply.status();
}

async::Task<absl::Status> Committer::Deliver(std::string mark, std::string inbox,
                                             std::string event) {
  CallBuilder call("motcua_deliver_v1");
  call.AddKey(std::move(mark));
  call.AddKey(std::move(inbox));
  call.AddArg(std::move(event));
  call.AddArg(Seconds(kAnswersKept));
  redis::Args args = std::move(call).Build();
  auto reply = co_await Call(std::move(args));
  co_return reply.status();
}

async::Task<absl::Status> Committer::Bury(InboxEntry entry, std::string event,
                                          std::string reason) {
  CallBuilder call("motcua_bury_v1");
  call.AddKey(std::move(entry.inbox));
  call.AddKey(keys_.DeadLetters(entry.group));
  call.AddArg(std::move(entry.group));
  call.AddArg(std::move(entry.id));
  call.AddArg(std::move(event));
  call.AddArg(std::move(reason));
  redis::Args args = std::move(call).Build();
  auto reply = co_await Call(std::move(args));
  co_return reply.status();
}

}  // namespace motcua::store
