// How long work, its being taken up and originals take in a simulation: as long as they took in
// reality; where nothing tells, as long as they took another dossier at the same step (at the same
// unit, if one is known), the same one for the same seed.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "clients/cli/simulate/arrivals.h"
#include "clients/cli/simulate/desk_clock.h"

namespace motcua::cli::simulate {

// A step in a simulation.
struct StepAt {
  size_t dossier = 0;
  int step = 0;
  std::string unit;
  bool before_pause = false;  // it is going to ask for something
};

class Draws {
 public:
  // `arrivals` must outlive the object. `clocks` are those of the officers there really were.
  Draws(const std::vector<Arrival>& arrivals, const DeskClocks& clocks, uint64_t seed);

  // Minutes of office time in an officer's hands.
  double Minutes(const StepAt& step) const { return RecordOf(step).minutes; }
  // Free minutes of officers (desk_clock.h) that go by before one takes the step up.
  double FreeMinutes(const StepAt& step) const { return RecordOf(step).free_minutes; }
  // How long originals are on their way; a working day's length where nobody knows.
  absl::Duration Papers(size_t dossier, int step) const;

 private:
  // A number that depends on nothing but seed, dossier and step.
  uint64_t NumberOf(size_t dossier, int step) const;

  struct Record {
    double minutes = 0;
    double free_minutes = 0;
  };

  // What is known of the step itself, or of the one that is drawn for it.
  Record RecordOf(const StepAt& step) const;

  const std::vector<Arrival>& arrivals_;
  uint64_t seed_;
  std::vector<std::map<int, Record>> own_;              // by dossier and step
  std::map<size_t, Record> asked_;                      // by dossier: of the step that paused
  std::map<std::string, std::vector<Record>> records_;  // by procedure, step and unit, and wider
  std::vector<absl::Duration> papers_;
};

}  // namespace motcua::cli::simulate
