// What happened, from the archive: each event once, in order.
#pragma once

#include <functional>
#include <string>

#include "clients/province/wire.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::province {

class Feed {
 public:
  explicit Feed(Wire& wire) : wire_(wire) {}

  // Gives every event archived since the last call (at first: since the oldest) to `on_event`.
  // Blocks, outside the io loop. Goes on by its resume token when the service was away. False when
  // stopping.
  bool CatchUp(const std::function<void(const event::v1::Event&)>& on_event);

 private:
  Wire& wire_;
  std::string resume_token_;
};

}  // namespace motcua::province
