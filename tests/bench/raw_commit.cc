#include "tests/bench/raw_commit.h"

#include <hiredis.h>

#include <chrono>
#include <memory>
#include <vector>

#include "common/base/strings.h"
#include "common/store/function_library.h"
#include "common/store/keys.h"

namespace motcua::bench {
namespace {

using Connection = std::unique_ptr<redisContext, decltype(&redisFree)>;

double Now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// As the store's own encoding of a submitted dossier: see functions/commit.lua.
class CommitMaker {
 public:
  void Append(redisContext* connection) {
    const std::string id = Cat("raw-", ++serial_);
    const std::vector<std::string> args = {
        "FCALL", "motcua_commit_v1", "5", keys_.Request("bench", "raw", id), keys_.Events(),
        keys_.Events(), keys_.Aggregate("raw", id), keys_.Index("raw", "866/SUBMITTED"),
        "0123456789abcdef", answer_, "600", "", "",
        "1", "4", "", state_,
        "1", id, "0", "5", "1674032400000",
        "1", event_, "0"};
    std::vector<const char*> data;
    std::vector<size_t> sizes;
    for (const std::string& arg : args) {
      data.push_back(arg.data());
      sizes.push_back(arg.size());
    }
    redisAppendCommandArgv(connection, static_cast<int>(args.size()), data.data(), sizes.data());
  }

 private:
  store::Keys keys_{"bench"};
  std::string state_ = "0000000001" + std::string(1500, 's');
  std::string event_ = std::string(300, 'e');
  std::string answer_ = std::string(60, 'a');
  int64_t serial_ = 0;
};

absl::Status Flush(redisContext* connection) {
  for (int done = 0; !done;) {
    if (redisBufferWrite(connection, &done) != REDIS_OK) {
      return absl::UnavailableError(connection->errstr);
    }
  }
  return absl::OkStatus();
}

absl::Status TakeReply(redisContext* connection) {
  void* raw = nullptr;
  if (redisGetReply(connection, &raw) != REDIS_OK) {
    return absl::UnavailableError(connection->errstr);
  }
  std::unique_ptr<redisReply, decltype(&freeReplyObject)> reply(static_cast<redisReply*>(raw),
                                                                &freeReplyObject);
  if (reply->type == REDIS_REPLY_ERROR) return absl::InternalError(reply->str);
  if (reply->type == REDIS_REPLY_ARRAY && std::string_view(reply->element[0]->str) != "DONE") {
    return absl::InternalError(reply->element[0]->str);
  }
  return absl::OkStatus();
}

absl::Status LoadFunctions(redisContext* connection) {
  std::string_view code = store::FunctionLibrary();
  redisAppendCommand(connection, "FUNCTION LOAD REPLACE %b", code.data(), code.size());
  return TakeReply(connection);
}

}  // namespace

// All connections are filled, then answered, in turn: while one waits for its disk sync the others'
// commits gather for the next.
absl::StatusOr<double> RunRawCommit(const RawCommitOptions& options) {
  std::vector<Connection> connections;
  for (int i = 0; i < options.connections; ++i) {
    connections.emplace_back(redisConnectUnix(options.socket.c_str()), &redisFree);
    if (connections.back() == nullptr || connections.back()->err != 0) {
      return absl::UnavailableError(Cat("no Redis at ", options.socket));
    }
  }
  if (auto loaded = LoadFunctions(connections[0].get()); !loaded.ok()) return loaded;
  CommitMaker maker;
  auto fill = [&](redisContext* connection) {
    for (int i = 0; i < options.depth; ++i) maker.Append(connection);
    return Flush(connection);
  };
  for (auto& connection : connections) {
    if (auto sent = fill(connection.get()); !sent.ok()) return sent;
  }
  const double start = Now();
  int64_t commits = 0;
  while (Now() - start < options.seconds) {
    for (auto& connection : connections) {
      for (int i = 0; i < options.depth; ++i) {
        if (auto taken = TakeReply(connection.get()); !taken.ok()) return taken;
      }
      commits += options.depth;
      if (auto sent = fill(connection.get()); !sent.ok()) return sent;
    }
  }
  return static_cast<double>(commits) / (Now() - start);
}

}  // namespace motcua::bench
