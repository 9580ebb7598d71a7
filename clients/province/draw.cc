#include "clients/province/draw.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace motcua::province {
namespace {

// FNV-1a.
uint64_t Mix(uint64_t hash, std::string_view bytes) {
  for (unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
  return (hash ^ 0xff) * 0x100000001b3;  // so that "ab","c" and "a","bc" differ
}

}  // namespace

Draw::Draw(uint64_t seed, std::string_view subject, std::string_view what, int64_t turn)
    : state_(Mix(Mix(0xcbf29ce484222325 ^ seed, subject), what)) {
  state_ ^= static_cast<uint64_t>(turn) * 0x9e3779b97f4a7c15;
  Next();
}

// SplitMix64.
uint64_t Draw::Next() {
  uint64_t z = (state_ += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

double Draw::Uniform() { return static_cast<double>(Next() >> 11) * 0x1p-53; }

int64_t Draw::Between(int64_t least, int64_t most) {
  return least + static_cast<int64_t>(Uniform() * static_cast<double>(most - least + 1));
}

double Draw::LogNormal(double median, double sigma) {
  // Box–Muller; 1 - Uniform() is never 0.
  const double radius = std::sqrt(-2 * std::log(1 - Uniform()));
  const double normal = radius * std::cos(2 * std::numbers::pi * Uniform());
  return median * std::exp(sigma * normal);
}

size_t Draw::Pick(const std::vector<double>& cumulative) {
  const double point = Uniform() * cumulative.back();
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), point);
  return std::min<size_t>(found - cumulative.begin(), cumulative.size() - 1);
}

}  // namespace motcua::province
