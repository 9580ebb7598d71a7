#include "services/reporting/domain/recalibration.h"

#include <algorithm>
#include <cmath>

namespace motcua::reporting {
namespace {

// Odds beyond these say no more.
constexpr double kLeast = 0.001;

// Weight of the belief that predictions tell nothing, and of that in one half.
constexpr double kFlat = 2;
constexpr double kHalf = 0.5;

// Flatter, or falling, the line would not keep the order of those at risk.
constexpr double kLeastSlope = 0.05;

constexpr int kMostTurns = 100;
constexpr double kMostMove = 1;
constexpr double kStill = 1e-9;

double OddsOf(double probability) {
  const double p = std::clamp(probability, kLeast, 1 - kLeast);
  return std::log(p / (1 - p));
}

double ChanceOf(double odds) { return 1 / (1 + std::exp(-odds)); }

// First and second derivatives of the loss by height and slope.
struct Slopes {
  double height = 0, slope = 0;
  double height_height = 0, height_slope = 0, slope_slope = 0;

  void Add(double x, double late, double weight, double chance) {
    const double error = weight * (chance - late);
    const double curve = weight * chance * (1 - chance);
    height += error;
    slope += error * x;
    height_height += curve;
    height_slope += curve * x;
    slope_slope += curve * x * x;
  }
};

Slopes SlopesAt(const std::vector<Tried>& tried, double middle, double height, double slope) {
  Slopes sums;
  for (const Tried& one : tried) {
    const double x = OddsOf(one.probability) - middle;
    sums.Add(x, one.late ? 1 : 0, one.weight, ChanceOf(height + slope * x));
  }
  // One dossier, half of it late, in the middle; and the slope's own weight.
  sums.Add(0, 0.5, 2 * kHalf, ChanceOf(height));
  sums.slope += kFlat * slope;
  sums.slope_slope += kFlat;
  return sums;
}

}  // namespace

// Newton's method, its moves bounded.
Recalibration::Recalibration(const std::vector<Tried>& tried) {
  double weights = 0, sum = 0;
  for (const Tried& one : tried) {
    weights += one.weight;
    sum += one.weight * OddsOf(one.probability);
  }
  if (weights <= 0) return;
  middle_ = sum / weights;
  slope_ = 0;
  for (int turn = 0; turn < kMostTurns; ++turn) {
    const Slopes at = SlopesAt(tried, middle_, height_, slope_);
    const double determinant =
        at.height_height * at.slope_slope - at.height_slope * at.height_slope;
    if (determinant <= 0) return;
    const double up = (at.height * at.slope_slope - at.slope * at.height_slope) / determinant;
    const double turned = (at.slope * at.height_height - at.height * at.height_slope) / determinant;
    height_ -= std::clamp(up, -kMostMove, kMostMove);
    slope_ = std::max(kLeastSlope, slope_ - std::clamp(turned, -kMostMove, kMostMove));
    if (std::abs(up) + std::abs(turned) < kStill) return;
  }
}

double Recalibration::Of(double probability) const {
  if (probability >= 1) return 1;
  return ChanceOf(height_ + slope_ * (OddsOf(probability) - middle_));
}

}  // namespace motcua::reporting
