// A report's values as text, and the report as rows of text: what every format of export shares.
#pragma once

#include <string>
#include <vector>

#include "motcua/reporting/v1/report_service.pb.h"

namespace motcua::cli {

// Whether a column's values are numbers.
bool IsNumber(const reporting::v1::ReportColumn& column);

// "12", "97.5"; empty for what the archive cannot tell. Numbers have a point and no grouping.
std::string ValueText(const reporting::v1::ReportColumn& column,
                      const reporting::v1::ReportValue& value);

// Key, name and the values. A total has the key TOTAL.
std::vector<std::string> RowTexts(const reporting::v1::ReportHead& head,
                                  const reporting::v1::ReportRow& row);

// The rows, and the total if there is one.
std::vector<reporting::v1::ReportRow> RowsWithTotal(const reporting::v1::ReportDocument& report);

}  // namespace motcua::cli
