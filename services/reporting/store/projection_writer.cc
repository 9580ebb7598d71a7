#include "services/reporting/store/projection_writer.h"

#include <string>

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// "ON CONFLICT (key) DO UPDATE SET a = excluded.a, …" for every column.
template <class Row>
std::string Replace(const std::string& key) {
  Row row;
  std::string sets;
  ForEachColumn(row, [&](const char* name, auto&) {
    Append(&sets, sets.empty() ? "" : ", ", name, " = excluded.", name);
  });
  return Cat("ON CONFLICT (", key, ") DO UPDATE SET ", sets);
}

constexpr char kAddTotals[] =
    "ON CONFLICT (receiving_unit) DO UPDATE SET"
    " dossiers = unit_total.dossiers + excluded.dossiers,"
    " ended = unit_total.ended + excluded.ended,"
    " resolved = unit_total.resolved + excluded.resolved,"
    " kept = unit_total.kept + excluded.kept,"
    " duplicated = unit_total.duplicated + excluded.duplicated";

}  // namespace

ProjectionWriter::ProjectionWriter(soci::session& sql)
    : dossiers_(sql, "dossier", "code"),
      put_dossiers_(sql, "dossier", Replace<DossierRow>("code")),
      add_totals_(sql, "unit_total", kAddTotals),
      summary_(sql) {}

void ProjectionWriter::Fold(Batch& batch) {
  dossiers_.Load(batch.Codes(), [&](const DossierRow& row) { batch.SetBefore(row); });
  batch.Fold();
  Write({batch.ChangedDossiers(), batch.TotalChanges(), &batch.summary(), batch.summary().Cells()});
}

void ProjectionWriter::Write(const ProjectionRows& rows) {
  put_dossiers_.Write(rows.dossiers);
  add_totals_.Write(rows.totals);
  summary_.Write(*rows.summary, rows.cells);
}

}  // namespace motcua::reporting
