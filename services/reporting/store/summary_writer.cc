#include "services/reporting/store/summary_writer.h"

#include <algorithm>
#include <vector>

#include "services/reporting/domain/report.h"
#include "services/reporting/domain/report_days.h"
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
  const int64_t first_block = changes.first_sequence() / kEventsPerBlock;
  const int64_t end_block = (changes.last_sequence() + 1) / kEventsPerBlock;
  if (first_block >= end_block) return;
  int64_t time = 0;
  sql_.once << "SELECT COALESCE(MAX(min_time), 0) FROM event_block WHERE block >= " << first_block
            << " AND block < " << end_block,
      soci::into(time);
  const int64_t last = LastOpening();
  const int64_t reached = HalfOf(LocalDay(time));
  if (time == 0 || reached <= last) return;
  for (int64_t half = last == kNoOpening ? FirstHalf() : last; half < reached; ++half) Close(half);
  sql_.once << "INSERT INTO report_state (only_row, opening) VALUES (1, " << reached
            << ") ON CONFLICT (only_row) DO UPDATE SET opening = excluded.opening";
}

void SummaryWriter::Close(int64_t half) {
  const int64_t year = YearOf(FirstDayOfHalf(half));
  for (const Family family : kFamilies) {
    sql_.once << CloseHalfSql(family, half);
    if (IsClosedYear(year, half + 1)) sql_.once << CloseYearSql(family, year);
    if (HasStanding(family)) sql_.once << OpenHalfSql(family, half);
  }
}

int64_t SummaryWriter::FirstHalf() {
  int64_t first = kNoDay;
  for (const Family family : kFamilies) {
    const auto number = static_cast<int>(family);
    int64_t slot = 0;
    sql_.once << "SELECT COALESCE(MIN(slot), -1) FROM report_cell WHERE slot BETWEEN "
              << SlotOf(number, Grain::kDay, 0) << " AND " << SlotOf(number, Grain::kDay, kNoDay),
        soci::into(slot);
    if (slot >= 0) first = std::min(first, slot - SlotOf(number, Grain::kDay, 0));
  }
  return HalfOf(first);
}

}  // namespace motcua::reporting
