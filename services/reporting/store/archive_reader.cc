#include "services/reporting/store/archive_reader.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/reporting/store/bulk.h"
#include "services/reporting/store/history_rows.h"
#include "services/reporting/store/register_sql.h"
#include "services/reporting/store/report_sql.h"
#include "services/reporting/store/schema.h"

namespace motcua::reporting {
namespace {

// Reads the rows of "SELECT sequence, receiving_unit, payload FROM event …".
absl::StatusOr<std::vector<StoredEvent>> ReadEvents(soci::session& sql, const std::string& where,
                                                    const std::string& code) {
  StoredEvent row;
  std::string payload;
  soci::statement statement(sql);
  if (!code.empty()) statement.exchange(soci::use(code));
  statement.exchange(soci::into(row.sequence));
  statement.exchange(soci::into(row.receiving_unit));
  statement.exchange(soci::into(payload));
  statement.alloc();
  statement.prepare("SELECT sequence, receiving_unit, payload FROM event " + where);
  statement.define_and_bind();
  statement.execute(false);
  std::vector<StoredEvent> events;
  while (statement.fetch()) {
    std::string bytes;
    row.event.Clear();
    // Bytes that no one could parse when they were archived stand for an event that says nothing.
    if (!absl::Base64Unescape(payload, &bytes)) {
      return Internal(kArchiveError, "an archived event is not base64").With("at", row.sequence);
    }
    if (!row.event.ParseFromString(bytes)) row.event.Clear();
    events.push_back(row);
  }
  return events;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ArchiveReader>> ArchiveReader::Open(const Database& database) {
  MOTCUA_ASSIGN_OR_RETURN(auto sql, Connect(database, Access::kRead));
  MOTCUA_RETURN_IF_ERROR(CheckSchema(*sql));
  return std::unique_ptr<ArchiveReader>(new ArchiveReader(std::move(sql), database.dialect));
}

int64_t ArchiveReader::LastSequence() {
  int64_t last = 0;
  sql_->once << "SELECT last_sequence FROM archive", soci::into(last);
  return last;
}

absl::StatusOr<std::vector<StoredEvent>> ArchiveReader::Timeline(const std::string& dossier_code) {
  if (dossier_code.empty()) return std::vector<StoredEvent>();
  return CatchSql([&] {
    return ReadEvents(*sql_, "WHERE dossier_code = :code ORDER BY sequence", dossier_code);
  });
}

absl::StatusOr<EventPage> ArchiveReader::EventsAfter(int64_t sequence, int limit,
                                                     const std::string& dossier_code) {
  return CatchSql([&]() -> absl::StatusOr<EventPage> {
    Snapshot snapshot(*sql_, dialect_);
    EventPage page{.scanned_to = std::max(sequence, LastSequence())};
    const std::string where = Cat("WHERE ", dossier_code.empty() ? "" : "dossier_code = :code AND ",
                                  "sequence > ", sequence, " ORDER BY sequence LIMIT ", limit);
    MOTCUA_ASSIGN_OR_RETURN(page.events, ReadEvents(*sql_, where, dossier_code));
    page.at_end = static_cast<int>(page.events.size()) < limit;
    if (!page.at_end) page.scanned_to = page.events.back().sequence;
    return page;
  });
}

absl::StatusOr<ReportCounts> ArchiveReader::Count(const Period& period, GroupColumn group) {
  return CatchSql([&]() -> absl::StatusOr<ReportCounts> {
    Snapshot snapshot(*sql_, dialect_);
    ReportCounts counts{.as_of_sequence = LastSequence()};
    for (const std::string& query : {ReportSql(period, group), RefusedSql(period, group)}) {
      GroupCount row;
      soci::statement statement(*sql_);
      ExchangeReportRow(statement, row);
      statement.alloc();
      statement.prepare(query);
      statement.define_and_bind();
      statement.execute(false);
      while (statement.fetch()) counts.groups.push_back(row);
    }
    return counts;
  });
}

absl::StatusOr<HandBackCounts> ArchiveReader::CountHandBacks(const Period& period,
                                                             HandBackColumn group) {
  return CatchSql([&]() -> absl::StatusOr<HandBackCounts> {
    Snapshot snapshot(*sql_, dialect_);
    HandBackCounts counts{.as_of_sequence = LastSequence()};
    HandBackCount row;
    soci::statement statement(*sql_);
    ExchangeHandBackRow(statement, row);
    statement.alloc();
    statement.prepare(HandBackSql(period, group));
    statement.define_and_bind();
    statement.execute(false);
    while (statement.fetch()) counts.groups.push_back(row);
    return counts;
  });
}

absl::StatusOr<std::vector<DossierRow>> ArchiveReader::FindDossiers(
    const std::vector<std::string>& codes) {
  return CatchSql([&]() -> absl::StatusOr<std::vector<DossierRow>> {
    Snapshot snapshot(*sql_, dialect_);
    std::vector<DossierRow> rows;
    BulkSelect<DossierRow> select(*sql_, "dossier", "code");
    select.Load(codes, [&](const DossierRow& row) { rows.push_back(row); });
    return rows;
  });
}

absl::StatusOr<RegisterPage> ArchiveReader::Register(const RegisterQuery& query) {
  return CatchSql([&]() -> absl::StatusOr<RegisterPage> {
    Snapshot snapshot(*sql_, dialect_);
    RegisterPage page;
    sql_->once << RegisterTotalSql(query.year), soci::use(query.unit_code), soci::into(page.total);
    RegisterLine line;
    soci::statement statement(*sql_);
    statement.exchange(soci::use(query.unit_code));
    if (!query.dossier_code.empty()) statement.exchange(soci::use(query.dossier_code));
    statement.exchange(soci::into(line.number));
    ForEachColumn(line.row,
                  [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
    statement.alloc();
    statement.prepare(RegisterSql(query));
    statement.define_and_bind();
    statement.execute(false);
    while (statement.fetch()) page.lines.push_back(line);
    return page;
  });
}

absl::StatusOr<std::vector<WholeHistory>> ArchiveReader::Histories(const HistoryQuery& query) {
  return CatchSql([&]() -> absl::StatusOr<std::vector<WholeHistory>> {
    Snapshot snapshot(*sql_, dialect_);
    return ReadHistories(*sql_, query);
  });
}

absl::StatusOr<ArchiveTotals> ArchiveReader::Totals() {
  return CatchSql([&]() -> absl::StatusOr<ArchiveTotals> {
    Snapshot snapshot(*sql_, dialect_);
    ArchiveTotals totals{.last_sequence = LastSequence()};
    TotalRow row;
    soci::statement statement(*sql_);
    ForEachColumn(row, [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
    statement.alloc();
    statement.prepare("SELECT " + ColumnList<TotalRow>() + " FROM unit_total");
    statement.define_and_bind();
    statement.execute(false);
    while (statement.fetch()) totals.units.push_back(row);
    return totals;
  });
}

}  // namespace motcua::reporting
