// A private PostgreSQL for tests: its own cluster in a temporary folder, on a unix socket only.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

namespace motcua::reporting {

class PostgresCluster {
 public:
  // True if the server's programs are installed.
  static bool Installed();

  // Makes and starts a cluster (about two seconds). nullptr if that fails, with the reason on
  // standard error. PostgreSQL refuses to run as root: as root it runs as the user "postgres".
  static std::unique_ptr<PostgresCluster> Start();
  // Stops it and removes the folder.
  ~PostgresCluster();

  // Address of a database of that name in the cluster.
  std::string AddressOf(const std::string& database) const;

  // Ends every server process at once, as a power cut would, and starts again.
  bool Crash();

 private:
  explicit PostgresCluster(std::string folder) : folder_(std::move(folder)) {}

  void Serve();
  bool Launch();

  std::string folder_;
  pid_t server_ = 0;
};

}  // namespace motcua::reporting
