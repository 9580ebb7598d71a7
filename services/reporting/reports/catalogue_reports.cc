#include "services/reporting/reports/catalogue_reports.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "services/reporting/names.h"

namespace motcua::reporting {
namespace {

using catalogue::v1::Procedure;

struct LevelCounts {
  int64_t procedures = 0;
  int64_t one_stop = 0;
  int64_t processes = 0;
  int64_t interlinked = 0;
};

bool ReceivedAt(const catalogue::Catalogue& catalogue, type::v1::Level level,
                const Procedure& procedure) {
  const auto& units = catalogue.units();
  return std::any_of(units.begin(), units.end(), [&](const auto& unit) {
    return unit.one_stop() && unit.level() == level && catalogue.Receives(unit, procedure);
  });
}

bool LeavesCounter(const Procedure& procedure) {
  const auto& route = procedure.route();
  return std::any_of(route.begin(), route.end(),
                     [](const auto& step) { return step.unit_selector() != "origin"; });
}

std::map<int, LevelCounts> CountLevels(const catalogue::Catalogue& catalogue) {
  std::map<int, LevelCounts> levels;
  for (const Procedure* procedure : catalogue.SearchProcedures("")) {
    for (const int level : procedure->levels()) {
      LevelCounts& counts = levels[level];
      ++counts.procedures;
      if (ReceivedAt(catalogue, static_cast<type::v1::Level>(level), *procedure)) ++counts.one_stop;
      if (!procedure->route().empty()) ++counts.processes;
      if (LeavesCounter(*procedure)) ++counts.interlinked;
    }
  }
  return levels;
}

struct Criterion {
  const char* key;
  const char* name;
  int points;
  const char* basis;
};

constexpr std::array<Criterion, 6> kCriteria = {{
    {"transparency", "Công khai, minh bạch", 18, "Thiếu: đồng bộ và công khai trên Cổng quốc gia"},
    {"progress", "Tiến độ giải quyết", 20, "Trước và đúng hạn trên đã giải quyết, (8 + 9) / 7"},
    {"digitisation", "Số hóa hồ sơ", 22,
     "Thiếu: hệ thống không ghi giấy tờ được số hóa, tái sử dụng"},
    {"online", "Dịch vụ công trực tuyến", 12,
     "Nộp trực tuyến trên tiếp nhận trong kỳ, 4 / (4 + 5)"},
    {"payment", "Thanh toán trực tuyến", 10, "Thiếu: sự kiện nộp phí không nói trả bằng cách nào"},
    {"satisfaction", "Mức độ hài lòng", 18, "Thiếu: hệ thống không ghi đánh giá, phản ánh"},
}};

}  // namespace

std::vector<v1::ReportRow> Form07bRows(const catalogue::Catalogue& catalogue) {
  std::vector<v1::ReportRow> rows;
  for (const auto& [level, counts] : CountLevels(catalogue)) {
    const std::string key = type::v1::Level_Name(static_cast<type::v1::Level>(level));
    rows.push_back(MakeRow(key, RowName(key, v1::REPORT_GROUPING_LEVEL, catalogue),
                           {CountValue(counts.procedures), CountValue(counts.one_stop),
                            CountValue(counts.processes), CountValue(counts.interlinked)}));
  }
  return rows;
}

std::vector<v1::ReportRow> Index766Rows(const Members& members) {
  Sums total;
  for (const auto& [key, sums] : members) total += sums;
  const Columns columns = ColumnsOf(total);
  const std::map<std::string, v1::ReportValue> known = {
      {"progress", ShareValue(columns.early + columns.on_time, columns.resolved())},
      {"online", ShareValue(columns.online, columns.online + columns.direct_and_post)}};
  std::vector<v1::ReportRow> rows;
  for (const Criterion& criterion : kCriteria) {
    const auto value = known.find(criterion.key);
    rows.push_back(MakeRow(
        criterion.key, criterion.name,
        {CountValue(criterion.points), value == known.end() ? UnknownValue() : value->second,
         TextValue(criterion.basis)}));
  }
  return rows;
}

}  // namespace motcua::reporting
