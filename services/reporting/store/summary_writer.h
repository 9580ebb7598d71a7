// Writes what batches change in the summaries, in the archive's transaction.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "services/reporting/store/bulk.h"
#include "services/reporting/store/rows.h"
#include "services/reporting/store/summary.h"
#include "soci/soci.h"

namespace motcua::reporting {

class SummaryWriter {
 public:
  explicit SummaryWriter(soci::session& sql);

  // The last half month whose opening is stored, or kNoOpening (report_days.h).
  int64_t LastOpening();
  // `cells` are those of the changes.
  void Write(const SummaryChanges& changes, const std::vector<CellRow>& cells);

 private:
  // Opens halves up to the one that a stretch of events ended by the changes lies in or after
  // wholly. What is opened follows from the events alone, however batches cut them; an event of a
  // wrong clock opens none.
  void OpenHalves(const SummaryChanges& changes);
  // Closes a half, and its year if it is the last of it, and opens the next.
  void Close(int64_t half);
  // The half of the earliest day there is.
  int64_t FirstHalf();
  void WriteGroups(const SummaryChanges& changes);

  soci::session& sql_;
  BulkInsert<CellRow> add_cells_;
  BulkInsert<GroupRow> put_groups_;
  BulkInsert<BlockRow> put_blocks_;
  absl::flat_hash_set<int64_t> known_groups_;  // stored before
};

}  // namespace motcua::reporting
