#include "common/async/turnstile.h"

#include <utility>

namespace motcua::async {

Task<void> Turnstile::Enter(std::string name) {
  const auto [found, is_free] = waiting_.try_emplace(std::move(name));
  if (is_free) co_return;
  auto turn = std::make_shared<Event>();
  found->second.push_back(turn);
  co_await turn->Wait();
}

void Turnstile::Leave(const std::string& name) {
  const auto found = waiting_.find(name);
  if (found->second.empty()) {
    waiting_.erase(found);
    return;
  }
  const std::shared_ptr<Event> next = std::move(found->second.front());
  found->second.pop_front();
  next->Set();
}

}  // namespace motcua::async
