#include "services/reporting/store/testing/postgres.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "services/reporting/store/database.h"

namespace motcua::reporting {
namespace {

constexpr char kPrograms[] = "/usr/lib/postgresql/15/bin/";

// Becomes the user that PostgreSQL runs as. Called in the child.
void DropRoot() {
  if (geteuid() != 0) return;
  const passwd* user = getpwnam("postgres");
  if (user == nullptr || setgid(user->pw_gid) != 0 || initgroups("postgres", user->pw_gid) != 0 ||
      setuid(user->pw_uid) != 0) {
    _exit(126);
  }
}

// Starts a program of PostgreSQL, which ends when this process does.
pid_t Spawn(std::vector<std::string> args, const std::string& folder) {
  args[0] = kPrograms + args[0];
  std::vector<char*> argv;
  for (std::string& arg : args) argv.push_back(arg.data());
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child != 0) return child;
  DropRoot();
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (chdir(folder.c_str()) != 0) _exit(126);
  const int log = open((folder + "/log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (log >= 0) dup2(log, 1), dup2(log, 2);
  execv(argv[0], argv.data());
  _exit(127);
}

bool RunToEnd(std::vector<std::string> args, const std::string& folder) {
  const pid_t child = Spawn(std::move(args), folder);
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

bool GiveToPostgres(const std::string& folder) {
  if (geteuid() != 0) return true;
  const passwd* user = getpwnam("postgres");
  return user != nullptr && chown(folder.c_str(), user->pw_uid, user->pw_gid) == 0;
}

}  // namespace

bool PostgresCluster::Installed() {
  return access((std::string(kPrograms) + "initdb").c_str(), X_OK) == 0;
}

std::unique_ptr<PostgresCluster> PostgresCluster::Start() {
  // A socket's path may have a hundred characters, so the folder's must be short.
  char name[] = "/tmp/motcua-pg-XXXXXX";
  if (mkdtemp(name) == nullptr) return nullptr;
  std::unique_ptr<PostgresCluster> cluster(new PostgresCluster(name));
  if (!GiveToPostgres(name) ||
      !RunToEnd({"initdb", "-D", cluster->folder_ + "/data", "-A", "trust", "-U", "postgres",
                 "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"},
                cluster->folder_) ||
      !cluster->Launch()) {
    std::fprintf(stderr, "PostgreSQL did not start; its log:\n");
    std::system(("cat " + cluster->folder_ + "/log >&2").c_str());
    return nullptr;
  }
  return cluster;
}

PostgresCluster::~PostgresCluster() {
  if (server_ > 0) {
    kill(server_, SIGQUIT);
    waitpid(server_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string PostgresCluster::AddressOf(const std::string& database) const {
  return "postgresql:///" + database + "?user=postgres&host=" + folder_;
}

bool PostgresCluster::Crash() {
  kill(server_, SIGQUIT);
  waitpid(server_, nullptr, 0);
  return Launch();
}

// Without fsync: these tests kill processes, not the machine, and recovery would sync every file.
void PostgresCluster::Serve() {
  server_ =
      Spawn({"postgres", "-D", folder_ + "/data", "-c", "listen_addresses=", "-c",
             "unix_socket_directories=" + folder_, "-c", "shared_buffers=64MB", "-c", "fsync=off"},
            folder_);
}

bool PostgresCluster::Launch() {
  const auto database = Database::FromAddress(AddressOf("postgres"));
  Serve();
  for (int tries = 0; tries < 600; ++tries) {
    if (Connect(*database, Access::kWrite).ok()) return true;
    usleep(50 * 1000);
    // A server that follows a crashed one refuses to start while processes of that one remain.
    if (waitpid(server_, nullptr, WNOHANG) == server_) Serve();
  }
  return false;
}

}  // namespace motcua::reporting
