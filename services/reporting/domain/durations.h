// How long steps take, learned from those that were done: distributions of paces, each drawn
// towards that of more steps like it the less is known of it.
//
// A pace is office time as a multiple of what the step was given (step_plan.h). Steps of a day's
// limit and of a month's are alike in it; in hours they are not.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "services/reporting/domain/chances.h"

namespace motcua::reporting {

// Chances of a pace, by bins of an eighth of a doubling; the last stands for all that is longer.
// They add up to 1.
inline constexpr int kPacesPerDoubling = 8;
inline constexpr int kPaces = 12 * kPacesPerDoubling;
using Paces = Chances;

// The bin of a pace, and the pace its middle stands for: from 1/128 to 32.
int BinOf(double pace);
double PaceOf(int bin);

// A step by what it is like: itself at this unit, at any unit, any step at the unit's level.
struct StepKind {
  std::string procedure_code;
  int index = 0;
  std::string unit;
  int level = 0;
};

class Durations {
 public:
  void Add(const StepKind& kind, double pace);

  // Steps learned from.
  int64_t size() const { return size_; }
  // Of them, those of the same procedure and step.
  int64_t BasisOf(const StepKind& kind) const;
  // Chances of the kind's pace. Without anything learned: all of it in the first bin.
  const Paces& Of(const StepKind& kind) const;

  // How far what a step is given decides how long it takes: 0, not at all beyond its share in the
  // plan, to 1, in proportion.
  double haste() const { return haste_; }
  void set_haste(double haste) { haste_ = haste; }

 private:
  struct Counts {
    std::map<int, int64_t> by_bin;
    int64_t total = 0;
  };

  // From the widest group to the narrowest.
  static std::vector<std::string> GroupsOf(const StepKind& kind);

  std::map<std::string, Counts> counts_;
  mutable std::map<std::string, Paces> paces_;  // of the narrowest groups; forgotten by Add
  int64_t size_ = 0;
  double haste_ = 0;
};

}  // namespace motcua::reporting
