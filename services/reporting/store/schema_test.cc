// Each version of the schema is reached from the one before it, with what was archived by then.
#include "services/reporting/store/schema.h"

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/migrations.h"
#include "services/reporting/store/table_scan.h"
#include "services/reporting/store/testing/histories.h"
#include "services/reporting/store/testing/temp_database.h"

namespace motcua::reporting {
namespace {

constexpr char kStream[] = "{test}:events";

// What a migration cannot recover of dossiers archived before it.
bool IsLost(const std::string& column) {
  return column == "filed_by" || column == "old_since_time";
}

std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

class SchemaTest : public testing::TestWithParam<std::string> {
 protected:
  SchemaTest() {
    ArchiveWriter writer(now_.database(), kStream);
    EXPECT_THAT(writer.Append(EntriesOf(RandomHistories(60, 5))), IsOk());
    now_sql_ = *Connect(now_.database(), Access::kWrite);
  }

  Dialect dialect() const { return now_.database().dialect; }

  // Rows of a table by its first column, those of `columns`.
  std::vector<std::vector<std::string>> Rows(soci::session& sql, const std::string& table,
                                             const std::vector<std::string>& columns) {
    std::vector<std::vector<std::string>> rows;
    TableScan scan(sql, dialect(), table, {columns.front()}, columns);
    while (scan.Next()) rows.push_back(scan.row());
    return rows;
  }

  // Gives an archive of an earlier version what it would hold by now.
  void Fill(soci::session& old, const std::string& table) {
    const auto columns = ColumnsOf(old, dialect(), table);
    std::string names;
    for (const auto& column : columns) Append(&names, names.empty() ? "" : ", ", column);
    soci::transaction transaction(old);
    for (const auto& row : Rows(*now_sql_, table, columns)) {
      std::string values;
      for (const auto& value : row) Append(&values, values.empty() ? "" : ", ", Quoted(value));
      old.once << Cat("INSERT INTO ", table, " (", names, ") VALUES (", values, ")");
    }
    transaction.commit();
  }

  void ExpectAsNow(soci::session& sql, const std::string& table) {
    auto columns = ColumnsOf(*now_sql_, dialect(), table);
    std::erase_if(columns, IsLost);
    EXPECT_EQ(Rows(sql, table, columns), Rows(*now_sql_, table, columns)) << table;
  }

  TempDatabase now_{GetParam()};
  std::unique_ptr<soci::session> now_sql_;
};

INSTANTIATE_TEST_SUITE_P(Databases, SchemaTest, testing::ValuesIn(TestBackends()),
                         [](const auto& info) { return info.param; });

TEST_P(SchemaTest, EachVersionIsReachedFromTheOneBefore) {
  for (int from = 1; from < NewestSchema(); ++from) {
    SCOPED_TRACE(Cat("from version ", from, " to: ", Migrations()[from].what));
    TempDatabase temp(GetParam());
    auto sql = *Connect(temp.database(), Access::kWrite);
    ASSERT_THAT(Migrate(*sql, dialect(), from), IsOk());
    for (const char* table : {"archive", "event", "dossier", "unit_total"}) Fill(*sql, table);
    EXPECT_THAT(CheckSchema(*sql),
                StatusIs(absl::StatusCode::kUnavailable, kArchiveUnavailable));
    for (int to = from + 1; to <= NewestSchema(); ++to) {
      ASSERT_THAT(Migrate(*sql, dialect(), to), IsOk());
    }
    ASSERT_THAT(CheckSchema(*sql), IsOk());
    // What is filled in from the events is filled in by the writer.
    ASSERT_THAT(ArchiveWriter(temp.database(), kStream).State(), IsOk());
    for (const char* table : {"archive", "event"}) ExpectAsNow(*sql, table);
    for (const Projection& projection : Projections()) ExpectAsNow(*sql, projection.table);
  }
}

TEST_P(SchemaTest, AMigrationThatOnlyAddsLeavesThisProgramAtWork) {
  const int later = NewestSchema() + 1;
  now_sql_->once << "ALTER TABLE dossier ADD COLUMN new_one INTEGER NOT NULL DEFAULT 0";
  now_sql_->once << "UPDATE schema_version SET version = " << later;
  ArchiveWriter writer(now_.database(), kStream);
  EXPECT_THAT(writer.Append(EntriesOf(RandomHistories(3, 6))), IsOk());
  EXPECT_THAT(ArchiveReader::Open(now_.database()), IsOk());
}

TEST_P(SchemaTest, AContractionOfALaterProgramStopsThisOne) {
  now_sql_->once << "UPDATE schema_version SET version = 1000, usable_from = 1000";
  ArchiveWriter writer(now_.database(), kStream);
  EXPECT_THAT(writer.State(), StatusIs(absl::StatusCode::kFailedPrecondition, kArchiveTooNew));
  EXPECT_THAT(ArchiveReader::Open(now_.database()),
              StatusIs(absl::StatusCode::kFailedPrecondition, kArchiveTooNew));
}

}  // namespace
}  // namespace motcua::reporting
