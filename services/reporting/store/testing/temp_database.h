// An empty database for one test, of each kind the archive can use.
#pragma once

#include <string>
#include <vector>

#include "services/reporting/store/database.h"

namespace motcua::reporting {

// "sqlite", and "postgresql" where its server is installed.
std::vector<std::string> TestBackends();

class TempDatabase {
 public:
  // Ends the process if it cannot be made.
  explicit TempDatabase(const std::string& backend);
  ~TempDatabase();
  TempDatabase(const TempDatabase&) = delete;
  TempDatabase& operator=(const TempDatabase&) = delete;

  const std::string& address() const { return address_; }
  // Cuts every connection, as a crash of the server does, and has it running again.
  void Crash();
  Database database() const { return *Database::FromAddress(address_); }

 private:
  std::string folder_;  // of the SQLite file; empty for PostgreSQL
  std::string address_;
};

}  // namespace motcua::reporting
