// Counts latencies in buckets of two percent, from a microsecond to minutes.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

namespace motcua::bench {

class Histogram {
 public:
  void Record(double seconds) {
    ++buckets_[BucketOf(seconds)];
    ++count_;
  }

  // Latency in seconds that `share` (0 to 1) of all stayed at or under; 0 without records.
  double Percentile(double share) const {
    uint64_t wanted = static_cast<uint64_t>(std::ceil(share * static_cast<double>(count_)));
    uint64_t seen = 0;
    for (size_t i = 0; i < buckets_.size(); ++i) {
      seen += buckets_[i];
      if (seen >= wanted && seen > 0) return kFloor * std::pow(kStep, static_cast<double>(i + 1));
    }
    return 0;
  }

  uint64_t count() const { return count_; }

 private:
  static constexpr double kFloor = 1e-6;
  static constexpr double kStep = 1.02;
  static constexpr size_t kBuckets = 1000;

  static size_t BucketOf(double seconds) {
    if (seconds <= kFloor) return 0;
    double bucket = std::log(seconds / kFloor) / std::log(kStep);
    return std::min(static_cast<size_t>(bucket), kBuckets - 1);
  }

  std::array<uint64_t, kBuckets> buckets_{};
  uint64_t count_ = 0;
};

}  // namespace motcua::bench
