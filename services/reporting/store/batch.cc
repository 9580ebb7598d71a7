#include "services/reporting/store/batch.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "common/base/log.h"
#include "common/base/proto_time.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

std::string KindOf(const Event& event) {
  const auto* field = Event::descriptor()->FindFieldByNumber(event.what_case());
  return field == nullptr ? "" : field->name();
}

// What cannot be parsed is archived all the same, as an event that says nothing: the order keeps no
// gap and the bytes stay for whoever can read them.
Event Parse(const StreamEntry& entry) {
  Event event;
  if (event.ParseFromString(entry.bytes)) return event;
  Log(kError, "an event of the stream cannot be parsed", {{"id", entry.id}});
  return Event();
}

EventRow MakeRow(const StreamEntry& entry, const Event& event, int64_t sequence) {
  EventRow row{.sequence = sequence, .stream_id = entry.id};
  row.occur_time =
      std::clamp<int64_t>(absl::ToUnixMicros(FromProto(event.occur_time())), 0, kNever);
  row.dossier_code = event.dossier_code();
  row.unit_code = event.unit_code();
  row.kind = KindOf(event);
  absl::Base64Escape(entry.bytes, &row.payload);
  return row;
}

}  // namespace

Batch::Batch(const std::vector<StreamEntry>& entries, int64_t first_sequence) {
  events_.reserve(entries.size());
  rows_.reserve(entries.size());
  for (const StreamEntry& entry : entries) {
    events_.push_back(Parse(entry));
    rows_.push_back(MakeRow(entry, events_.back(), first_sequence++));
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
  for (size_t i = 0; i < events_.size(); ++i) {
    if (events_[i].dossier_code().empty()) continue;
    DossierRow& row = dossiers_[events_[i].dossier_code()].after;
    reporting::Fold(events_[i], row);
    rows_[i].receiving_unit = row.receiving_unit;
  }
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

}  // namespace motcua::reporting
