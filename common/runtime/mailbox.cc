#include "common/runtime/mailbox.h"

#include <asio/post.hpp>

namespace motcua::runtime {

Mailbox::Mailbox(asio::io_context& io, std::chrono::nanoseconds pause)
    : io_(io), items_(std::make_shared<Items>(io, pause)) {}

void Mailbox::Post(Item item) {
  bool first = false;
  {
    const std::lock_guard lock(items_->mutex);
    first = items_->waiting.empty();
    items_->waiting.push_back(item);
  }
  if (first) asio::post(io_, [items = items_] { RunInTime(items); });
}

void Mailbox::RunInTime(const std::shared_ptr<Items>& items) {
  if (std::chrono::steady_clock::now() >= items->may_run) return RunAll(*items);
  items->timer.expires_at(items->may_run);
  items->timer.async_wait([items](asio::error_code) { RunAll(*items); });
}

void Mailbox::RunAll(Items& items) {
  items.may_run = std::chrono::steady_clock::now() + items.pause;
  {
    const std::lock_guard lock(items.mutex);
    items.running.swap(items.waiting);
  }
  for (const Item& item : items.running) item.run(item.object);
  items.running.clear();
}

}  // namespace motcua::runtime
