// Brings the archive's tables to a version, and says which programs may use them.
//
//   archive      one row: which stream, up to where
//   event        every event, in order, never altered; `mark` is its place in the hash chain
//   chain        one row: how far the chain reaches
//   checkpoint   signed hashes of the chain
//   dossier      fold of each dossier's events (domain/dossier_row.h)
//   unit_total   running totals by receiving unit
//   report_cell  what reports are added up from (domain/cell.h), by slot and group
//   report_group groups of cells; report_state: how far openings are stored
//   event_block  when the events of each stretch of the archive happened
//   erasure      dossiers whose personal data were erased
//   kept         final states of what left Redis
//   dossier_key  keys of their personal data, wrapped
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/reporting/store/database.h"

namespace motcua::reporting {

// The version this program makes.
int NewestSchema();

// Brings the schema to version `to`, each migration in a transaction of its own; does nothing if it
// is there, or beyond it in a version that this program may use as well.
// FAILED_PRECONDITION(ARCHIVE_TOO_NEW): it cannot use it.
absl::Status Migrate(soci::session& sql, Dialect dialect, int to = NewestSchema());

// Whether this program may read the archive. FAILED_PRECONDITION(ARCHIVE_TOO_NEW);
// UNAVAILABLE(ARCHIVE_UNAVAILABLE): it was not migrated yet.
absl::Status CheckSchema(soci::session& sql);

// A table, or a view, that can be made anew from the events.
struct Projection {
  std::string table;
  std::vector<std::string> key;  // its columns that tell rows apart
};

// All of them.
const std::vector<Projection>& Projections();

}  // namespace motcua::reporting
