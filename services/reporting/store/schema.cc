#include "services/reporting/store/schema.h"

#include "absl/strings/str_replace.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/reporting/store/migrations.h"

namespace motcua::reporting {
namespace {

// The first version whose table of versions says which programs may use the archive.
constexpr int kSaysWhoMayUse = 4;

std::string InDialect(const std::string& statement, Dialect dialect) {
  const bool sqlite = dialect == Dialect::kSqlite;
  return absl::StrReplaceAll(statement, {{"{key}", sqlite ? "INTEGER" : "BIGINT"},
                                         {"{clustered}", sqlite ? "WITHOUT ROWID" : ""}});
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

// The last contraction up to `version`.
int UsableFrom(int version) {
  while (version > 0 && !Migrations()[version - 1].contraction) --version;
  return version;
}

absl::Status TooNew(int version) {
  return FailedPrecondition(kArchiveTooNew, "the archive was made by a later version")
      .With("version", version)
      .With("known", NewestSchema());
}

// Of an archive that a later program migrated.
absl::Status CheckUsable(soci::session& sql, int version) {
  int usable_from = 0;
  sql.once << "SELECT MAX(usable_from) FROM schema_version", soci::into(usable_from);
  return usable_from <= NewestSchema() ? absl::OkStatus() : TooNew(version);
}

void Record(soci::session& sql, int version) {
  sql.once << "DELETE FROM schema_version";
  if (version < kSaysWhoMayUse) {
    sql.once << "INSERT INTO schema_version (version) VALUES (" << version << ")";
    return;
  }
  sql.once << "INSERT INTO schema_version (version, usable_from) VALUES (" << version << ", "
           << UsableFrom(version) << ")";
}

// Takes one step. True: there may be more.
absl::StatusOr<bool> Step(soci::session& sql, Dialect dialect, int to) {
  soci::transaction transaction(sql);
  const int version = VersionForUpdate(sql, dialect);
  if (version > NewestSchema()) {
    MOTCUA_RETURN_IF_ERROR(CheckUsable(sql, version));
  }
  if (version >= to) return false;
  for (const std::string& statement : Migrations()[version].statements) {
    sql.once << InDialect(statement, dialect);
  }
  Record(sql, version + 1);
  transaction.commit();
  return true;
}

}  // namespace

int NewestSchema() { return static_cast<int>(Migrations().size()); }

absl::Status Migrate(soci::session& sql, Dialect dialect, int to) {
  return CatchSql([&]() -> absl::Status {
    bool more = true;
    while (more) {
      MOTCUA_ASSIGN_OR_RETURN(more, Step(sql, dialect, to));
    }
    return absl::OkStatus();
  });
}

absl::Status CheckSchema(soci::session& sql) {
  return CatchSql([&]() -> absl::Status {
    int version = 0;
    sql.once << "SELECT MAX(version) FROM schema_version", soci::into(version);
    if (version == NewestSchema()) return absl::OkStatus();
    if (version > NewestSchema()) return CheckUsable(sql, version);
    return Unavailable(kArchiveUnavailable, "the archive was not migrated yet");
  });
}

const std::vector<Projection>& Projections() {
  static const auto* const projections = new std::vector<Projection>{
      {"dossier", {"code"}},
      {"unit_total", {"receiving_unit"}},
      {"erasure", {"dossier_code"}},
      {"report_figure", {"slot", "unit_code", "group_key"}},
      {"event_block", {"block"}}};
  return *projections;
}

}  // namespace motcua::reporting
