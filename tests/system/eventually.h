// Waiting for what another process does, without ever sleeping for a guessed time.
#pragma once

#include <chrono>
#include <thread>

#include "absl/time/time.h"
#include "common/base/clock.h"

namespace motcua {

// Asks until the condition holds; false if it still does not after `within`.
template <class Condition>
bool Eventually(Condition condition, absl::Duration within = absl::Seconds(20)) {
  const Stopwatch stopwatch;
  while (!condition()) {
    if (stopwatch.Elapsed() > within) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace motcua
