#include "services/reporting/reports/report_kinds.h"

#include <initializer_list>
#include <string>

namespace motcua::reporting {
namespace {

constexpr auto kCount = v1::REPORT_VALUE_TYPE_COUNT;
constexpr auto kPercent = v1::REPORT_VALUE_TYPE_PERCENT;
constexpr auto kHours = v1::REPORT_VALUE_TYPE_HOURS;
constexpr auto kVnd = v1::REPORT_VALUE_TYPE_VND;
constexpr auto kText = v1::REPORT_VALUE_TYPE_TEXT;

struct Column {
  const char* name;
  const char* title;
  const char* number;
  v1::ReportValueType type;
  const char* definition;
};

using Groupings = std::initializer_list<v1::ReportGrouping>;
using Texts = std::initializer_list<const char*>;

v1::ReportDescription Describe(v1::ReportKind kind, const char* title, Texts sources,
                               Groupings groupings, Texts missing,
                               std::initializer_list<Column> columns) {
  v1::ReportDescription report;
  report.set_kind(kind);
  report.set_title(title);
  for (const char* source : sources) report.add_sources(source);
  for (const auto grouping : groupings) report.add_groupings(grouping);
  for (const char* text : missing) report.add_missing(text);
  for (const Column& column : columns) {
    v1::ReportColumn& added = *report.add_columns();
    added.set_name(column.name);
    added.set_title(column.title);
    added.set_number(column.number);
    added.set_type(column.type);
    added.set_definition(column.definition);
  }
  return report;
}

v1::ReportDescription Form06a() {
  return Describe(
      v1::REPORT_KIND_FORM_06A,
      "Tình hình, kết quả giải quyết thủ tục hành chính (II.06a/VPCP/KSTT)",
      {"TT 02/2017/TT-VPCP", "TT 01/2020/TT-VPCP", "NĐ 61/2018/NĐ-CP Đ.30(2c)"},
      {v1::REPORT_GROUPING_FIELD, v1::REPORT_GROUPING_UNIT, v1::REPORT_GROUPING_LEVEL,
       v1::REPORT_GROUPING_PROCEDURE, v1::REPORT_GROUPING_CHANNEL, v1::REPORT_GROUPING_POST_OFFICE,
       v1::REPORT_GROUPING_SOLVING_UNIT},
      {"Hồ sơ tiếp nhận ngoài hệ thống"},
      {{"received", "Tiếp nhận: tổng số", "(3)", kCount, "(4) + (5) + (6) = (7) + (11)"},
       {"online", "Trực tuyến", "(4)", kCount, "Tiếp nhận trong kỳ, nộp trực tuyến"},
       {"direct_and_post", "Trực tiếp, dịch vụ bưu chính", "(5)", kCount,
        "Tiếp nhận trong kỳ, nộp tại quầy hoặc qua bưu chính"},
       {"carried_over", "Từ kỳ trước chuyển qua", "(6)", kCount,
        "Tiếp nhận trước kỳ và chưa giải quyết xong trước kỳ"},
       {"resolved", "Đã giải quyết: tổng số", "(7)", kCount, "(8) + (9) + (10)"},
       {"early", "Trước hạn", "(8)", kCount, "Có kết quả trước ngày hẹn trả"},
       {"on_time", "Đúng hạn", "(9)", kCount,
        "Có kết quả trong ngày hẹn trả, không có thời hạn, hoặc công dân rút hồ sơ"},
       {"late", "Quá hạn", "(10)", kCount, "Có kết quả sau ngày hẹn trả"},
       {"pending", "Đang giải quyết: tổng số", "(11)", kCount, "(12) + (13)"},
       {"pending_in_time", "Trong hạn", "(12)", kCount,
        "Chưa có kết quả cuối kỳ, ngày hẹn trả chưa qua hoặc đang dừng tính thời hạn"},
       {"pending_overdue", "Quá hạn", "(13)", kCount,
        "Chưa có kết quả cuối kỳ, ngày hẹn trả đã qua"},
       {"on_time_percent", "Tỷ lệ đúng hạn trên đã giải quyết", "", kPercent, "((8) + (9)) / (7)"},
       {"on_time_of_received_percent", "Tỷ lệ đúng hạn trên tiếp nhận", "", kPercent,
        "((8) + (9)) / (3), NĐ 61/2018 Đ.30(2c)"},
       {"refused", "Từ chối tiếp nhận", "", kCount, "Từ chối trong kỳ; ngoài các cột của biểu"},
       {"in_post", "Kết quả đang ở bưu điện", "", kCount,
        "Kết quả đã giao bưu điện, cuối kỳ chưa đến người dân"}});
}

v1::ReportDescription Form07b() {
  return Describe(v1::REPORT_KIND_FORM_07B,
                  "Thủ tục hành chính thực hiện một cửa, quy trình nội bộ (II.07b/VPCP/KSTT)",
                  {"TT 02/2017/TT-VPCP", "TT 01/2020/TT-VPCP"}, {v1::REPORT_GROUPING_LEVEL},
                  {"Thủ tục chưa có trong danh mục; số quyết định công bố quy trình nội bộ"},
                  {{"procedures", "Số thủ tục hành chính", "", kCount,
                    "Thủ tục có hiệu lực trong danh mục mà cấp này tiếp nhận"},
                   {"one_stop", "Thực hiện một cửa", "", kCount,
                    "Trong đó có ít nhất một bộ phận một cửa tiếp nhận"},
                   {"processes", "Có quy trình nội bộ", "", kCount,
                    "Trong đó có các bước giải quyết, đơn vị và thời hạn từng bước"},
                   {"interlinked", "Qua nhiều đơn vị", "", kCount,
                    "Trong đó có bước ở đơn vị khác nơi tiếp nhận"}});
}

v1::ReportDescription Index766() {
  return Describe(v1::REPORT_KIND_INDEX_766,
                  "Chỉ số phục vụ người dân, doanh nghiệp (QĐ 766/QĐ-TTg)",
                  {"QĐ 766/QĐ-TTg ngày 23/6/2022"}, {v1::REPORT_GROUPING_UNSPECIFIED},
                  {"Công thức từng tiêu chí: chưa có nguồn, nên không chấm điểm",
                   "Công khai, minh bạch; số hóa hồ sơ; thanh toán trực tuyến; mức độ hài lòng: hệ "
                   "thống không ghi"},
                  {{"points", "Điểm tối đa", "", kCount, "Theo quyết định"},
                   {"value", "Giá trị đo được", "", kPercent, "Tỷ lệ mà kho lưu trữ cho biết"},
                   {"basis", "Cách đo", "", kText, "Số liệu được dùng, hoặc điều còn thiếu"}});
}

v1::ReportDescription Postal() {
  return Describe(
      v1::REPORT_KIND_POSTAL, "Báo cáo quý dịch vụ bưu chính công ích (TT 17/2017/TT-BTTTT)",
      {"TT 17/2017/TT-BTTTT Đ.13"}, {v1::REPORT_GROUPING_POST_OFFICE, v1::REPORT_GROUPING_UNIT},
      {"Bút toán, khiếu nại không thuộc hồ sơ nào; thời hạn trả lời khiếu nại"},
      {{"accepted", "Bưu gửi chấp nhận", "", kCount, "Bưu gửi được yêu cầu trong kỳ"},
       {"papers", "Hồ sơ từ nhà đến một cửa", "", kCount, "Trong đó nhận tại địa chỉ người dân"},
       {"transfers", "Hồ sơ giữa các đơn vị", "", kCount, "Trong đó chuyển giữa các đơn vị"},
       {"results", "Kết quả về nhà", "", kCount, "Trong đó trả kết quả tại địa chỉ"},
       {"delivered", "Đã phát", "", kCount, "Đến nơi trong kỳ"},
       {"returned", "Chuyển hoàn", "", kCount, "Trả về nơi gửi trong kỳ"},
       {"lost", "Mất", "", kCount, "Được xác định là mất trong kỳ"},
       {"mean_hours", "Thời gian trung bình", "", kHours,
        "Từ khi yêu cầu đến khi kết thúc, của bưu gửi kết thúc trong kỳ"},
       {"revenue", "Doanh thu", "", kVnd, "Cước ghi sổ trong kỳ, trừ bút toán đảo"},
       {"complaints", "Khiếu nại", "", kCount, "Khiếu nại nộp trong kỳ"},
       {"compensation", "Bồi thường", "", kVnd, "Chi phí bồi thường ghi sổ trong kỳ"}});
}

v1::ReportDescription Workload() {
  return Describe(v1::REPORT_KIND_WORKLOAD, "Khối lượng công việc và hồ sơ trả lại theo quầy",
                  {"NĐ 61/2018/NĐ-CP Đ.11(2c), Đ.17"},
                  {v1::REPORT_GROUPING_UNIT, v1::REPORT_GROUPING_FIELD, v1::REPORT_GROUPING_LEVEL,
                   v1::REPORT_GROUPING_PROCEDURE, v1::REPORT_GROUPING_CHANNEL},
                  {"Số cán bộ tại quầy, nên không tính trên đầu người"},
                  {{"filed", "Nộp trong kỳ", "", kCount, "Hồ sơ nộp trong kỳ"},
                   {"accepted", "Tiếp nhận", "", kCount, "Tiếp nhận trong kỳ"},
                   {"handed_back", "Trả lại để hoàn thiện", "", kCount,
                    "Lần đầu trả lại trước khi tiếp nhận, trong kỳ"},
                   {"supplemented", "Yêu cầu bổ sung", "", kCount,
                    "Lần đầu yêu cầu bổ sung sau khi tiếp nhận, trong kỳ"},
                   {"refused", "Từ chối", "", kCount, "Từ chối tiếp nhận trong kỳ"},
                   {"hand_back_percent", "Tỷ lệ trả lại", "", kPercent, "Trả lại / nộp trong kỳ"},
                   {"resolved", "Đã giải quyết", "", kCount, "Có kết quả hoặc rút trong kỳ"},
                   {"pending", "Đang giải quyết", "", kCount, "Chưa có kết quả cuối kỳ"}});
}

v1::ReportDescription StepTimes() {
  return Describe(
      v1::REPORT_KIND_STEP_TIMES, "Thời gian của từng bước giải quyết", {"NĐ 61/2018/NĐ-CP Đ.19"},
      {v1::REPORT_GROUPING_STEP, v1::REPORT_GROUPING_UNIT},
      {"Giờ làm việc: thời gian tính theo đồng hồ, kể cả đêm và ngày nghỉ"},
      {{"done", "Số bước hoàn thành", "", kCount, "Bước hoàn thành trong kỳ"},
       {"waiting_hours", "Chờ xử lý", "", kHours,
        "Trung bình từ khi vào hàng đợi đến khi được nhận"},
       {"working_hours", "Xử lý", "", kHours, "Trung bình từ khi được nhận đến khi xong"},
       {"post_hours", "Chờ bưu chính", "", kHours, "Trung bình chờ bản chính đến"},
       {"supplement_hours", "Chờ người dân", "", kHours, "Trung bình chờ bổ sung, nộp phí"},
       {"total_hours", "Tổng cộng", "", kHours, "Trung bình cả bước"}});
}

v1::ReportDescription WaitingTimes() {
  return Describe(v1::REPORT_KIND_WAITING_TIMES,
                  "Thời gian chờ của người dân, từ khi nộp đến khi có kết quả", {},
                  {v1::REPORT_GROUPING_UNIT, v1::REPORT_GROUPING_LEVEL},
                  {"Thời gian từ khi có kết quả đến khi người dân nhận"},
                  {{"results", "Số kết quả", "", kCount, "Hồ sơ có kết quả trong kỳ, không kể rút"},
                   {"p50_hours", "Một nửa không quá", "", kHours, "Trung vị, nội suy trong khoảng"},
                   {"p90_hours", "90% không quá", "", kHours, "Phân vị 90, nội suy trong khoảng"},
                   {"p99_hours", "99% không quá", "", kHours, "Phân vị 99, nội suy trong khoảng"},
                   {"up_to_1_day", "Đến 1 ngày", "", kCount, "Dưới 24 giờ"},
                   {"up_to_3_days", "Đến 3 ngày", "", kCount, "Từ 24 đến dưới 72 giờ"},
                   {"up_to_5_days", "Đến 5 ngày", "", kCount, "Từ 72 đến dưới 120 giờ"},
                   {"up_to_10_days", "Đến 10 ngày", "", kCount, "Từ 120 đến dưới 240 giờ"},
                   {"up_to_20_days", "Đến 20 ngày", "", kCount, "Từ 240 đến dưới 480 giờ"},
                   {"up_to_30_days", "Đến 30 ngày", "", kCount, "Từ 480 đến dưới 720 giờ"},
                   {"over_30_days", "Trên 30 ngày", "", kCount, "Từ 720 giờ"}});
}

}  // namespace

const std::vector<v1::ReportDescription>& AllReports() {
  static const auto* const reports = new std::vector<v1::ReportDescription>{
      Form06a(), Form07b(), Index766(), Postal(), Workload(), StepTimes(), WaitingTimes()};
  return *reports;
}

const v1::ReportDescription* FindReport(v1::ReportKind kind) {
  for (const v1::ReportDescription& report : AllReports()) {
    if (report.kind() == kind) return &report;
  }
  return nullptr;
}

}  // namespace motcua::reporting
