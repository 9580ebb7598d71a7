#include "services/reporting/names.h"

namespace motcua::reporting {
namespace {

using catalogue::Catalogue;

std::string LevelName(const std::string& key) {
  if (key == "LEVEL_COMMUNE") return "Cấp xã";
  if (key == "LEVEL_DISTRICT") return "Cấp huyện";
  if (key == "LEVEL_PROVINCE") return "Cấp tỉnh";
  return "Không rõ cấp";
}

std::string ChannelName(const std::string& key) {
  if (key == "CHANNEL_ONLINE") return "Trực tuyến";
  if (key == "CHANNEL_POSTAL") return "Dịch vụ bưu chính công ích";
  return "Trực tiếp";
}

std::string PostOfficeName(const std::string& code, const Catalogue& catalogue) {
  if (code.empty()) return "Không qua bưu cục";
  const auto* office = catalogue.FindPostOffice(code);
  return office == nullptr ? code : office->name();
}

}  // namespace

type::v1::Level LevelOf(const Catalogue& catalogue, const std::string& unit_code) {
  const auto* unit = catalogue.FindUnit(unit_code);
  return unit == nullptr ? type::v1::LEVEL_UNSPECIFIED : unit->level();
}

std::string NameOf(const Catalogue& catalogue, std::string_view unit_code) {
  const auto* unit = catalogue.FindUnit(unit_code);
  return unit == nullptr ? std::string(unit_code) : unit->name();
}

std::string ProcedureName(const std::string& code, const Catalogue& catalogue) {
  const auto* procedure = catalogue.FindProcedure(code);
  return procedure == nullptr ? code : procedure->name();
}

std::string RowName(const std::string& key, v1::ReportGrouping grouping,
                    const Catalogue& catalogue) {
  switch (grouping) {
    case v1::REPORT_GROUPING_UNIT:
    case v1::REPORT_GROUPING_SOLVING_UNIT:
      return NameOf(catalogue, key);
    case v1::REPORT_GROUPING_LEVEL:
      return LevelName(key);
    case v1::REPORT_GROUPING_CHANNEL:
      return ChannelName(key);
    case v1::REPORT_GROUPING_PROCEDURE:
      return ProcedureName(key, catalogue);
    case v1::REPORT_GROUPING_POST_OFFICE:
      return PostOfficeName(key, catalogue);
    default:
      return key;
  }
}

}  // namespace motcua::reporting
