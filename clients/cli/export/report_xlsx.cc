#include "clients/cli/export/report_xlsx.h"

#include <cstdio>

#include "clients/cli/errors.h"
#include "clients/cli/export/report_values.h"
#include "common/base/strings.h"
#include "xlsxwriter.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

constexpr int kFirstValue = 2;  // after key and name

class Sheet {
 public:
  explicit Sheet(const std::string& path)
      : book_(workbook_new(path.c_str())), sheet_(workbook_add_worksheet(book_, "Báo cáo")) {
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    wrapped_ = workbook_add_format(book_);
    format_set_bold(wrapped_);
    format_set_text_wrap(wrapped_);
    format_set_border(wrapped_, LXW_BORDER_THIN);
    percent_ = workbook_add_format(book_);
    format_set_num_format(percent_, "0.0");
  }

  void Text(int column, const std::string& text, lxw_format* format = nullptr) {
    worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(column), text.c_str(), format);
  }

  void Value(int column, const ReportValue& value) {
    const auto at = static_cast<lxw_col_t>(column);
    if (value.has_count()) {
      worksheet_write_number(sheet_, row_, at, static_cast<double>(value.count()), nullptr);
    } else if (value.has_measure()) {
      worksheet_write_number(sheet_, row_, at, value.measure(), percent_);
    } else {
      Text(column, value.text());
    }
  }

  void NextRow() { ++row_; }
  void Freeze() {
    worksheet_set_column(sheet_, 1, 1, 40, nullptr);
    worksheet_freeze_panes(sheet_, row_, kFirstValue);
  }
  bool Close() { return workbook_close(book_) == LXW_NO_ERROR; }

  lxw_format* bold() { return bold_; }
  lxw_format* wrapped() { return wrapped_; }

 private:
  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  lxw_format* bold_;
  lxw_format* wrapped_;
  lxw_format* percent_;
  lxw_row_t row_ = 0;
};

void WriteHead(const ReportDocument& report, Sheet& sheet) {
  const ReportDescription& description = report.head().description();
  sheet.Text(0, description.title(), sheet.bold());
  sheet.NextRow();
  const ReportScope& scope = report.request().scope();
  if (!scope.first_date().empty()) {
    sheet.Text(0, Cat("Từ ngày ", scope.first_date(), " đến ngày ", scope.last_date()));
    sheet.NextRow();
  }
  sheet.Text(0, Cat("Mã số liệu: ", report.head().as_of_token()));
  sheet.NextRow();
  sheet.NextRow();
  sheet.Text(0, "Mã", sheet.wrapped());
  sheet.Text(1, "Tên", sheet.wrapped());
  for (int i = 0; i < description.columns_size(); ++i) {
    sheet.Text(kFirstValue + i, description.columns(i).title(), sheet.wrapped());
  }
  sheet.NextRow();
  for (int i = 0; i < description.columns_size(); ++i) {
    sheet.Text(kFirstValue + i, description.columns(i).number());
  }
  sheet.NextRow();
  sheet.Freeze();
}

}  // namespace

absl::Status WriteXlsx(const ReportDocument& report, const std::string& path) {
  const std::string unfinished = path + ".part";
  Sheet sheet(unfinished);
  WriteHead(report, sheet);
  for (const ReportRow& row : RowsWithTotal(report)) {
    sheet.Text(0, row.key());
    sheet.Text(1, row.name());
    for (int i = 0; i < row.values_size(); ++i) sheet.Value(kFirstValue + i, row.values(i));
    sheet.NextRow();
  }
  sheet.NextRow();
  for (const std::string& missing : report.head().description().missing()) {
    sheet.Text(0, "Chưa có: " + missing);
    sheet.NextRow();
  }
  const bool written = sheet.Close();
  if (written && std::rename(unfinished.c_str(), path.c_str()) == 0) return absl::OkStatus();
  return UsageError(Cat("--out ", path, ": cannot be written"));
}

}  // namespace motcua::cli
