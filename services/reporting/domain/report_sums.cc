#include "services/reporting/domain/report_sums.h"

#include "services/reporting/domain/dossier_cells.h"

namespace motcua::reporting {

Sums& Sums::operator+=(const Sums& other) {
  AddTo(flow, other.flow);
  pending += other.pending;
  overdue += other.overdue;
  in_post += other.in_post;
  return *this;
}

Columns ColumnsOf(const Sums& sums) {
  Columns columns{.online = sums.flow[measure::kOnline],
                  .direct_and_post = sums.flow[measure::kDirectAndPost],
                  .early = sums.flow[measure::kEarly],
                  .on_time = sums.flow[measure::kOnTime],
                  .late = sums.flow[measure::kLate],
                  .pending_in_time = sums.pending - sums.overdue,
                  .pending_overdue = sums.overdue,
                  .refused = sums.flow[measure::kRefused],
                  .in_post = sums.in_post};
  columns.carried_over = columns.resolved() + columns.pending() - columns.received();
  return columns;
}

void Summing::Add(const Group& own, int64_t day, const Measures& measures, int64_t times) {
  if (day >= period_.end) return;
  ForEachGroup(own, [&](const Group& group) {
    if (choice_.Holds(group)) AddTo(group, day, measures, times);
  });
}

void Summing::AddTo(const Group& group, int64_t day, const Measures& measures, int64_t times) {
  Sums& sums = sums_[{group.unit, group.key}];
  if (day >= period_.begin) reporting::AddTo(sums.flow, measures, times);
  if (!HasStanding(choice_.family)) return;
  sums.pending += times * measures[measure::kPending];
  sums.overdue += times * measures[measure::kOverdue];
  sums.in_post += times * measures[measure::kInPost];
}

void Summing::Add(const DossierRow& row, int64_t times) {
  TellChanges(DossierRow(), row, [&](const Group& group, int64_t day, const Measures& measures) {
    Add(group, day, measures, times);
  });
  if (!HasStanding(choice_.family)) return;
  const bool overdue = OverdueSince(row, choice_.family) <= period_.end;
  const bool in_post = PostSince(row, choice_.family) <= period_.end;
  if (!overdue && !in_post) return;
  ForEachGroup(GroupOf(row, choice_.family), [&](const Group& group) {
    if (!choice_.Holds(group)) return;
    Sums& sums = sums_[{group.unit, group.key}];
    if (overdue) sums.overdue += times;
    if (in_post) sums.in_post += times;
  });
}

}  // namespace motcua::reporting
