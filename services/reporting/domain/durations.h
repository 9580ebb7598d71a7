// How long steps take, learned from those that were done: distributions of office time, each drawn
// towards that of more steps like it the less is known of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace motcua::reporting {

// Chances of a duration, by bins of kBinMinutes of office time; the last bin stands for all that is
// longer. They add up to 1.
inline constexpr int kBinMinutes = 60;
inline constexpr int kBins = 480;  // sixty working days of eight hours
using Chances = std::vector<double>;

int BinOf(int64_t minutes);

// A step by what it is like: itself at this unit, at any unit, any step at the unit's level.
struct StepKind {
  std::string procedure_code;
  int index = 0;
  std::string unit;
  int level = 0;
};

class Durations {
 public:
  void Add(const StepKind& kind, int64_t minutes);

  // Steps learned from.
  int64_t size() const { return size_; }
  // Of them, those of the same procedure and step.
  int64_t BasisOf(const StepKind& kind) const;
  // Chances of the kind's duration. Without anything learned: all of it in the first bin.
  const Chances& Of(const StepKind& kind) const;

 private:
  struct Counts {
    std::map<int, int64_t> by_bin;
    int64_t total = 0;
  };

  // From the widest group to the narrowest.
  static std::vector<std::string> GroupsOf(const StepKind& kind);

  std::map<std::string, Counts> counts_;
  mutable std::map<std::string, Chances> chances_;  // of the narrowest groups; forgotten by Add
  int64_t size_ = 0;
};

}  // namespace motcua::reporting
