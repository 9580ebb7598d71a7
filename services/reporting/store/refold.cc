#include "services/reporting/store/refold.h"

#include <string>
#include <vector>

#include "common/base/status_macros.h"
#include "services/reporting/store/event_row.h"
#include "services/reporting/store/projection_writer.h"

namespace motcua::reporting {
namespace {

constexpr int kPage = 5000;

bool HasSummaries(soci::session& sql) {
  int64_t rows = 0;
  sql << "SELECT COUNT(*) FROM event_block", soci::into(rows);
  return rows > 0;
}

absl::StatusOr<std::vector<StreamEntry>> EntriesAfter(soci::session& sql, int64_t sequence) {
  std::vector<StreamEntry> entries;
  for (const EventRow& row : ReadEventRows(sql, sequence, kPage)) {
    MOTCUA_ASSIGN_OR_RETURN(std::string bytes, EventBytes(row));
    entries.push_back({row.stream_id, std::move(bytes)});
  }
  return entries;
}

}  // namespace

absl::Status RefoldIfNeeded(soci::session& sql, int64_t last_sequence) {
  if (last_sequence == 0 || HasSummaries(sql)) return absl::OkStatus();
  soci::transaction transaction(sql);
  for (const char* table :
       {"dossier", "unit_total", "report_cell", "report_group", "report_state"}) {
    sql << "DELETE FROM " << table;
  }
  ProjectionWriter projections(sql);
  for (int64_t done = 0; done < last_sequence;) {
    MOTCUA_ASSIGN_OR_RETURN(const auto entries, EntriesAfter(sql, done));
    if (entries.empty()) break;  // Events that are missing are the audit's to name.
    Batch batch(entries, done + 1, projections.LastOpening());
    projections.Fold(batch);
    done += static_cast<int64_t>(entries.size());
  }
  transaction.commit();
  return absl::OkStatus();
}

}  // namespace motcua::reporting
