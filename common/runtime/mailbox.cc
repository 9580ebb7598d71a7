#include "common/runtime/mailbox.h"

#include <asio/post.hpp>

namespace motcua::runtime {

void Mailbox::Post(Item item) {
  bool first = false;
  {
    const std::lock_guard lock(items_->mutex);
    first = items_->waiting.empty();
    items_->waiting.push_back(item);
  }
  if (first) asio::post(io_, [items = items_] { RunAll(*items); });
}

void Mailbox::RunAll(Items& items) {
  {
    const std::lock_guard lock(items.mutex);
    items.running.swap(items.waiting);
  }
  for (const Item& item : items.running) item.run(item.object);
  items.running.clear();
}

}  // namespace motcua::runtime
