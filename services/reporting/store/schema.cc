#include "services/reporting/store/schema.h"

#include <vector>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// What turns each version of the schema into the next. Written in the common tongue of both
// databases; {key} is the type of a 64-bit primary key, which SQLite wants to be INTEGER to make it
// the table's own order.
const std::vector<std::vector<std::string>>& Migrations() {
  static const auto* const migrations = new std::vector<std::vector<std::string>>{
      {
          "CREATE TABLE archive (only_row INTEGER PRIMARY KEY CHECK (only_row = 1),"
          " id TEXT NOT NULL, stream TEXT NOT NULL, position TEXT NOT NULL,"
          " last_sequence BIGINT NOT NULL)",

          "CREATE TABLE event (sequence {key} PRIMARY KEY, stream_id TEXT NOT NULL,"
          " occur_time BIGINT NOT NULL, dossier_code TEXT NOT NULL, unit_code TEXT NOT NULL,"
          " receiving_unit TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL)",
          "CREATE INDEX event_by_dossier ON event (dossier_code, sequence)",

          "CREATE TABLE dossier (code TEXT PRIMARY KEY, procedure_code TEXT NOT NULL,"
          " field TEXT NOT NULL, receiving_unit TEXT NOT NULL, channel INTEGER NOT NULL,"
          " return_method INTEGER NOT NULL, submit_time BIGINT NOT NULL,"
          " accept_time BIGINT NOT NULL, first_due_time BIGINT NOT NULL, due_time BIGINT NOT NULL,"
          " due_since_time BIGINT NOT NULL, old_due_time BIGINT NOT NULL, stop_time BIGINT NOT "
          "NULL,"
          " resume_time BIGINT NOT NULL, resolve_time BIGINT NOT NULL, resolution INTEGER NOT NULL,"
          " post_time BIGINT NOT NULL, post_end_time BIGINT NOT NULL, close_time BIGINT NOT NULL,"
          " ending INTEGER NOT NULL, submitted INTEGER NOT NULL, accepted INTEGER NOT NULL,"
          " ended INTEGER NOT NULL)",
          // A report reads what was accepted before its end and not resolved before its begin.
          "CREATE INDEX dossier_by_resolution ON dossier (resolve_time, accept_time)",
          "CREATE INDEX dossier_refused ON dossier (submit_time) WHERE ending = 4",

          "CREATE TABLE unit_total (receiving_unit TEXT PRIMARY KEY, dossiers BIGINT NOT NULL,"
          " ended BIGINT NOT NULL, resolved BIGINT NOT NULL, kept BIGINT NOT NULL,"
          " duplicated BIGINT NOT NULL)",
      },
      {
          // Until then a promise changed at most once, so the one before stood from the start.
          "ALTER TABLE dossier ADD COLUMN old_since_time BIGINT NOT NULL DEFAULT 0",
      },
      {
          "ALTER TABLE dossier ADD COLUMN filed_by TEXT NOT NULL DEFAULT ''",
          "ALTER TABLE dossier ADD COLUMN completions INTEGER NOT NULL DEFAULT 0",
          "ALTER TABLE dossier ADD COLUMN supplements INTEGER NOT NULL DEFAULT 0",
          // What the events tell of dossiers archived before; who filed them is in no column.
          "UPDATE dossier SET"
          " completions = (SELECT COUNT(*) FROM event WHERE dossier_code = dossier.code"
          " AND kind = 'completion_requested'),"
          " supplements = (SELECT COUNT(*) FROM event WHERE dossier_code = dossier.code"
          " AND kind = 'supplement_requested')",
          // The hand-back report reads what was filed in its period.
          "CREATE INDEX dossier_by_filing ON dossier (submit_time)",
      }};
  return *migrations;
}

int Newest() { return static_cast<int>(Migrations().size()); }

std::string InDialect(std::string statement, Dialect dialect) {
  const size_t at = statement.find("{key}");
  if (at == std::string::npos) return statement;
  return statement.replace(at, 5, dialect == Dialect::kSqlite ? "INTEGER" : "BIGINT");
}

// 0 for a database without tables. Creates the table of versions, so that two programs that start
// at once wait for each other.
int VersionForUpdate(soci::session& sql, Dialect dialect) {
  sql.once << "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)";
  if (dialect == Dialect::kPostgresql) sql.once << "LOCK TABLE schema_version";
  int version = 0;
  sql.once << "SELECT COALESCE(MAX(version), 0) FROM schema_version", soci::into(version);
  return version;
}

absl::Status TooNew(int version) {
  return FailedPrecondition(kArchiveTooNew, "the archive was made by a later version")
      .With("version", version)
      .With("known", Newest());
}

void Advance(soci::session& sql, Dialect dialect, int from) {
  for (int version = from; version < Newest(); ++version) {
    for (const std::string& statement : Migrations()[version]) {
      sql.once << InDialect(statement, dialect);
    }
  }
  sql.once << "DELETE FROM schema_version";
  sql.once << "INSERT INTO schema_version (version) VALUES (" << Newest() << ")";
}

}  // namespace

absl::Status Migrate(soci::session& sql, Dialect dialect) {
  return CatchSql([&]() -> absl::Status {
    soci::transaction transaction(sql);
    const int version = VersionForUpdate(sql, dialect);
    if (version > Newest()) return TooNew(version);
    if (version < Newest()) Advance(sql, dialect, version);
    transaction.commit();
    return absl::OkStatus();
  });
}

absl::Status CheckSchema(soci::session& sql) {
  return CatchSql([&]() -> absl::Status {
    int version = 0;
    sql.once << "SELECT MAX(version) FROM schema_version", soci::into(version);
    return version == Newest() ? absl::OkStatus() : TooNew(version);
  });
}

}  // namespace motcua::reporting
