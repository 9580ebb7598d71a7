// Reports and rows of dossiers as comma-separated values (RFC 4180): UTF-8, a line of column names.
#pragma once

#include <string>
#include <vector>

#include "motcua/reporting/v1/report_service.pb.h"

namespace motcua::cli {

// A line; what holds a comma, a quote or a line feed is quoted.
std::string CsvLine(const std::vector<std::string>& fields);

std::string ReportCsv(const reporting::v1::ReportDocument& report);

}  // namespace motcua::cli
