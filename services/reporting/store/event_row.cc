#include "services/reporting/store/event_row.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

std::string KindOf(const Event& event) {
  const auto* field = Event::descriptor()->FindFieldByNumber(event.what_case());
  return field == nullptr ? "" : field->name();
}

}  // namespace

Event ParseEvent(const StreamEntry& entry) {
  Event event;
  if (event.ParseFromString(entry.bytes)) return event;
  Log(kError, "an event of the stream cannot be parsed", {{"id", entry.id}});
  return Event();
}

EventRow MakeEventRow(const StreamEntry& entry, const Event& event, int64_t sequence) {
  EventRow row{.sequence = sequence, .stream_id = entry.id};
  row.occur_time =
      std::clamp<int64_t>(absl::ToUnixMicros(FromProto(event.occur_time())), 0, kNever);
  row.dossier_code = event.dossier_code();
  row.unit_code = event.unit_code();
  row.kind = KindOf(event);
  absl::Base64Escape(entry.bytes, &row.payload);
  return row;
}

absl::StatusOr<std::string> EventBytes(const EventRow& row) {
  std::string bytes;
  if (absl::Base64Unescape(row.payload, &bytes)) return bytes;
  return Internal(kArchiveError, "an archived event is not base64").With("at", row.sequence);
}

std::optional<std::string> WrongColumn(const EventRow& row, const std::string& bytes) {
  const StreamEntry entry{row.stream_id, bytes};
  Event event;
  if (!event.ParseFromString(bytes)) event.Clear();
  const EventRow right = MakeEventRow(entry, event, row.sequence);
  if (right.occur_time != row.occur_time) return "occur_time";
  if (right.dossier_code != row.dossier_code) return "dossier_code";
  if (right.unit_code != row.unit_code) return "unit_code";
  // Empty: archived by a program that did not know the kind yet.
  if (right.kind != row.kind && !row.kind.empty()) return "kind";
  return std::nullopt;
}

std::vector<EventRow> ReadEventRows(soci::session& sql, int64_t sequence, int limit) {
  EventRow row;
  soci::statement statement(sql);
  ForEachColumn(row, [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
  statement.alloc();
  statement.prepare(Cat("SELECT ", ColumnList<EventRow>(), " FROM event WHERE sequence > ", sequence,
                        " ORDER BY sequence LIMIT ", limit));
  statement.define_and_bind();
  statement.execute(false);
  std::vector<EventRow> rows;
  while (statement.fetch()) rows.push_back(row);
  return rows;
}

}  // namespace motcua::reporting
