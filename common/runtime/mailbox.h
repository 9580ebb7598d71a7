// Hands work from gRPC's threads to the io thread, many pieces in one turn of the loop.
#pragma once

#include <asio/io_context.hpp>
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

  // Must outlive what it posts to `io`.
  explicit Mailbox(asio::io_context& io) : io_(io) {}

  // Thread-safe. Items run in the order posted.
  void Post(Item item);

 private:
  void RunAll();

  asio::io_context& io_;
  std::mutex mutex_;
  std::vector<Item> waiting_;
  std::vector<Item> running_;  // io thread only.
};

}  // namespace motcua::runtime
