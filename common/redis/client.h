// Redis for coroutines of the io thread: commands are pipelined over several connections, lost
// connections come back by themselves, and nothing ever blocks.
#pragma once

#include <asio/io_context.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/redis/reply.h"

namespace motcua::redis {

// A command with its arguments: {"SET", "key", "value"}. Values may hold any bytes.
using Args = std::vector<std::string>;
using Views = std::vector<std::string_view>;

struct Options {
  std::string address = "127.0.0.1:6379";  // host:port, [v6]:port or unix:/path
  // Redis answers a connection's commands of one read together: several connections make larger
  // groups a disk sync.
  int connections = 8;
  // Longest time from a call to its answer, waiting for a connection included. An answer that is
  // late means the connection hangs: it is dropped, with all calls on it.
  absl::Duration timeout = absl::Seconds(2);
  absl::Duration connect_timeout = absl::Seconds(2);
  std::string user;      // needs a password; empty: Redis's default user
  std::string password;  // empty: no AUTH
};

class Pool;

// Is told what happens, on the io thread: for metrics. Must not call back into the client.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void OnCallStart() {}
  // `command` is the command's name, or the function's for FCALL.
  virtual void OnCallEnd(std::string_view command, const absl::Status& status,
                         absl::Duration latency) {}
  // A connection has answered its first command.
  virtual void OnConnectionUp(int connection) {}
  // A connection that was up is lost, or an attempt to make one failed.
  virtual void OnConnectionDown(int connection, const absl::Status& cause) {}
};

// Connections are shared: no MULTI, SUBSCRIBE or blocking commands here (see Dedicated). Destroy it
// before its io_context. Makes the process ignore SIGPIPE.
class Client {
 public:
  Client(asio::io_context& io, Options options, Observer* observer = nullptr);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // One command, sent at most once. Waits for a connection if there is none. Errors: those of
  // StatusOfError, and UNAVAILABLE kRedisUnavailable with RetryInfo when no answer came; then the
  // command may or may not have taken effect.
  async::Task<absl::StatusOr<Reply>> Call(Args args);
  // The same, for arguments that the caller keeps alive until the call has returned.
  async::Task<absl::StatusOr<Reply>> Call(Views args);

  // For commands that may run twice without harm: tried again, on another connection if need be,
  // while the error is kRedisUnavailable and the timeout has not passed.
  async::Task<absl::StatusOr<Reply>> CallIdempotent(Args args);

  // Loads a library of functions in place of an older one of its name.
  async::Task<absl::Status> LoadLibrary(std::string name, std::string code);

  // A client to the same Redis with one connection of its own, for blocking commands: give BLOCK a
  // shorter time than `timeout`.
  std::unique_ptr<Client> Dedicated(absl::Duration timeout = absl::InfiniteDuration()) const;

  // Some connection is up: its last command was answered in time.
  bool Healthy() const;
  // Calls without an answer yet.
  int InFlight() const;
  // Ends every call at hand with UNAVAILABLE; later calls too. The destructor does it as well.
  void Close();

 private:
  std::shared_ptr<Pool> pool_;
};

}  // namespace motcua::redis
