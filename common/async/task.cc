#include "common/async/task.h"

#include <algorithm>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <cstdio>
#include <cstdlib>

namespace motcua::async {

void DieOf(std::exception_ptr exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const std::exception& e) {
    fprintf(stderr, "an exception left a coroutine: %s\n", e.what());
  } catch (...) {
    fprintf(stderr, "an exception of unknown type left a coroutine\n");
  }
  abort();
}

void Detach(const asio::any_io_executor& executor, Task<void> task) {
  asio::co_spawn(executor, std::move(task), [](std::exception_ptr exception) {
    if (exception != nullptr) DieOf(exception);
  });
}

void Detach(asio::io_context& io, Task<void> task) {
  Detach(asio::any_io_executor(io.get_executor()), std::move(task));
}

Task<void> Sleep(absl::Duration duration) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(absl::ToChronoNanoseconds(std::min(duration, absl::Hours(24 * 365))));
  asio::error_code error;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
}

Task<void> Yield() { return asio::post(asio::use_awaitable); }

}  // namespace motcua::async
