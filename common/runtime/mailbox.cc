#include "common/runtime/mailbox.h"

#include <asio/post.hpp>

namespace motcua::runtime {

void Mailbox::Post(Item item) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = waiting_.empty();
    waiting_.push_back(item);
  }
  if (first) asio::post(io_, [this] { RunAll(); });
}

void Mailbox::RunAll() {
  {
    const std::lock_guard lock(mutex_);
    running_.swap(waiting_);
  }
  for (const Item& item : running_) item.run(item.object);
  running_.clear();
}

}  // namespace motcua::runtime
