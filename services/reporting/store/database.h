// A connection to the archive's database, by address; what SOCI throws as statuses.
//
// Addresses: "sqlite:///var/lib/motcua/archive.db" (a path relative to the working directory with
// two slashes: "sqlite://var/archive.db"), or "postgresql://user:password@host:port/database".
// An address may hold a password: it never appears in an error or a log.
#pragma once

#include <exception>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "soci/soci.h"

namespace motcua::reporting {

enum class Dialect { kSqlite, kPostgresql };

struct Database {
  Dialect dialect = Dialect::kSqlite;
  std::string connect;  // as the backend wants it

  // INVALID_ARGUMENT(SETTING_INVALID): neither form.
  static absl::StatusOr<Database> FromAddress(const std::string& address);
};

enum class Access { kRead, kWrite };

// Connects. SQLite files are in WAL mode, so that readers never wait for the writer, and each
// commit is on disk before it returns. UNAVAILABLE(ARCHIVE_UNAVAILABLE): no such server, file
// cannot be opened.
absl::StatusOr<std::unique_ptr<soci::session>> Connect(const Database& database, Access access);

// UNAVAILABLE(ARCHIVE_UNAVAILABLE), or INTERNAL(ARCHIVE_ERROR) when a constraint was violated,
// which no correct program does.
absl::Status SqlError(const std::exception& error);

// Runs a function that returns a Status or StatusOr and may throw what SOCI throws.
template <class Run>
auto CatchSql(Run run) -> decltype(run()) {
  try {
    return run();
  } catch (const std::exception& error) {
    return SqlError(error);
  }
}

// Statements that see the database as of one instant; ends with the object.
class Snapshot {
 public:
  Snapshot(soci::session& sql, Dialect dialect);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  soci::session& sql_;
};

}  // namespace motcua::reporting
