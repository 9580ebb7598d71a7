// The archive's tables, made and brought up to date in one place.
//
//   archive     one row: which stream, up to where
//   event       every event, in order, never altered
//   dossier     fold of each dossier's events (domain/dossier_row.h)
//   unit_total  running totals by receiving unit
#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/reporting/store/database.h"

namespace motcua::reporting {

// Brings the schema to the newest version in one transaction; does nothing if it is there.
// FAILED_PRECONDITION(ARCHIVE_TOO_NEW): a later program made it.
absl::Status Migrate(soci::session& sql, Dialect dialect);

// FAILED_PRECONDITION unless the schema is the one this program knows.
absl::Status CheckSchema(soci::session& sql);

}  // namespace motcua::reporting
