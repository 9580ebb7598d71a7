// Hands work from gRPC's threads to the io thread, many pieces in one turn of the loop.
#pragma once

#include <asio/io_context.hpp>
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

  explicit Mailbox(asio::io_context& io) : io_(io) {}

  // Thread-safe. Items run in the order posted. The last item's run may destroy the mailbox.
  void Post(Item item);

 private:
  // Outlives the mailbox while the io thread is at it.
  struct Items {
    std::mutex mutex;
    std::vector<Item> waiting;
    std::vector<Item> running;  // io thread only.
  };

  static void RunAll(Items& items);

  asio::io_context& io_;
  std::shared_ptr<Items> items_ = std::make_shared<Items>();
};

}  // namespace motcua::runtime
