// The last stage of a prediction: what earlier predictions of the same kind came to.
#pragma once

#include <vector>

namespace motcua::reporting {

// A prediction and what came of it.
struct Tried {
  double probability = 0;
  bool late = false;
  double weight = 1;  // several predictions of one dossier share the weight of one
};

// A logistic line through what was foretold and came, by logarithms of odds. The less is known, the
// flatter: where hardly anything was late, it says little more than the past share.
class Recalibration {
 public:
  // Leaves probabilities as they are.
  Recalibration() = default;
  // Learned from what was tried; without any as above.
  explicit Recalibration(const std::vector<Tried>& tried);

  // Rises with the probability. 1, which stands for what has happened, stays 1.
  double Of(double probability) const;

 private:
  double middle_ = 0;  // where the line turns, in logarithms of odds
  double height_ = 0;
  double slope_ = 1;
};

}  // namespace motcua::reporting
