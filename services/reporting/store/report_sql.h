// The statutory form as SQL over the dossier table.
#pragma once

#include <string>

#include "services/reporting/store/archive_reader.h"

namespace motcua::reporting {

// Counts columns 4 to 6, 8 to 10, 12, 13 and "in post" by receiving unit and group.
std::string ReportSql(const Period& period, GroupColumn group);

// Counts what was filed in the period and refused before its end, in the same shape.
std::string RefusedSql(const Period& period, GroupColumn group);

// Counts what was filed in the period by receiving unit and group: filed, handed back before
// acceptance, asked for a supplement, refused, and any of these.
std::string HandBackSql(const Period& period, HandBackColumn group);
void ExchangeHandBackRow(soci::statement& statement, HandBackCount& row);

// Binds a row to the columns of the first two statements.
void ExchangeReportRow(soci::statement& statement, GroupCount& row);

}  // namespace motcua::reporting
