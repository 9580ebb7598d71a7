// A unit's queue and its officers in a simulation. A step is taken up once so much of the officers'
// free time (desk_clock.h) has gone by as the past says; of those that may be, what is due first.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/time/time.h"
#include "clients/cli/simulate/roster.h"
#include "common/calendar/calendar.h"

namespace motcua::cli::simulate {

// A step in a queue.
struct Waiting {
  absl::Time due;
  size_t dossier = 0;
  int step = 0;

  auto Order() const { return std::tie(due, dossier, step); }
  bool operator<(const Waiting& other) const { return Order() < other.Order(); }
};

class Desk {
 public:
  // `calendar` must outlive the object.
  Desk(Crew crew, const calendar::Calendar& calendar) : crew_(crew), calendar_(calendar) {}

  const Crew& crew() const { return crew_; }

  // Puts a step into the queue, in place of an earlier entry of the same; it may be taken up after
  // `free_minutes`.
  void Queue(const Waiting& step, double free_minutes, absl::Time now);

  // Takes out the next step, if it may be taken up and an officer is free. Begin() if one begins
  // it.
  std::optional<Waiting> Take(absl::Time now);
  void Begin(absl::Time now) { Count(now), ++busy_; }
  void End(absl::Time now) { Count(now), --busy_; }

  // When another step may be taken up if nothing else happens before, and which; nullopt: none.
  std::optional<std::pair<absl::Time, Waiting>> NextLook(absl::Time now);

 private:
  double RatePerMinute() const;
  void Count(absl::Time now);

  Crew crew_;
  const calendar::Calendar& calendar_;
  int busy_ = 0;
  double clock_ = 0;                            // free minutes so far
  double counted_ = 0;                          // office minutes up to which they are counted
  std::set<std::pair<double, Waiting>> later_;  // by what the clock must show
  std::set<Waiting> ready_;
};

}  // namespace motcua::cli::simulate
