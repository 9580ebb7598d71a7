// A report as a table for people.
#pragma once

#include "clients/cli/output/table.h"
#include "motcua/reporting/v1/report_service.pb.h"

namespace motcua::cli {

// Titles are the columns' names in capitals, with the form's number where it has one.
Table ReportAsTable(const reporting::v1::ReportDocument& report);

}  // namespace motcua::cli
