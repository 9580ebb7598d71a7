// The real month beside its replay and the changed one, by receiving unit.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "clients/cli/simulate/simulation.h"

namespace motcua::cli::simulate {

struct Outcome {
  int64_t late = 0;
  int64_t resolved = 0;
  int64_t timed = 0;            // those that were resolved in reality: the same ones in all three
  int64_t working_minutes = 0;  // of those, from acceptance to result

  double mean_hours() const {
    return timed == 0 ? 0 : static_cast<double>(working_minutes) / 60 / timed;
  }
};

struct Row {
  int64_t dossiers = 0;
  Outcome real;
  Outcome replayed;  // with the roster as it was
  Outcome changed;
};

struct Comparison {
  std::map<std::string, Row> units;
  Row total;
  int64_t left_out = 0;  // without a route
};

// Of the arrivals accepted at or after `from`; those before only fill the queues.
Comparison Compare(const std::vector<Arrival>& arrivals, const std::vector<Result>& replayed,
                   const std::vector<Result>& changed, absl::Time from,
                   const calendar::Calendar& calendar);

}  // namespace motcua::cli::simulate
