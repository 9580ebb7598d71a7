#include "clients/cli/export/report_csv.h"

#include "clients/cli/export/report_values.h"

namespace motcua::cli {
namespace {

std::string Field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  const char* separator = "";
  for (const std::string& field : fields) {
    line += separator + Field(field);
    separator = ",";
  }
  return line + "\r\n";
}

std::string ReportCsv(const reporting::v1::ReportDocument& report) {
  std::vector<std::string> names = {"key", "name"};
  for (const auto& column : report.head().description().columns()) names.push_back(column.name());
  std::string csv = CsvLine(names);
  for (const auto& row : RowsWithTotal(report)) csv += CsvLine(RowTexts(report.head(), row));
  return csv;
}

}  // namespace motcua::cli
