#include "services/reporting/store/retention_rows.h"

#include "services/reporting/store/bulk.h"

namespace motcua::reporting {

std::vector<RetainedDossier> FindRetained(soci::session& sql,
                                          const std::vector<std::string>& codes) {
  std::map<std::string, RetainedDossier> found;
  BulkSelect<DossierRow> dossiers(sql, "dossier", "code");
  dossiers.Load(codes, [&](const DossierRow& row) { found[row.code].row = row; });
  BulkSelect<ErasureRow> erasures(sql, "erasure", "dossier_code");
  erasures.Load(codes, [&](const ErasureRow& row) {
    if (found.contains(row.dossier_code)) found[row.dossier_code].erase_time = row.erase_time;
  });
  std::vector<RetainedDossier> retained;
  for (auto& [code, one] : found) retained.push_back(std::move(one));
  return retained;
}

std::vector<DossierRow> EndedBefore(soci::session& sql, int64_t before, const EndPlace& after,
                                    int limit) {
  DossierRow row;
  soci::statement statement(sql);
  statement.exchange(soci::use(after.code));
  ForEachColumn(row, [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
  statement.alloc();
  statement.prepare(Cat("SELECT ", ColumnList<DossierRow>(), " FROM dossier WHERE close_time < ",
                        before, " AND (close_time, code) > (", after.close_time, ", :code)",
                        " AND NOT EXISTS (SELECT 1 FROM erasure WHERE dossier_code = code)",
                        " ORDER BY close_time, code LIMIT ", limit));
  statement.define_and_bind();
  statement.execute(false);
  std::vector<DossierRow> rows;
  while (statement.fetch()) rows.push_back(row);
  return rows;
}

}  // namespace motcua::reporting
