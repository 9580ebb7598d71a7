#include "tests/system/process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <utility>

namespace motcua {
namespace {

bool PortIsFree(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool free = bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  close(socket);
  return free;
}

}  // namespace

Process::Process(std::vector<std::string> command, std::string log)
    : command_(std::move(command)), log_(std::move(log)) {}

Process::~Process() { Kill9(); }

void Process::Start(const std::vector<std::string>& more) {
  if (Runs()) return;
  std::vector<std::string> line = command_;
  line.insert(line.end(), more.begin(), more.end());
  std::vector<char*> argv;
  for (std::string& word : line) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = fork();
  if (pid_ != 0) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int log = open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
  execvp(argv[0], argv.data());
  _exit(127);
}

int Process::Wait() {
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void Process::Kill9() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  Wait();
}

int Process::Terminate() {
  if (pid_ == 0) return -1;
  kill(pid_, SIGTERM);
  return Wait();
}

bool Process::Runs() {
  if (pid_ == 0) return false;
  if (waitpid(pid_, nullptr, WNOHANG) == 0) return true;
  pid_ = 0;
  return false;
}

std::string Process::LogTail(size_t bytes) const {
  std::ifstream file(log_, std::ios::binary);
  file.seekg(0, std::ios::end);
  const size_t size = std::max<std::streamoff>(file.tellg(), 0);
  std::string tail(std::min(bytes, size), '\0');
  file.seekg(-static_cast<std::streamoff>(tail.size()), std::ios::end);
  file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  return tail;
}

std::vector<int> FreePorts(int count) {
  std::random_device random;
  std::vector<int> ports;
  for (int port = 18000 + static_cast<int>(random() % 12000); std::ssize(ports) < count; ++port) {
    if (PortIsFree(port)) ports.push_back(port);
  }
  return ports;
}

}  // namespace motcua
