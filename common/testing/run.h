// Runs coroutines to their end in a test.
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <type_traits>
#include <utility>

#include "common/async/task.h"

namespace motcua {
namespace internal {

template <typename T>
async::Task<void> StoreResult(async::Task<T> task, std::optional<T>* result) {
  result->emplace(co_await std::move(task));
}

inline async::Task<void> StoreResult(async::Task<void> task, std::optional<bool>* result) {
  co_await std::move(task);
  *result = true;
}

}  // namespace internal

// Turns the loop until the task is done and returns its result. Ends the process if that takes
// more than a minute.
template <typename T>
T RunOn(asio::io_context& io, async::Task<T> task) {
  std::optional<std::conditional_t<std::is_void_v<T>, bool, T>> result;
  async::Detach(io, internal::StoreResult(std::move(task), &result));
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  io.restart();
  while (!result.has_value()) {
    if (io.run_one_until(deadline) > 0) continue;
    fprintf(stderr, "RunOn: the task did not finish\n");
    abort();
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace motcua
