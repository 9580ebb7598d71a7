// A report as a spreadsheet (XLSX): the head, a line of Vietnamese titles, the form's numbers, the
// rows, the total, and what is missing.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "motcua/reporting/v1/report_service.pb.h"

namespace motcua::cli {

// Writes the file as a whole. A usage error if it cannot be written.
absl::Status WriteXlsx(const reporting::v1::ReportDocument& report, const std::string& path);

}  // namespace motcua::cli
