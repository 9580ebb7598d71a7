// Chance that comes out the same every time: numbers drawn from a hash of what they are drawn for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace motcua::province {

// A sequence of numbers that depends on nothing but the four arguments.
class Draw {
 public:
  Draw(uint64_t seed, std::string_view subject, std::string_view what, int64_t turn = 0);

  // In [0, 1).
  double Uniform();
  // Whole number from `least` to `most`, both included.
  int64_t Between(int64_t least, int64_t most);
  bool Chance(double probability) { return Uniform() < probability; }
  // `sigma` is the standard deviation of the logarithm.
  double LogNormal(double median, double sigma);
  // Index into cumulative weights (rising, not empty).
  size_t Pick(const std::vector<double>& cumulative);

 private:
  uint64_t Next();

  uint64_t state_;
};

}  // namespace motcua::province
