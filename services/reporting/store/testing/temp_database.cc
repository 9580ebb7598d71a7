#include "services/reporting/store/testing/temp_database.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "services/reporting/store/testing/postgres.h"

namespace motcua::reporting {
namespace {

[[noreturn]] void Die(const std::string& why) {
  std::fprintf(stderr, "TempDatabase: %s\n", why.c_str());
  std::abort();
}

// One cluster for the whole test program, stopped at its end.
PostgresCluster& Cluster() {
  static const std::unique_ptr<PostgresCluster> cluster = PostgresCluster::Start();
  if (cluster == nullptr) Die("PostgreSQL did not start");
  return *cluster;
}

std::string NewPostgresDatabase() {
  static int count = 0;
  const std::string name = "archive" + std::to_string(++count);
  auto sql = Connect(*Database::FromAddress(Cluster().AddressOf("postgres")), Access::kWrite);
  if (!sql.ok()) Die(sql.status().ToString());
  (*sql)->once << "CREATE DATABASE " << name;
  return Cluster().AddressOf(name);
}

}  // namespace

std::vector<std::string> TestBackends() {
  if (PostgresCluster::Installed()) return {"sqlite", "postgresql"};
  return {"sqlite"};
}

TempDatabase::TempDatabase(const std::string& backend) {
  if (backend == "postgresql") {
    address_ = NewPostgresDatabase();
    return;
  }
  char name[] = "/tmp/motcua-archive-XXXXXX";
  if (mkdtemp(name) == nullptr) Die("no temporary folder");
  folder_ = name;
  address_ = "sqlite://" + folder_ + "/archive.db";
}

void TempDatabase::Crash() {
  if (folder_.empty() && !Cluster().Crash()) Die("PostgreSQL did not come back");
}

TempDatabase::~TempDatabase() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace motcua::reporting
