#include "common/redis/asio_adapter.h"

#include <hiredis/async.h>

#include <asio/post.hpp>

namespace motcua::redis {

AsioAdapter::AsioAdapter(asio::io_context& io, redisAsyncContext* context)
    : io_(io), socket_(io, context->c.fd), context_(context) {}

void AsioAdapter::Attach(asio::io_context& io, redisAsyncContext* context) {
  auto adapter = std::make_shared<AsioAdapter>(io, context);
  adapter->self_ = adapter;
  context->ev.data = adapter.get();
  context->ev.addRead = [](void* data) { Of(data)->AddRead(); };
  context->ev.delRead = [](void*) {};
  context->ev.addWrite = [](void* data) { Of(data)->AddWrite(); };
  context->ev.delWrite = [](void*) {};
  context->ev.cleanup = [](void* data) { Of(data)->Detach(); };
}

void AsioAdapter::AddRead() {
  if (reading_) return;
  reading_ = true;
  socket_.async_wait(asio::posix::stream_descriptor::wait_read,
                     [self = shared_from_this()](asio::error_code error) {
                       self->reading_ = false;
                       if (!error) self->Read();
                     });
}

void AsioAdapter::Read() {
  if (context_ != nullptr) redisAsyncHandleRead(context_);  // asks for the next read itself
}

// Commands of one turn of the loop gather in hiredis's buffer and leave in one write.
void AsioAdapter::AddWrite() {
  if (write_scheduled_) return;
  write_scheduled_ = true;
  auto flush = [self = shared_from_this()](asio::error_code error = {}) {
    self->write_scheduled_ = false;
    if (!error) self->Flush();
  };
  // Whether a connect has succeeded can only be asked once the socket has become writable, and a
  // write that was cut short must wait for room.
  const bool must_wait = flushing_ || (context_->c.flags & REDIS_CONNECTED) == 0;
  if (must_wait) {
    socket_.async_wait(asio::posix::stream_descriptor::wait_write, std::move(flush));
  } else {
    asio::post(io_, [flush = std::move(flush)]() mutable { flush(); });
  }
}

void AsioAdapter::Flush() {
  if (context_ == nullptr) return;
  flushing_ = true;
  redisAsyncHandleWrite(context_);
  flushing_ = false;
}

// hiredis closes the file descriptor itself.
void AsioAdapter::Detach() {
  context_ = nullptr;
  socket_.release();
  auto self = std::move(self_);  // may be the last share: nothing may follow
}

}  // namespace motcua::redis
