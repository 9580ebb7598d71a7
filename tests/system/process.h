// A child process of a test, with its output in a file.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace motcua {

class Process {
 public:
  // `command` as for execvp; output is appended to `log`.
  Process(std::vector<std::string> command, std::string log);
  // Kills it if it runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Starts it unless it runs; `more` are added to its arguments. It dies with the test.
  void Start(const std::vector<std::string>& more = {});
  // Kills it as a power cut would, and waits until it is gone.
  void Kill9();
  // Sends SIGTERM and waits until it is gone; its exit code, or -1 if a signal ended it.
  int Terminate();
  // False when it has not been started, or has ended.
  bool Runs();
  // The end of its output.
  std::string LogTail(size_t bytes = 6000) const;

 private:
  int Wait();

  const std::vector<std::string> command_;
  const std::string log_;
  pid_t pid_ = 0;
};

// `count` ports of the loopback address that nobody listens on, below those that outgoing
// connections take.
std::vector<int> FreePorts(int count);

}  // namespace motcua
