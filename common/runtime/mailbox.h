// Hands work from gRPC's threads to the io thread, many pieces in one turn of the loop.
#pragma once

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

namespace motcua::runtime {

class Mailbox {
 public:
  // Something to run on the io thread; `object` is handed to `run`.
  struct Item {
    void (*run)(void* object);
    void* object;
  };

  // What is posted sooner than `pause` after the last emptying waits for its end. At a load where
  // calls come singly but often, taking a few together saves much of each one's cost; the first
  // after a quiet moment waits for nothing.
  explicit Mailbox(asio::io_context& io, std::chrono::nanoseconds pause = {});

  // Thread-safe. Items run in the order posted. The last item's run may destroy the mailbox.
  void Post(Item item);

 private:
  // Outlives the mailbox while the io thread is at it.
  struct Items {
    Items(asio::io_context& io, std::chrono::nanoseconds pause) : pause(pause), timer(io) {}

    std::mutex mutex;
    std::vector<Item> waiting;
    // The rest is the io thread's.
    const std::chrono::nanoseconds pause;
    std::vector<Item> running;
    asio::steady_timer timer;
    std::chrono::steady_clock::time_point may_run;
  };

  static void RunInTime(const std::shared_ptr<Items>& items);
  static void RunAll(Items& items);

  asio::io_context& io_;
  std::shared_ptr<Items> items_;
};

}  // namespace motcua::runtime
