// The summaries as SQL: how they grow, and how a period is added up from them.
#pragma once

#include <string>

#include "services/reporting/domain/cell.h"
#include "services/reporting/domain/report_days.h"

namespace motcua::reporting {

// How a row that is there already takes a new one.
std::string AddCells();    // of report_cell
std::string WidenBlock();  // of event_block

// Adds up the days of a half, and the halves of a year.
std::string CloseHalfSql(Family family, int64_t half);
std::string CloseYearSql(Family family, int64_t year);
// Stores what stands at the begin of the half after `half`, which is closed, from its own opening
// and cells. Of a family of which something stands.
std::string OpenHalfSql(Family family, int64_t half);

// "unit_id …": which rows are of the units chosen, and of units that share a number with one.
std::string UnitsAre(const GroupChoice& choice);

// group_id and every measure over the period; a group may come twice.
std::string FlowSql(const GroupChoice& choice, const DayPeriod& period, int64_t last_opening);

// group_id, pending, overdue and in post at the begin of day `end`, less what is so to this day; a
// group may come twice.
std::string StandingSql(const GroupChoice& choice, int64_t end, int64_t last_opening);

// unit, key and count of dossiers that are overdue to this day, and were at the begin of day `end`.
std::string StillOverdueSql(Family family, int64_t end);
// Likewise of results with the post.
std::string StillInPostSql(Family family, int64_t end);

}  // namespace motcua::reporting
