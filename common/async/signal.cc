#include "common/async/signal.h"

#include <algorithm>
#include <asio/redirect_error.hpp>

namespace motcua::async {

void Signal::Notify() {
  notified_ = waiters_.empty();
  for (Waiter* waiter : waiters_) {
    waiter->notified = true;
    waiter->timer.cancel();
  }
  waiters_.clear();
}

Task<void> Signal::Wait() { co_await WaitFor(absl::InfiniteDuration()); }

Task<bool> Signal::WaitFor(absl::Duration timeout) {
  if (notified_) {
    notified_ = false;
    co_return true;
  }
  Waiter waiter{asio::steady_timer(co_await asio::this_coro::executor)};
  waiter.timer.expires_after(absl::ToChronoNanoseconds(std::min(timeout, absl::Hours(24 * 365))));
  const auto place = waiters_.insert(waiters_.end(), &waiter);
  asio::error_code error;
  co_await waiter.timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
  if (!waiter.notified) waiters_.erase(place);
  co_return waiter.notified;
}

void Event::Set() {
  set_ = true;
  signal_.Notify();
}

Task<void> Event::Wait() {
  while (!set_) co_await signal_.Wait();
}

}  // namespace motcua::async
