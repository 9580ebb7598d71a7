// How long work and originals take in a simulation: as long as they took in reality; where nothing
// tells, as long as they took another dossier at the same step, the same one for the same seed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/simulate/arrivals.h"

namespace motcua::cli::simulate {

class Draws {
 public:
  // `arrivals` must outlive the object.
  Draws(const std::vector<Arrival>& arrivals, uint64_t seed);

  // Minutes of office time in an officer's hands.
  double Minutes(size_t dossier, int step) const;
  // How long originals are on their way; a working day's length where nobody knows.
  absl::Duration Papers(size_t dossier, int step) const;

 private:
  // A number that depends on nothing but seed, dossier and step.
  uint64_t NumberOf(size_t dossier, int step) const;

  const std::vector<Arrival>& arrivals_;
  uint64_t seed_;
  std::map<std::string, std::vector<int64_t>> minutes_;  // by procedure and step; "": of all
  std::vector<absl::Duration> papers_;
};

}  // namespace motcua::cli::simulate
