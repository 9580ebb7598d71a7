#include "services/reporting/store/summary_sql.h"

#include <algorithm>
#include <vector>

#include "common/base/strings.h"
#include "services/reporting/domain/report.h"
#include "services/reporting/store/rows.h"
#include "services/reporting/store/summary.h"

namespace motcua::reporting {
namespace {

static_assert(measure::kPending == 5 && measure::kOverdue == 6 && measure::kInPost == 7);

// "m0, m1, …" with a text before and after each.
std::string AllMeasures(const std::string& before, const std::string& after) {
  std::string columns;
  for (const char* column : kMeasureColumns) {
    Append(&columns, columns.empty() ? "" : ", ", before, column, after);
  }
  return columns;
}

// Ranges of more slots than this are read through: they are the time after the last opening, of
// which little is known.
constexpr int64_t kMostListed = 400;

std::string SumWhere(const std::string& sums, const GroupChoice& choice, const std::string& slots) {
  return Cat("SELECT group_id, ", sums, " FROM report_cell WHERE ", slots, " AND ",
             UnitsAre(choice), " GROUP BY group_id");
}

std::string Sum(const std::string& sums, const GroupChoice& choice,
                const std::vector<SlotRange>& slots) {
  std::string listed, others;
  for (const auto& [first, last] : slots) {
    if (last - first >= kMostListed) {
      Append(&others, " UNION ALL ",
             SumWhere(sums, choice, Cat("slot BETWEEN ", first, " AND ", last)));
      continue;
    }
    for (int64_t slot = first; slot <= last; ++slot)
      Append(&listed, listed.empty() ? "" : ", ", slot);
  }
  // An empty period has no slots, and its answer no rows.
  return SumWhere(sums, choice, Cat("slot IN (", listed.empty() ? "-1" : listed, ")")) + others;
}

// Stores in a slot what the others add up to.
std::string Close(int64_t slot, const SlotRange& from) {
  return Cat("INSERT INTO report_cell (slot, unit_id, group_id, ", AllMeasures("", ""), ") SELECT ",
             slot, ", unit_id, group_id, ", AllMeasures("SUM(", ")"),
             " FROM report_cell WHERE slot BETWEEN ", from.first, " AND ", from.last,
             " GROUP BY unit_id, group_id");
}

// The key of a dossier's group, as GroupOf (dossier_cells.h) has it.
const char* KeyColumn(Family family) {
  switch (family) {
    case Family::kProcedure:
      return "procedure_code";
    case Family::kChannel:
      return "CAST(channel AS TEXT) || '|' || post_office";
    case Family::kSolver:
      return "solving_unit";
    case Family::kUnit:
      return "''";
    default:
      return "field";
  }
}

// Local day of an instant, as LocalDay (report.h) has it.
std::string DaySql(const std::string& column) {
  return Cat("((", column, " + ", kLocalOffset, ") / ", kMicrosPerDay, ")");
}

// Of a solving unit's dossiers only those it had by then: what stands holds the day after.
std::string StillSql(Family family, const std::string& since, int64_t end) {
  const int64_t before = BeginOfDay(end);
  const std::string routed = family == Family::kSolver
                                 ? Cat(" AND accepted > 0 AND route_time < ", before,
                                       " AND accept_time < ", before, " AND (resolution = 0 OR ",
                                       DaySql("resolve_time"), " >= ", DaySql("route_time"), ")")
                                 : "";
  return Cat("SELECT receiving_unit, ", KeyColumn(family), ", COUNT(*) FROM dossier WHERE ", since,
             " < ", kNoDay, " AND ", since, " <= ", end, routed, " GROUP BY 1, 2");
}

}  // namespace

std::string AddCells() {
  std::string sets;
  for (const char* column : kMeasureColumns) {
    Append(&sets, sets.empty() ? "" : ", ", column, " = report_cell.", column, " + excluded.",
           column);
  }
  return Cat("ON CONFLICT (slot, unit_id, group_id) DO UPDATE SET ", sets);
}

std::string WidenBlock() {
  return "ON CONFLICT (block) DO UPDATE SET"
         " min_time = CASE WHEN excluded.min_time < event_block.min_time"
         " THEN excluded.min_time ELSE event_block.min_time END,"
         " max_time = CASE WHEN excluded.max_time > event_block.max_time"
         " THEN excluded.max_time ELSE event_block.max_time END";
}

std::string UnitsAre(const GroupChoice& choice) {
  if (!choice.units) return "unit_id > 0";
  std::string numbers;
  for (const std::string& unit : *choice.units) {
    Append(&numbers, numbers.empty() ? "" : ", ", UnitId(unit));
  }
  return Cat("unit_id IN (", numbers.empty() ? "-1" : numbers, ")");
}

std::string CloseHalfSql(Family family, int64_t half) {
  const int number = static_cast<int>(family);
  return Close(SlotOf(number, Grain::kHalf, half),
               {SlotOf(number, Grain::kDay, FirstDayOfHalf(half)),
                SlotOf(number, Grain::kDay, FirstDayOfHalf(half + 1) - 1)});
}

std::string CloseYearSql(Family family, int64_t year) {
  const int number = static_cast<int>(family);
  return Close(SlotOf(number, Grain::kYear, year),
               {SlotOf(number, Grain::kHalf, HalfOf(FirstDayOfYear(year))),
                SlotOf(number, Grain::kHalf, HalfOf(FirstDayOfYear(year + 1)) - 1)});
}

std::string OpenHalfSql(Family family, int64_t half) {
  const int number = static_cast<int>(family);
  const int64_t opening = SlotOf(number, Grain::kOpening, half);
  const int64_t cells = SlotOf(number, Grain::kHalf, half);
  return Cat("INSERT INTO report_cell (slot, unit_id, group_id, ", AllMeasures("", ""), ") SELECT ",
             SlotOf(number, Grain::kOpening, half + 1),
             ", unit_id, group_id, 0, 0, 0, 0, 0, SUM(m5), SUM(m6), SUM(m7), 0, 0, 0, 0"
             " FROM report_cell WHERE slot IN (",
             opening, ", ", cells,
             ") GROUP BY unit_id, group_id"
             " HAVING SUM(m5) <> 0 OR SUM(m6) <> 0 OR SUM(m7) <> 0");
}

std::string FlowSql(const GroupChoice& choice, const DayPeriod& period, int64_t last_opening) {
  return Sum(AllMeasures("SUM(", ")"), choice,
             FlowSlots(static_cast<int>(choice.family), period, last_opening));
}

std::string StandingSql(const GroupChoice& choice, int64_t end, int64_t last_opening) {
  const int number = static_cast<int>(choice.family);
  const int64_t half = std::max<int64_t>(0, std::min(HalfOf(end), last_opening));
  std::vector<SlotRange> slots = FlowSlots(number, {FirstDayOfHalf(half), end}, last_opening);
  const int64_t opening = SlotOf(number, Grain::kOpening, half);
  slots.push_back({opening, opening});
  return Sum("SUM(m5), SUM(m6), SUM(m7)", choice, slots);
}

std::string StillOverdueSql(Family family, int64_t end) {
  return StillSql(family, "overdue_from", end);
}

std::string StillInPostSql(Family family, int64_t end) {
  return StillSql(family, "post_from", end);
}

}  // namespace motcua::reporting
