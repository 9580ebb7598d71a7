// A batch of events on its way into the archive: the rows it makes and the rows it changes. Each
// dossier is loaded and written once however many of its events are in the batch.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/reporting/domain/dossier_row.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/kept_states.h"
#include "services/reporting/store/rows.h"
#include "services/reporting/store/summary.h"

namespace motcua::reporting {

class Batch {
 public:
  // The first entry gets sequence `first_sequence`; `last_opening` as in SummaryChanges.
  Batch(const std::vector<StreamEntry>& entries, int64_t first_sequence, int64_t last_opening);

  // Dossiers the events are about; each once.
  std::vector<std::string> Codes() const;
  // What the archive knew of a dossier; without this call it is new.
  void SetBefore(const DossierRow& row);
  // Takes the events into the dossiers.
  void Fold();

  // After Fold:
  const std::vector<EventRow>& events() const { return rows_; }
  std::vector<EventRow>& mutable_events() { return rows_; }
  std::vector<DossierRow> ChangedDossiers() const;
  std::vector<TotalRow> TotalChanges() const;
  std::vector<ErasureRow> Erasures() const;
  const SummaryChanges& summary() const { return summary_; }

 private:
  struct Dossier {
    DossierRow before;
    DossierRow after;
  };

  std::vector<event::v1::Event> events_;
  std::vector<EventRow> rows_;  // one for each event
  absl::flat_hash_map<std::string, Dossier> dossiers_;
  SummaryChanges summary_;
};

}  // namespace motcua::reporting
