#include "services/reporting/report_builder.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace motcua::reporting {
namespace {

using catalogue::Catalogue;

std::string KeyOf(const GroupCount& group, v1::ReportGrouping grouping,
                  const Catalogue& catalogue) {
  switch (grouping) {
    case v1::REPORT_GROUPING_UNIT:
      return group.receiving_unit;
    case v1::REPORT_GROUPING_LEVEL:
      return type::v1::Level_Name(LevelOf(catalogue, group.receiving_unit));
    case v1::REPORT_GROUPING_CHANNEL:
      return type::v1::Channel_Name(static_cast<type::v1::Channel>(std::atoi(group.key.c_str())));
    default:
      return group.key;
  }
}

void Fill(const Columns& columns, v1::OnTimeRow& row) {
  row.set_received(columns.received());
  row.set_online(columns.online);
  row.set_direct_and_post(columns.direct_and_post);
  row.set_carried_over(columns.carried_over);
  row.set_resolved(columns.resolved());
  row.set_early(columns.early);
  row.set_on_time(columns.on_time);
  row.set_late(columns.late);
  row.set_pending(columns.pending());
  row.set_pending_in_time(columns.pending_in_time);
  row.set_pending_overdue(columns.pending_overdue);
  row.set_on_time_percent(columns.on_time_percent());
  row.set_refused(columns.refused);
  row.set_in_post(columns.in_post);
}

std::string RowName(const std::string& key, v1::HandBackGrouping grouping,
                    const Catalogue& catalogue) {
  switch (grouping) {
    case v1::HAND_BACK_GROUPING_UNIT:
      return NameOf(catalogue, key);
    case v1::HAND_BACK_GROUPING_PROCEDURE:
      return ProcedureName(key, catalogue);
    default:
      return key;
  }
}

void Fill(const HandBacks& counts, v1::HandBackRow& row) {
  row.set_filed(counts.filed);
  row.set_completion_requested(counts.completion_requested);
  row.set_supplement_requested(counts.supplement_requested);
  row.set_refused(counts.refused);
  row.set_handed_back(counts.handed_back);
  row.set_share_percent(counts.share_percent());
}

}  // namespace

std::string UnitOf(const std::string& unit, v1::ReportUnits units, const Catalogue& catalogue) {
  return units == v1::REPORT_UNITS_TODAY ? catalogue.succession().LatestOf(unit) : unit;
}

GroupColumn ColumnFor(v1::ReportGrouping grouping) {
  switch (grouping) {
    case v1::REPORT_GROUPING_FIELD:
      return GroupColumn::kField;
    case v1::REPORT_GROUPING_PROCEDURE:
      return GroupColumn::kProcedure;
    case v1::REPORT_GROUPING_CHANNEL:
      return GroupColumn::kChannel;
    default:
      return GroupColumn::kNone;
  }
}

v1::GetOnTimeReportResponse BuildReport(const ReportCounts& counts, v1::ReportGrouping grouping,
                                        const Scope& scope, const Catalogue& catalogue,
                                        v1::ReportUnits units) {
  std::map<std::string, Columns> rows;
  Columns total;
  for (GroupCount group : counts.groups) {
    if (!scope.Sees(group.receiving_unit)) continue;
    group.receiving_unit = UnitOf(group.receiving_unit, units, catalogue);
    rows[KeyOf(group, grouping, catalogue)] += group.columns;
    total += group.columns;
  }
  v1::GetOnTimeReportResponse response;
  for (const auto& [key, columns] : rows) {
    v1::OnTimeRow& row = *response.add_rows();
    row.set_key(key);
    row.set_name(RowName(key, grouping, catalogue));
    Fill(columns, row);
  }
  Fill(total, *response.mutable_total());
  response.set_as_of_sequence(counts.as_of_sequence);
  return response;
}

HandBackColumn ColumnFor(v1::HandBackGrouping grouping) {
  switch (grouping) {
    case v1::HAND_BACK_GROUPING_ACTOR:
      return HandBackColumn::kActor;
    case v1::HAND_BACK_GROUPING_PROCEDURE:
      return HandBackColumn::kProcedure;
    default:
      return HandBackColumn::kNone;
  }
}

v1::GetHandBackReportResponse BuildHandBackReport(const HandBackCounts& counts,
                                                  v1::HandBackGrouping grouping, const Scope& scope,
                                                  const Catalogue& catalogue,
                                                  v1::ReportUnits units) {
  std::map<std::string, HandBacks> groups;
  HandBacks total;
  for (const HandBackCount& group : counts.groups) {
    if (!scope.Sees(group.receiving_unit)) continue;
    const bool by_unit = grouping == v1::HAND_BACK_GROUPING_UNIT;
    groups[by_unit ? UnitOf(group.receiving_unit, units, catalogue) : group.key] += group.counts;
    total += group.counts;
  }
  std::vector<std::pair<std::string, HandBacks>> sorted(groups.begin(), groups.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::make_pair(a.second.share_percent(), a.second.filed) >
           std::make_pair(b.second.share_percent(), b.second.filed);
  });
  v1::GetHandBackReportResponse response;
  for (const auto& [key, group] : sorted) {
    v1::HandBackRow& row = *response.add_rows();
    row.set_key(key);
    row.set_name(RowName(key, grouping, catalogue));
    Fill(group, row);
  }
  Fill(total, *response.mutable_total());
  response.set_as_of_sequence(counts.as_of_sequence);
  return response;
}

}  // namespace motcua::reporting
