#include "clients/cli/export/report_table.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "clients/cli/export/report_values.h"

namespace motcua::cli {
namespace {

std::string TitleOf(const reporting::v1::ReportColumn& column) {
  std::string title = absl::AsciiStrToUpper(column.name());
  std::replace(title.begin(), title.end(), '_', ' ');
  return column.number().empty() ? title : title + " " + column.number();
}

}  // namespace

Table ReportAsTable(const reporting::v1::ReportDocument& report) {
  std::vector<Column> columns = {{"KEY"}, {"NAME"}};
  for (const auto& column : report.head().description().columns()) {
    columns.push_back({TitleOf(column), IsNumber(column) ? Align::kRight : Align::kLeft});
  }
  Table table(std::move(columns));
  for (const auto& row : RowsWithTotal(report)) table.Add(RowTexts(report.head(), row));
  return table;
}

}  // namespace motcua::cli
