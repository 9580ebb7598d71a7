// Coroutines as this system uses them: all run on the one io thread, so their state needs no
// locks; parameters are taken by value, or by reference to what outlives the server.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace motcua::async {

template <typename T>
using Task = asio::awaitable<T>;

// Runs the task on the loop with nobody waiting for it. It starts in a later turn of the loop. An
// exception that leaves it ends the process: our own code throws none.
void Detach(asio::io_context& io, Task<void> task);
void Detach(const asio::any_io_executor& executor, Task<void> task);

// Suspends for real time; an infinite duration suspends for good.
Task<void> Sleep(absl::Duration duration);

// Lets everything that is ready on the loop run first.
Task<void> Yield();

// Logs the exception and ends the process.
[[noreturn]] void DieOf(std::exception_ptr exception);

// One coroutine's parking place: Park suspends it, Unpark resumes it at once, inside the caller.
// Allocates nothing; bridges callbacks of the io thread to coroutines.
class Parking {
 public:
  bool occupied() const { return handler_.has_value(); }
  // At most one coroutine at a time.
  Task<void> Park() {
    return asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [this](auto handler) { handler_.emplace(std::move(handler)); }, asio::use_awaitable);
  }
  // Resumes the parked coroutine until it suspends again; `this` may be gone afterwards.
  void Unpark() {
    auto handler = *std::move(handler_);
    handler_.reset();
    std::move(handler)();
  }

 private:
  std::optional<asio::async_result<asio::use_awaitable_t<>, void()>::handler_type> handler_;
};

namespace internal {

// What the branches of one WhenAll share.
template <typename T>
struct Join {
  std::vector<std::optional<T>> results;
  size_t running;
  Parking parent;
};

template <typename T>
Task<void> RunBranch(Task<T> task, std::shared_ptr<Join<T>> join, size_t index) {
  join->results[index].emplace(co_await std::move(task));
  if (--join->running == 0 && join->parent.occupied()) join->parent.Unpark();
}

}  // namespace internal

// Runs the tasks concurrently on the io thread; their results in the tasks' order.
template <typename T>
Task<std::vector<T>> WhenAll(std::vector<Task<T>> tasks) {
  auto executor = co_await asio::this_coro::executor;
  auto join = std::make_shared<internal::Join<T>>();
  join->results.resize(tasks.size());
  join->running = tasks.size();
  for (size_t i = 0; i < tasks.size(); ++i) {
    Detach(executor, internal::RunBranch<T>(std::move(tasks[i]), join, i));
  }
  if (join->running > 0) co_await join->parent.Park();
  std::vector<T> results;
  results.reserve(join->results.size());
  for (auto& result : join->results) results.push_back(*std::move(result));
  co_return results;
}

}  // namespace motcua::async
