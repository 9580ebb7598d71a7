// A real Redis for tests.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace motcua {

// A redis-server child on a unix socket in a directory of its own, gone with the object. Every
// member ends the test process if the server does not do as asked within ten seconds.
class RedisServer {
 public:
  struct Options {
    bool append_only = false;  // keep data over Kill9 + Start, each write on disk when answered
    std::vector<std::string> arguments;  // more of redis-server's, as {"--maxmemory", "10mb"}
  };

  RedisServer() : RedisServer(Options{}) {}
  explicit RedisServer(Options options);
  ~RedisServer();
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  // For redis::Options.address.
  std::string address() const { return "unix:" + socket_path(); }
  std::string socket_path() const { return directory_ + "/redis.sock"; }
  const std::string& directory() const { return directory_; }
  pid_t pid() const { return pid_; }

  // Starts the server unless it runs, and waits until it answers.
  void Start();
  // Kills it as a power cut would, and waits until it is gone.
  void Kill9();
  void Restart();
  // Makes it hang, and go on.
  void Stop();
  void Continue();
  // Empties it: data and functions.
  void Flush();

 private:
  bool Answers() const;

  const Options options_;
  std::string directory_;
  pid_t pid_ = 0;
};

}  // namespace motcua
