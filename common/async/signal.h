// Ways for coroutines of the io thread to wake each other.
#pragma once

#include <asio/steady_timer.hpp>
#include <list>

#include "absl/time/time.h"
#include "common/async/task.h"

namespace motcua::async {

// Tells waiters that something changed. Waiters wake in a later turn of the loop, never inside
// Notify. Must outlive its waiters' last resumption.
class Signal {
 public:
  Signal() = default;
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

  // Wakes all who wait now. With nobody waiting it is remembered: the next Wait returns at once.
  void Notify();
  Task<void> Wait();
  // As Wait, but false if the real time `timeout` passed first.
  Task<bool> WaitFor(absl::Duration timeout);

 private:
  struct Waiter {
    asio::steady_timer timer;
    bool notified = false;
  };
  std::list<Waiter*> waiters_;
  bool notified_ = false;
};

// Happens once: after Set every Wait, present and future, returns.
class Event {
 public:
  bool is_set() const { return set_; }
  void Set();
  Task<void> Wait();

 private:
  bool set_ = false;
  Signal signal_;
};

}  // namespace motcua::async
