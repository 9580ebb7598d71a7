// What time it is. Law, leases and timers ask a Clock that was given to them; only this file reads
// the system's clock.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace motcua {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class RealClock : public Clock {
 public:
  absl::Time Now() const override;
};

// Stands still until told. Thread-safe.
class FakeClock : public Clock {
 public:
  explicit FakeClock(absl::Time now) : micros_(absl::ToUnixMicros(now)) {}
  absl::Time Now() const override { return absl::FromUnixMicros(micros_.load()); }
  void Set(absl::Time now) { micros_.store(absl::ToUnixMicros(now)); }
  void Advance(absl::Duration by) { micros_.fetch_add(absl::ToInt64Microseconds(by)); }

 private:
  std::atomic<int64_t> micros_;
};

// Runs `factor` times as fast as real time: shows `start` at the real instant `anchor`. Processes
// given the same three values agree on the time, and so does one that was restarted.
class ScaledClock : public Clock {
 public:
  ScaledClock(absl::Time start, double factor, absl::Time anchor)
      : start_(start), factor_(factor), anchor_(anchor) {}
  absl::Time Now() const override;

 private:
  absl::Time start_;
  double factor_;
  absl::Time anchor_;
};

// Makes the clock a setting names:
//   real
//   scaled:START@FACTOR[@ANCHOR]  START, ANCHOR in RFC 3339; ANCHOR is the real instant of START,
//                                 by default the start of this process
//   driven:FILE                   see driven_clock.h; FILE must exist
absl::StatusOr<std::unique_ptr<Clock>> MakeClock(std::string_view spec);

// Vietnam's time zone: UTC+7, without summer time.
absl::TimeZone LocalZone();

// Measures how long something took, by the machine's steady clock.
class Stopwatch {
 public:
  absl::Duration Elapsed() const {
    return absl::FromChrono(std::chrono::steady_clock::now() - start_);
  }
  void Restart() { start_ = std::chrono::steady_clock::now(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace motcua
