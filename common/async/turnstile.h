// Lets coroutines of the io thread through one after the other, by name.
#pragma once

#include <deque>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "common/async/signal.h"
#include "common/async/task.h"

namespace motcua::async {

// Whoever changes something that others of this process change at the same time waits here instead of
// being refused and deciding again. It keeps nobody of another process out.
class Turnstile {
 public:
  // Waits until all who came before under the name have left. A coroutine that is destroyed with its
  // loop need not leave.
  Task<void> Enter(std::string name);
  // Lets the next of the name through. Who entered must leave.
  void Leave(const std::string& name);

 private:
  // Who waits; an entry is there while somebody is through.
  absl::flat_hash_map<std::string, std::deque<std::shared_ptr<Event>>> waiting_;
};

}  // namespace motcua::async
