#include "services/reporting/store/history_rows.h"

#include <algorithm>
#include <map>
#include <string>

#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/reporting/store/bulk.h"
#include "services/reporting/store/event_row.h"

namespace motcua::reporting {
namespace {

// A dossier that counts in another cell (ending 5) is not asked for.
std::string Condition(const HistoryQuery& query) {
  switch (query.kind) {
    case HistoryQuery::kAccepted:
      return Cat("accept_time >= ", query.period.begin, " AND accept_time < ", query.period.end,
                 " AND ending <> ", int{kMovedAway});
    case HistoryQuery::kOpen:
      return Cat("resolve_time = ", kNever, " AND accept_time < ", kNever, " AND ending = ",
                 int{kOpen});
    case HistoryQuery::kLastResolved:
      return Cat("resolve_time < ", kNever, " AND ending <> ", int{kMovedAway});
  }
  return "1 = 0";
}

std::string SqlOf(const HistoryQuery& query) {
  std::string text = Cat("SELECT ", ColumnList<DossierRow>(), " FROM dossier WHERE ",
                         Condition(query));
  if (query.kind == HistoryQuery::kLastResolved) {
    return Cat(text, " ORDER BY resolve_time DESC, code LIMIT ", query.limit);
  }
  return Cat(text, " AND (accept_time > ", query.after_time, " OR (accept_time = ",
             query.after_time, " AND code > :after)) ORDER BY accept_time, code LIMIT ",
             query.limit);
}

std::vector<DossierRow> ReadRows(soci::session& sql, const HistoryQuery& query) {
  DossierRow row;
  soci::statement statement(sql);
  if (query.kind != HistoryQuery::kLastResolved) statement.exchange(soci::use(query.after_code));
  ForEachColumn(row, [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
  statement.alloc();
  statement.prepare(SqlOf(query));
  statement.define_and_bind();
  statement.execute(false);
  std::vector<DossierRow> rows;
  while (statement.fetch()) rows.push_back(row);
  return rows;
}

// Bytes that no one could parse when they were archived stand for an event that says nothing.
absl::StatusOr<StoredEvent> ToStored(const EventRow& row) {
  StoredEvent stored{.sequence = row.sequence, .receiving_unit = row.receiving_unit, .event = {}};
  MOTCUA_ASSIGN_OR_RETURN(const std::string bytes, EventBytes(row));
  if (!stored.event.ParseFromString(bytes)) stored.event.Clear();
  return stored;
}

}  // namespace

absl::StatusOr<std::vector<WholeHistory>> ReadHistories(soci::session& sql,
                                                          const HistoryQuery& query) {
  std::vector<WholeHistory> histories;
  std::vector<std::string> codes;
  std::map<std::string, size_t> at;
  for (DossierRow& row : ReadRows(sql, query)) {
    at.emplace(row.code, histories.size());
    codes.push_back(row.code);
    histories.push_back({std::move(row), {}});
  }
  absl::Status read;
  BulkSelect<EventRow> select(sql, "event", "dossier_code");
  select.Load(codes, [&](const EventRow& row) {
    auto stored = ToStored(row);
    if (!stored.ok()) read = stored.status();
    if (stored.ok()) histories[at[row.dossier_code]].events.push_back(*std::move(stored));
  });
  MOTCUA_RETURN_IF_ERROR(read);
  for (WholeHistory& history : histories) {
    std::ranges::sort(history.events, {}, &StoredEvent::sequence);
  }
  return histories;
}

}  // namespace motcua::reporting
