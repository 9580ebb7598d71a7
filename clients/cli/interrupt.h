// Ends a command that runs until the person has seen enough.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "absl/time/time.h"

namespace motcua::cli {

// While it exists, SIGINT and SIGTERM do not end the process but call `stop`, on a thread of this
// object. One at a time.
class Interrupt {
 public:
  explicit Interrupt(std::function<void()> stop);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // A signal came.
  bool Came() const { return came_.load(); }
  // Waits; false as soon as a signal came.
  bool Wait(absl::Duration time) const;

 private:
  void Watch();

  std::function<void()> stop_;
  std::atomic<bool> came_{false};
  std::atomic<bool> over_{false};
  std::thread thread_;
};

}  // namespace motcua::cli
