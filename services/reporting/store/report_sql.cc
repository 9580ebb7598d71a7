#include "services/reporting/store/report_sql.h"

#include "absl/strings/str_replace.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// Local day of an instant, as LocalDay() has it.
constexpr char kDay[] = "((%s + 25200000000) / 86400000000)";

std::string Day(std::string_view expression) {
  return absl::StrReplaceAll(kDay, {{"%s", ToAbsl(expression)}});
}

const char* ColumnOf(GroupColumn group) {
  switch (group) {
    case GroupColumn::kField:
      return "field";
    case GroupColumn::kProcedure:
      return "procedure_code";
    case GroupColumn::kChannel:
      return "CAST(channel AS TEXT)";
    case GroupColumn::kNone:
      return "''";
  }
  return "''";
}

// {…} stand for numbers and expressions; channel 2 is online, resolution 2 a withdrawal,
// ending 5 a dossier that counts in another cell.
constexpr char kReportQuery[] =
    "SELECT receiving_unit, {group},"
    " COUNT(*) FILTER (WHERE accept_time >= {begin} AND channel = 2),"
    " COUNT(*) FILTER (WHERE accept_time >= {begin} AND channel <> 2),"
    " COUNT(*) FILTER (WHERE accept_time < {begin}),"
    " COUNT(*) FILTER (WHERE {resolved} AND {judged} AND {resolve_day} < {due_day}),"
    " COUNT(*) FILTER (WHERE {resolved} AND (NOT {judged} OR {resolve_day} = {due_day})),"
    " COUNT(*) FILTER (WHERE {resolved} AND {judged} AND {resolve_day} > {due_day}),"
    " COUNT(*) FILTER (WHERE NOT {resolved} AND NOT {overdue}),"
    " COUNT(*) FILTER (WHERE NOT {resolved} AND {overdue}),"
    " 0,"
    " COUNT(*) FILTER (WHERE {resolved} AND post_time < {end} AND post_end_time >= {end})"
    " FROM dossier WHERE accept_time < {end} AND resolve_time >= {begin} AND ending <> 5"
    " GROUP BY 1, 2 ORDER BY 1, 2";

constexpr char kRefusedQuery[] =
    "SELECT receiving_unit, {group}, 0, 0, 0, 0, 0, 0, 0, 0, COUNT(*), 0"
    " FROM dossier WHERE ending = 4 AND submit_time >= {begin} AND submit_time < {end}"
    " AND close_time < {end} GROUP BY 1, 2 ORDER BY 1, 2";

std::string Fill(std::string text, const Period& period, GroupColumn group) {
  // A stopped clock has no promise that could pass; a promise made after the end was not yet made.
  const std::string overdue =
      Cat("({promise} < {never} AND ", Day("{promise}"), " < ", Day("{end}"),
          " AND NOT (stop_time < {end} AND resume_time >= {end}))");
  const std::string promise =
      "(CASE WHEN due_since_time < {end} THEN due_time"
      " WHEN old_since_time < {end} THEN old_due_time ELSE first_due_time END)";
  text = absl::StrReplaceAll(text, {{"{resolved}", "(resolve_time < {end})"},
                                    {"{judged}", "(resolution <> 2 AND due_time < {never})"},
                                    {"{resolve_day}", Day("resolve_time")},
                                    {"{due_day}", Day("due_time")},
                                    {"{overdue}", overdue},
                                    {"{group}", ColumnOf(group)}});
  text = absl::StrReplaceAll(text, {{"{promise}", promise}});
  return absl::StrReplaceAll(text, {{"{begin}", absl::StrCat(period.begin)},
                                    {"{end}", absl::StrCat(period.end)},
                                    {"{never}", absl::StrCat(kNever)}});
}

constexpr char kHandBackQuery[] =
    "SELECT receiving_unit, {group}, COUNT(*),"
    " COUNT(*) FILTER (WHERE completions > 0),"
    " COUNT(*) FILTER (WHERE supplements > 0),"
    " COUNT(*) FILTER (WHERE ending = 4),"
    " COUNT(*) FILTER (WHERE completions > 0 OR supplements > 0 OR ending = 4)"
    " FROM dossier WHERE submit_time >= {begin} AND submit_time < {end} AND ending <> 5"
    " GROUP BY 1, 2 ORDER BY 1, 2";

const char* ColumnOf(HandBackColumn group) {
  switch (group) {
    case HandBackColumn::kActor:
      return "filed_by";
    case HandBackColumn::kProcedure:
      return "procedure_code";
    case HandBackColumn::kNone:
      return "''";
  }
  return "''";
}

}  // namespace

std::string HandBackSql(const Period& period, HandBackColumn group) {
  return absl::StrReplaceAll(kHandBackQuery, {{"{group}", ColumnOf(group)},
                                              {"{begin}", absl::StrCat(period.begin)},
                                              {"{end}", absl::StrCat(period.end)}});
}

void ExchangeHandBackRow(soci::statement& statement, HandBackCount& row) {
  statement.exchange(soci::into(row.receiving_unit));
  statement.exchange(soci::into(row.key));
  HandBacks& counts = row.counts;
  for (int64_t* column : {&counts.filed, &counts.completion_requested, &counts.supplement_requested,
                          &counts.refused, &counts.handed_back}) {
    statement.exchange(soci::into(*column));
  }
}

std::string ReportSql(const Period& period, GroupColumn group) {
  return Fill(kReportQuery, period, group);
}

std::string RefusedSql(const Period& period, GroupColumn group) {
  return Fill(kRefusedQuery, period, group);
}

void ExchangeReportRow(soci::statement& statement, GroupCount& row) {
  const auto into = [&](auto& field) { statement.exchange(soci::into(field)); };
  into(row.receiving_unit);
  into(row.key);
  Columns& columns = row.columns;
  for (int64_t* column : {&columns.online, &columns.direct_and_post, &columns.carried_over,
                          &columns.early, &columns.on_time, &columns.late, &columns.pending_in_time,
                          &columns.pending_overdue, &columns.refused, &columns.in_post}) {
    into(*column);
  }
}

}  // namespace motcua::reporting
