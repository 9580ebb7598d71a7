// The summaries as SQL: how they grow, and how a period is added up from them.
#pragma once

#include <string>

#include "services/reporting/domain/cell.h"
#include "services/reporting/domain/report_days.h"

namespace motcua::reporting {

// How a row that is there already takes a new one.
std::string AddCells();    // of report_cell
std::string WidenBlock();  // of event_block

// Stores what stands at the begin of the half after `half`, from the half's own opening and cells.
// One statement for each family of dossiers.
std::string OpenHalfSql(Family family, int64_t half);

// "unit_id …": which rows are of the units chosen, and of units that share a number with one.
std::string UnitsAre(const GroupChoice& choice);

// group_id and every measure over the period.
std::string FlowSql(const GroupChoice& choice, const DayPeriod& period);

// group_id, pending, overdue and in post at the begin of day `end`, less what is so to this day.
std::string StandingSql(const GroupChoice& choice, int64_t end, int64_t last_opening);

// unit, key and count of dossiers that are overdue to this day, and were at the begin of day `end`.
std::string StillOverdueSql(Family family, int64_t end);
// Likewise of results with the post.
std::string StillInPostSql(Family family, int64_t end);

}  // namespace motcua::reporting
