#include "services/reporting/store/summary_writer.h"

#include <algorithm>
#include <vector>

#include "services/reporting/store/summary_sql.h"

namespace motcua::reporting {

SummaryWriter::SummaryWriter(soci::session& sql)
    : sql_(sql),
      add_cells_(sql, "report_cell", AddCells()),
      put_groups_(sql, "report_group", "ON CONFLICT (id) DO NOTHING"),
      put_blocks_(sql, "event_block", WidenBlock()) {}

int64_t SummaryWriter::LastOpening() {
  int64_t opening = kNoOpening;
  sql_.once << "SELECT COALESCE(MAX(opening), " << kNoOpening << ") FROM report_state",
      soci::into(opening);
  return opening;
}

void SummaryWriter::Write(const SummaryChanges& changes, const std::vector<CellRow>& cells) {
  WriteGroups(changes);
  add_cells_.Write(cells);
  put_blocks_.Write(changes.blocks());
  OpenHalves(changes);
}

void SummaryWriter::WriteGroups(const SummaryChanges& changes) {
  std::vector<GroupRow> rows;
  for (const auto& [id, row] : changes.groups()) {
    if (known_groups_.insert(id).second) rows.push_back(row);
  }
  put_groups_.Write(rows);
}

void SummaryWriter::OpenHalves(const SummaryChanges& changes) {
  const int64_t last = LastOpening();
  const int64_t reached = changes.HalfReached();
  if (reached <= last) return;
  // Before the first event nothing stood anywhere: its half opens without rows.
  const int64_t from = last == kNoOpening ? changes.FirstHalf() : last;
  for (int64_t half = from; half < reached; ++half) {
    for (const Family family : kStandingFamilies) sql_.once << OpenHalfSql(family, half);
  }
  sql_.once << "INSERT INTO report_state (only_row, opening) VALUES (1, " << reached
            << ") ON CONFLICT (only_row) DO UPDATE SET opening = excluded.opening";
}

}  // namespace motcua::reporting
