#include "common/testing/redis_server.h"

#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

namespace motcua {
namespace {

[[noreturn]] void Die(const std::string& what, const std::string& directory) {
  fprintf(stderr, "redis-server: %s; its log is in %s/redis.log\n", what.c_str(),
          directory.c_str());
  abort();
}

std::string MakeDirectory() {
  // Socket paths are limited to 107 bytes: a deep TMPDIR would not do.
  char path[] = "/tmp/motcua-redis-XXXXXX";
  if (mkdtemp(path) == nullptr) Die("cannot make a directory", path);
  return path;
}

std::vector<std::string> CommandLine(const RedisServer::Options& options,
                                     const std::string& directory, const std::string& socket) {
  std::vector<std::string> line = {"redis-server",
                                   "--port",
                                   "0",
                                   "--unixsocket",
                                   socket,
                                   "--dir",
                                   directory,
                                   "--logfile",
                                   directory + "/redis.log",
                                   "--save",
                                   "",
                                   "--daemonize",
                                   "no",
                                   "--appendonly",
                                   options.append_only ? "yes" : "no",
                                   "--appendfsync",
                                   "always",
                                   "--loglevel",
                                   "warning"};
  line.insert(line.end(), options.arguments.begin(), options.arguments.end());
  return line;
}

// Runs the program as a child that dies with this process.
pid_t Spawn(std::vector<std::string> line) {
  std::vector<char*> argv;
  for (std::string& word : line) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid != 0) return pid;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int null = open("/dev/null", O_RDWR);
  dup2(null, STDIN_FILENO);
  dup2(null, STDOUT_FILENO);
  execvp(argv[0], argv.data());
  _exit(127);
}

using Context = std::unique_ptr<redisContext, void (*)(redisContext*)>;

// The text of the answer to a command without arguments; "" if there is none.
std::string Ask(const std::string& socket, const char* command) {
  const timeval second = {1, 0};
  Context context(redisConnectUnixWithTimeout(socket.c_str(), second), redisFree);
  if (context == nullptr || context->err != 0) return "";
  redisSetTimeout(context.get(), second);
  auto* reply = static_cast<redisReply*>(redisCommand(context.get(), command));
  if (reply == nullptr) return "";
  std::string text = reply->str != nullptr ? reply->str : "";
  freeReplyObject(reply);
  return text;
}

template <typename Condition>
bool Poll(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace

RedisServer::RedisServer(Options options)
    : options_(std::move(options)), directory_(MakeDirectory()) {
  Start();
}

RedisServer::~RedisServer() {
  Kill9();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

bool RedisServer::Answers() const { return Ask(socket_path(), "PING") == "PONG"; }

void RedisServer::Start() {
  if (pid_ != 0) return;
  pid_ = Spawn(CommandLine(options_, directory_, socket_path()));
  const bool up = Poll([this] {
    if (waitpid(pid_, nullptr, WNOHANG) != 0) Die("it ended at once", directory_);
    return Answers();
  });
  if (!up) Die("it does not answer", directory_);
}

void RedisServer::Kill9() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

void RedisServer::Restart() {
  Kill9();
  Start();
}

void RedisServer::Stop() {
  kill(pid_, SIGSTOP);
  int status = 0;
  if (waitpid(pid_, &status, WUNTRACED) != pid_ || !WIFSTOPPED(status)) {
    Die("it does not stop", directory_);
  }
}

void RedisServer::Continue() { kill(pid_, SIGCONT); }

void RedisServer::Flush() {
  if (Ask(socket_path(), "FLUSHALL") != "OK") Die("it does not flush", directory_);
  if (Ask(socket_path(), "FUNCTION FLUSH") != "OK") Die("it does not flush", directory_);
}

}  // namespace motcua
