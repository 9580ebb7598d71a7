#include "services/reporting/domain/chances.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace motcua::reporting {

Chances AtOnce(int bins) {
  Chances chances(bins, 0.0);
  chances[0] = 1;
  return chances;
}

void Put(double place, double chance, Chances& chances) {
  const int last = static_cast<int>(chances.size()) - 1;
  if (place >= last) {
    chances[last] += chance;
    return;
  }
  const int before = static_cast<int>(std::max(place, 0.0));
  const double after = std::max(place, 0.0) - before;
  chances[before] += chance * (1 - after);
  chances[before + 1] += chance * after;
}

Chances Later(const Chances& a, const Chances& b) {
  Chances later(a.size());
  double sum_a = 0, sum_b = 0, before = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    sum_a += a[i];
    sum_b += b[i];
    later[i] = sum_a * sum_b - before;
    before = sum_a * sum_b;
  }
  return later;
}

Chances Shifted(const Chances& chances, int by) {
  const int last = static_cast<int>(chances.size()) - 1;
  Chances shifted(chances.size(), 0.0);
  for (int i = 0; i <= last; ++i) shifted[std::clamp(i + by, 0, last)] += chances[i];
  return shifted;
}

void NotBefore(double place, Chances& chances) {
  const int last = static_cast<int>(chances.size()) - 1;
  const int end = std::clamp(static_cast<int>(std::ceil(place)), 0, last);
  double sum = 0;
  for (int i = 0; i < end; ++i) sum += std::exchange(chances[i], 0.0);
  if (sum > 0) Put(place, sum, chances);
}

double Beyond(double place, const Chances& chances) {
  double beyond = 0;
  for (int i = static_cast<int>(chances.size()) - 1; i > place; --i) beyond += chances[i];
  return std::clamp(beyond, 0.0, 1.0);
}

double Mean(const Chances& chances) {
  double mean = 0;
  for (size_t i = 0; i < chances.size(); ++i) mean += static_cast<double>(i) * chances[i];
  return mean;
}

int MedianOf(const Chances& chances) {
  double sum = 0;
  for (size_t i = 0; i < chances.size(); ++i) {
    sum += chances[i];
    if (sum >= 0.5) return static_cast<int>(i);
  }
  return static_cast<int>(chances.size()) - 1;
}

}  // namespace motcua::reporting
