#include "clients/cli/simulate/comparison.h"

#include <algorithm>

namespace motcua::cli::simulate {
namespace {

void Add(const Arrival& arrival, absl::Time resolved, absl::Time due,
         const calendar::Calendar& calendar, Outcome& outcome) {
  outcome.late += IsLate(resolved, due) ? 1 : 0;
  if (resolved == absl::InfiniteFuture()) return;
  ++outcome.resolved;
  if (arrival.resolve_time == absl::InfiniteFuture()) return;
  ++outcome.timed;
  outcome.working_minutes += calendar.WorkingMinutesBetween(arrival.accept_time, resolved);
}

void Add(const Arrival& arrival, const Result& replayed, const Result& changed, absl::Time known,
         const calendar::Calendar& calendar, Row& row) {
  ++row.dossiers;
  Add(arrival, arrival.resolve_time, arrival.due_time, calendar, row.real);
  // What is not resolved yet is late only if its day is over.
  const bool open = arrival.resolve_time == absl::InfiniteFuture();
  if (open && arrival.due_time != absl::InfiniteFuture() && arrival.due_time >= known) {
    --row.real.late;
  }
  Add(arrival, replayed.resolved, replayed.due, calendar, row.replayed);
  Add(arrival, changed.resolved, changed.due, calendar, row.changed);
}

// The last instant the arrivals tell of.
absl::Time KnownUntil(const std::vector<Arrival>& arrivals) {
  absl::Time known = absl::InfinitePast();
  for (const Arrival& arrival : arrivals) {
    known = std::max(known, arrival.accept_time);
    if (arrival.resolve_time < absl::InfiniteFuture())
      known = std::max(known, arrival.resolve_time);
  }
  return known;
}

}  // namespace

Comparison Compare(const std::vector<Arrival>& arrivals, const std::vector<Result>& replayed,
                   const std::vector<Result>& changed, absl::Time from,
                   const calendar::Calendar& calendar) {
  Comparison comparison;
  const absl::Time known = KnownUntil(arrivals);
  for (size_t i = 0; i < arrivals.size(); ++i) {
    const Arrival& arrival = arrivals[i];
    if (arrival.accept_time < from || arrival.withdrawn) continue;
    if (!replayed[i].routed || !changed[i].routed) {
      ++comparison.left_out;
      continue;
    }
    Row& row = comparison.units[arrival.accepted.receiving_unit()];
    Add(arrival, replayed[i], changed[i], known, calendar, row);
    Add(arrival, replayed[i], changed[i], known, calendar, comparison.total);
  }
  return comparison;
}

}  // namespace motcua::cli::simulate
