// Writes the tables that follow from the events, batch by batch, in the caller's transaction.
#pragma once

#include <cstdint>
#include <vector>

#include "services/reporting/store/batch.h"
#include "services/reporting/store/bulk.h"
#include "services/reporting/store/rows.h"
#include "services/reporting/store/summary_writer.h"
#include "soci/soci.h"

namespace motcua::reporting {

// What a folded batch writes.
struct ProjectionRows {
  std::vector<DossierRow> dossiers;
  std::vector<TotalRow> totals;
  const SummaryChanges* summary = nullptr;
  std::vector<CellRow> cells;
};

class ProjectionWriter {
 public:
  explicit ProjectionWriter(soci::session& sql);

  // As SummaryWriter has it.
  int64_t LastOpening() { return summary_.LastOpening(); }
  // Folds the batch's events into what is known of its dossiers, and writes what that changes.
  void Fold(Batch& batch);
  // The writing alone.
  void Write(const ProjectionRows& rows);

 private:
  BulkSelect<DossierRow> dossiers_;
  BulkInsert<DossierRow> put_dossiers_;
  BulkInsert<TotalRow> add_totals_;
  SummaryWriter summary_;
};

}  // namespace motcua::reporting
