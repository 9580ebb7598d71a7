// Counted groups → the rows of the statutory form that a caller may see.
#pragma once

#include "common/catalogue/catalogue.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "services/reporting/names.h"
#include "services/reporting/scope.h"
#include "services/reporting/store/archive_reader.h"

namespace motcua::reporting {

// What the database must group by for it, besides the receiving unit.
GroupColumn ColumnFor(v1::ReportGrouping grouping);

// Rows by key and their sum. Keys are unit codes, fields, procedure codes, or the names of enum
// values ("LEVEL_COMMUNE", "CHANNEL_ONLINE"); names are Vietnamese. Units are those of their day, or
// their newest successors.
v1::GetOnTimeReportResponse BuildReport(const ReportCounts& counts, v1::ReportGrouping grouping,
                                        const Scope& scope, const catalogue::Catalogue& catalogue,
                                        v1::ReportUnits units = v1::REPORT_UNITS_OF_THE_DAY);

// What the database must group hand-backs by, besides the receiving unit.
HandBackColumn ColumnFor(v1::HandBackGrouping grouping);

// Rows by share, the highest first, and their sum. Keys are unit codes, callers' names or procedure
// codes. Units as in BuildReport.
v1::GetHandBackReportResponse BuildHandBackReport(
    const HandBackCounts& counts, v1::HandBackGrouping grouping, const Scope& scope,
    const catalogue::Catalogue& catalogue, v1::ReportUnits units = v1::REPORT_UNITS_OF_THE_DAY);

// The unit under which one of its day is counted.
std::string UnitOf(const std::string& unit, v1::ReportUnits units,
                   const catalogue::Catalogue& catalogue);

}  // namespace motcua::reporting
