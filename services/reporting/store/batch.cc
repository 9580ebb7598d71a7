#include "services/reporting/store/batch.h"

#include "services/reporting/domain/dossier_cells.h"
#include "services/reporting/store/event_row.h"

namespace motcua::reporting {

Batch::Batch(const std::vector<StreamEntry>& entries, int64_t first_sequence, int64_t last_opening)
    : summary_(last_opening, first_sequence,
               first_sequence + static_cast<int64_t>(entries.size()) - 1) {
  events_.reserve(entries.size());
  rows_.reserve(entries.size());
  for (const StreamEntry& entry : entries) {
    events_.push_back(ParseEvent(entry));
    rows_.push_back(MakeEventRow(entry, events_.back(), first_sequence++));
    if (const auto& code = events_.back().dossier_code(); !code.empty()) dossiers_[code];
  }
}

std::vector<std::string> Batch::Codes() const {
  std::vector<std::string> codes;
  codes.reserve(dossiers_.size());
  for (const auto& [code, dossier] : dossiers_) codes.push_back(code);
  return codes;
}

void Batch::SetBefore(const DossierRow& row) { dossiers_[row.code] = {row, row}; }

void Batch::Fold() {
  const auto sink = [this](const Group& group, int64_t day, const Measures& measures) {
    summary_.Add(group, day, measures);
  };
  for (size_t i = 0; i < events_.size(); ++i) {
    if (events_[i].dossier_code().empty()) continue;
    DossierRow& row = dossiers_[events_[i].dossier_code()].after;
    reporting::Fold(events_[i], row, sink);
    rows_[i].receiving_unit = row.receiving_unit;
    // What the carrier saw on the way changes no figure, and may be told days later.
    if (!events_[i].has_tracking_recorded()) summary_.Note(rows_[i].sequence, rows_[i].occur_time);
    // A dossier counts with all of its past in the cell that has it.
    if (events_[i].has_cell_left() || events_[i].has_cell_entered()) {
      summary_.NoteForAllTime(rows_[i].sequence);
    }
  }
  for (const auto& [code, dossier] : dossiers_) TellChanges(dossier.before, dossier.after, sink);
}

std::vector<DossierRow> Batch::ChangedDossiers() const {
  std::vector<DossierRow> changed;
  for (const auto& [code, dossier] : dossiers_) {
    if (dossier.after != dossier.before) changed.push_back(dossier.after);
  }
  return changed;
}

std::vector<TotalRow> Batch::TotalChanges() const {
  absl::flat_hash_map<std::string, Totals> changes;
  for (const auto& [code, dossier] : dossiers_) {
    changes[dossier.before.receiving_unit] -= TotalsOf(dossier.before);
    changes[dossier.after.receiving_unit] += TotalsOf(dossier.after);
  }
  std::vector<TotalRow> rows;
  for (const auto& [unit, totals] : changes) {
    if (totals != Totals()) rows.push_back({unit, totals});
  }
  return rows;
}

std::vector<ErasureRow> Batch::Erasures() const {
  std::vector<ErasureRow> erasures;
  for (size_t i = 0; i < events_.size(); ++i) {
    if (!events_[i].has_personal_data_erased()) continue;
    erasures.push_back({events_[i].dossier_code(), rows_[i].occur_time});
  }
  return erasures;
}

}  // namespace motcua::reporting
