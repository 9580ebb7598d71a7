#include "services/reporting/store/testing/plain_form.h"

#include <string>

#include "common/base/strings.h"
#include "services/reporting/store/testing/histories.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

std::string PostOfficeOf(const EventHistory& history) {
  std::string office;
  for (const Event* event : history) {
    if (event->has_accepted()) break;
    if (event->has_consignment_created()) office = event->consignment_created().post_office();
  }
  return office;
}

std::string SolverOf(const EventHistory& history, const std::string& counter) {
  for (const Event* event : history) {
    for (const auto& unit : event->routed().units()) {
      if (unit != counter) return unit;
    }
    if (event->has_routed()) return counter;
  }
  return "";
}

GroupKey KeyOf(const EventHistory& history, Family family) {
  const auto& submitted = history.front()->submitted();
  GroupKey key = {submitted.receiving_unit(), submitted.field()};
  if (family == Family::kProcedure) key.second = submitted.procedure_code();
  if (family == Family::kChannel) {
    key.second = Cat(static_cast<int>(submitted.channel()), "|", PostOfficeOf(history));
  }
  if (family == Family::kSolver) key.second = SolverOf(history, key.first);
  return key;
}

// What the solving unit has of a dossier begins when the route is laid.
Standing ForSolver(Standing standing) {
  standing.accepted = standing.routed;
  standing.refused = -1;
  const bool never_there = standing.routed >= 0 && standing.resolved >= 0 &&
                           LocalDay(standing.resolved) < LocalDay(standing.routed);
  if (never_there) standing.accepted = -1;
  return standing;
}

void CountResolved(const Standing& end, Columns& columns) {
  const int64_t resolved = LocalDay(end.resolved);
  const int64_t promised = LocalDay(end.promise);
  if (end.withdrawn || end.promise < 0 || resolved == promised) {
    ++columns.on_time;
  } else {
    ++(resolved < promised ? columns.early : columns.late);
  }
}

void CountDossier(const Standing& begin, const Standing& end, const DayPeriod& period,
                  Columns& columns) {
  if (end.refused >= 0 && begin.refused < 0) ++columns.refused;
  if (end.accepted < 0) return;
  if (end.in_post) ++columns.in_post;
  if (begin.accepted >= 0 && begin.resolved >= 0) return;
  if (begin.accepted >= 0) {
    ++columns.carried_over;
  } else {
    ++(end.online ? columns.online : columns.direct_and_post);
  }
  if (end.resolved >= 0) return CountResolved(end, columns);
  const bool passed = end.promise >= 0 && LocalDay(end.promise) < period.end;
  ++(passed && !end.stopped ? columns.pending_overdue : columns.pending_in_time);
}

}  // namespace

std::map<GroupKey, Columns> CountForm(const std::vector<Event>& events, Family family,
                                      const DayPeriod& period) {
  std::map<GroupKey, Columns> groups;
  for (const auto& [code, history] : ByDossier(events)) {
    Standing begin = StandingAt(history, BeginOfDay(period.begin));
    Standing end = StandingAt(history, BeginOfDay(period.end));
    if (family == Family::kSolver) {
      begin = ForSolver(begin);
      end = ForSolver(end);
    }
    Columns columns;
    CountDossier(begin, end, period, columns);
    if (columns != Columns()) groups[KeyOf(history, family)] += columns;
  }
  return groups;
}

}  // namespace motcua::reporting
