#include "clients/cli/export/report_values.h"

#include "absl/strings/str_format.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

constexpr char kTotal[] = "TOTAL";

}  // namespace

bool IsNumber(const ReportColumn& column) { return column.type() != REPORT_VALUE_TYPE_TEXT; }

std::string ValueText(const ReportColumn& column, const ReportValue& value) {
  switch (value.value_case()) {
    case ReportValue::kCount:
      return Cat(value.count());
    case ReportValue::kMeasure:
      return absl::StrFormat("%.*f", column.type() == REPORT_VALUE_TYPE_PERCENT ? 1 : 2,
                             value.measure());
    case ReportValue::kText:
      return value.text();
    case ReportValue::VALUE_NOT_SET:
      break;
  }
  return "";
}

std::vector<std::string> RowTexts(const ReportHead& head, const ReportRow& row) {
  std::vector<std::string> texts = {row.key(), row.name()};
  const auto& columns = head.description().columns();
  for (int i = 0; i < columns.size(); ++i) {
    texts.push_back(i < row.values_size() ? ValueText(columns[i], row.values(i)) : "");
  }
  return texts;
}

std::vector<ReportRow> RowsWithTotal(const ReportDocument& report) {
  std::vector<ReportRow> rows(report.rows().begin(), report.rows().end());
  if (!report.head().has_total()) return rows;
  rows.push_back(report.head().total());
  rows.back().set_key(kTotal);
  return rows;
}

}  // namespace motcua::cli
