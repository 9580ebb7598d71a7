// Drives a hiredis asynchronous context from an Asio loop.
#pragma once

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>
#include <memory>

struct redisAsyncContext;

namespace motcua::redis {

// Lives until hiredis frees the context or the loop is destroyed, whichever is later.
class AsioAdapter : public std::enable_shared_from_this<AsioAdapter> {
 public:
  // From now on the loop reads and writes for `context`.
  static void Attach(asio::io_context& io, redisAsyncContext* context);

  AsioAdapter(asio::io_context& io, redisAsyncContext* context);

 private:
  static AsioAdapter* Of(void* data) { return static_cast<AsioAdapter*>(data); }
  void AddRead();
  void AddWrite();
  void Read();
  void Flush();
  void Detach();

  asio::io_context& io_;
  asio::posix::stream_descriptor socket_;
  redisAsyncContext* context_;         // null once hiredis has freed it
  std::shared_ptr<AsioAdapter> self_;  // the context's share in this adapter
  bool reading_ = false;               // a wait for bytes to read is under way
  bool write_scheduled_ = false;       // a flush is posted, or waits for room in the socket
  bool flushing_ = false;              // inside redisAsyncHandleWrite
};

}  // namespace motcua::redis
