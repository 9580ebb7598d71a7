#include "services/reporting/reports/report_rows.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/reporting/names.h"
#include "services/reporting/reports/catalogue_reports.h"
#include "services/reporting/reports/report_values.h"

namespace motcua::reporting {
namespace {

using MakeValues = Values (*)(const Members&);

MakeValues ValuesOf(v1::ReportKind kind) {
  switch (kind) {
    case v1::REPORT_KIND_POSTAL:
      return PostalValues;
    case v1::REPORT_KIND_WORKLOAD:
      return WorkloadValues;
    case v1::REPORT_KIND_STEP_TIMES:
      return StepTimesValues;
    case v1::REPORT_KIND_WAITING_TIMES:
      return WaitingTimesValues;
    default:
      return Form06aValues;
  }
}

std::string Latest(const ReportInput& input, const std::string& unit) {
  return input.units == v1::REPORT_UNITS_TODAY ? input.catalogue->succession().LatestOf(unit)
                                               : unit;
}

std::string ChannelOf(const std::string& key) {
  const int channel = std::atoi(key.c_str());
  return type::v1::Channel_Name(static_cast<type::v1::Channel>(channel));
}

std::string RowKey(const ReportInput& input, const GroupKey& group) {
  switch (input.grouping) {
    case v1::REPORT_GROUPING_UNIT:
      return Latest(input, group.first);
    case v1::REPORT_GROUPING_LEVEL:
      return type::v1::Level_Name(LevelOf(*input.catalogue, Latest(input, group.first)));
    case v1::REPORT_GROUPING_CHANNEL:
      return ChannelOf(group.second);
    case v1::REPORT_GROUPING_POST_OFFICE:
      return group.second.substr(group.second.find('|') + 1);
    case v1::REPORT_GROUPING_SOLVING_UNIT:
      return Latest(input, group.second);
    default:
      return group.second;
  }
}

bool Silent(const v1::ReportRow& row) {
  return std::all_of(row.values().begin(), row.values().end(), [](const v1::ReportValue& value) {
    return !value.has_text() && value.count() == 0 && value.measure() == 0;
  });
}

bool ByUnit(v1::ReportGrouping grouping) {
  return grouping == v1::REPORT_GROUPING_UNIT || grouping == v1::REPORT_GROUPING_LEVEL;
}

Family FamilyFor(v1::ReportKind kind, v1::ReportGrouping grouping) {
  switch (kind) {
    case v1::REPORT_KIND_POSTAL:
      return Family::kPost;
    case v1::REPORT_KIND_STEP_TIMES:
      return ByUnit(grouping) ? Family::kStepUnit : Family::kStep;
    case v1::REPORT_KIND_WAITING_TIMES:
      return Family::kWait;
    default:
      break;
  }
  switch (grouping) {
    case v1::REPORT_GROUPING_PROCEDURE:
      return Family::kProcedure;
    case v1::REPORT_GROUPING_CHANNEL:
    case v1::REPORT_GROUPING_POST_OFFICE:
      return Family::kChannel;
    case v1::REPORT_GROUPING_SOLVING_UNIT:
      return Family::kSolver;
    default:
      return ByUnit(grouping) ? Family::kUnit : Family::kField;
  }
}

Members Visible(const Scope& scope, const GroupSums& sums) {
  Members members;
  for (const auto& entry : sums) {
    if (scope.Sees(entry.first.first)) members.push_back(entry);
  }
  return members;
}

}  // namespace

std::optional<GroupChoice> GroupsFor(v1::ReportKind kind, v1::ReportGrouping grouping,
                                     const Scope& scope) {
  if (kind == v1::REPORT_KIND_FORM_07B) return std::nullopt;
  GroupChoice choice{.family = FamilyFor(kind, grouping)};
  if (!scope.SeesEverything()) {
    choice.units = scope.Units();
  } else if (HasProvince(choice.family)) {
    choice.units.emplace({std::string(kProvince)});
  }
  return choice;
}

ReportTable MakeReport(const ReportInput& input, const GroupSums& sums) {
  const Members visible = Visible(*input.scope, sums);
  if (input.kind == v1::REPORT_KIND_FORM_07B) return {Form07bRows(*input.catalogue), std::nullopt};
  if (input.kind == v1::REPORT_KIND_INDEX_766) return {Index766Rows(visible), std::nullopt};
  std::map<std::string, Members> groups;
  for (const auto& entry : visible) groups[RowKey(input, entry.first)].push_back(entry);
  const MakeValues make_values = ValuesOf(input.kind);
  ReportTable table{.total = MakeRow("", "Tổng cộng", make_values(visible))};
  for (const auto& [key, members] : groups) {
    v1::ReportRow row =
        MakeRow(key, RowName(key, input.grouping, *input.catalogue), make_values(members));
    if (!Silent(row)) table.rows.push_back(std::move(row));
  }
  return table;
}

v1::ReportRow Form06aTotal(const Scope& scope, const GroupSums& sums) {
  return MakeRow("", "Tổng cộng", Form06aValues(Visible(scope, sums)));
}

}  // namespace motcua::reporting
