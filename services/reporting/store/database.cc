#include "services/reporting/store/database.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

// The backends' own headers bring sqlite3.h and libpq with them; only their factories are needed.
extern "C" {
soci::backend_factory const* factory_postgresql();
}

namespace soci {
extern "C" backend_factory const* factory_sqlite3();
}  // namespace soci

namespace motcua::reporting {
namespace {

// A second of waiting for another writer is a fault, not contention: there is one archiver.
constexpr char kSqliteBusyTimeout[] = "PRAGMA busy_timeout = 5000";

void PrepareSqlite(soci::session& sql, Access access) {
  sql.once << kSqliteBusyTimeout;
  if (access == Access::kRead) {
    sql.once << "PRAGMA query_only = ON";
    return;
  }
  std::string mode;
  sql.once << "PRAGMA journal_mode = WAL", soci::into(mode);
  sql.once << "PRAGMA synchronous = FULL";
  // Dossiers are touched all over the table: room for their pages, and fewer copies of them from
  // the log into the file (pages of 4 KiB; the cache in KiB).
  sql.once << "PRAGMA wal_autocheckpoint = 10000";
  sql.once << "PRAGMA cache_size = -65536";
}

void PreparePostgresql(soci::session& sql, Access access) {
  sql.once << "SET client_min_messages = warning";
  // Statements here take milliseconds; compiling one takes tens of them.
  sql.once << "SET jit = off";
  // The writer finds rows by key alone. A plan made while the table was small would go on reading
  // all of it.
  if (access == Access::kWrite) sql.once << "SET enable_seqscan = off";
}

}  // namespace

absl::StatusOr<Database> Database::FromAddress(const std::string& address) {
  std::string_view rest = address;
  if (ConsumePrefix(&rest, "sqlite://") && !rest.empty() && rest.find('"') == rest.npos) {
    return Database{Dialect::kSqlite, Cat("db=\"", rest, "\"")};
  }
  if (rest.starts_with("postgresql://") || rest.starts_with("postgres://")) {
    return Database{Dialect::kPostgresql, address};
  }
  return InvalidArgument(kSettingInvalid,
                         "the archive's address is neither sqlite://PATH nor postgresql://…");
}

absl::StatusOr<std::unique_ptr<soci::session>> Connect(const Database& database, Access access) {
  using Result = absl::StatusOr<std::unique_ptr<soci::session>>;
  return CatchSql([&]() -> Result {
    const bool sqlite = database.dialect == Dialect::kSqlite;
    const auto* factory = sqlite ? soci::factory_sqlite3() : ::factory_postgresql();
    auto sql = std::make_unique<soci::session>(*factory, database.connect);
    sqlite ? PrepareSqlite(*sql, access) : PreparePostgresql(*sql, access);
    return sql;
  });
}

absl::Status SqlError(const std::exception& error) {
  const auto* sql_error = dynamic_cast<const soci::soci_error*>(&error);
  // The message of what() repeats the statement with its values; the backend's own words do not.
  const std::string text = sql_error ? sql_error->get_error_message() : error.what();
  if (sql_error && sql_error->get_error_category() == soci::soci_error::constraint_violation) {
    return Internal(kArchiveError, Cat("the archive refused a row: ", text));
  }
  return Unavailable(kArchiveUnavailable, Cat("the archive's database: ", text))
      .RetryAfter(absl::Seconds(1));
}

Snapshot::Snapshot(soci::session& sql, Dialect dialect) : sql_(sql) {
  const bool sqlite = dialect == Dialect::kSqlite;
  sql_.once << (sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

Snapshot::~Snapshot() {
  try {
    sql_.once << "COMMIT";
  } catch (const std::exception&) {
    // Nothing was written; a broken connection is noticed by whoever uses it next.
  }
}

}  // namespace motcua::reporting
