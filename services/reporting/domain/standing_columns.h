// Where one dossier stands in form II.06a.
#pragma once

#include <string>
#include <vector>

#include "services/reporting/domain/dossier_row.h"
#include "services/reporting/domain/report_days.h"

namespace motcua::reporting {

// Names of the counted columns (report.h) that count the dossier in the period, in the form's
// order; none: it does not appear.
std::vector<std::string> ColumnsCounting(const DossierRow& row, const DayPeriod& period);

}  // namespace motcua::reporting
