// The statutory form as SQL over the dossier table.
#pragma once

#include <string>

#include "services/reporting/store/archive_reader.h"

namespace motcua::reporting {

// Counts columns 4 to 6, 8 to 10, 12, 13 and "in post" by receiving unit and group.
std::string ReportSql(const Period& period, GroupColumn group);

// Counts what was filed in the period and refused before its end, in the same shape.
std::string RefusedSql(const Period& period, GroupColumn group);

// Binds a row to the columns of both statements.
void ExchangeReportRow(soci::statement& statement, GroupCount& row);

}  // namespace motcua::reporting
