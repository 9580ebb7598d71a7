// What happened to money, in a sentence.
#pragma once

#include <string>

#include "motcua/event/v1/event.pb.h"

namespace motcua::reporting {

// Empty for events about anything else. `unit`: name of the event's unit.
std::string TextOfMoney(const event::v1::Event& event, const std::string& unit);

}  // namespace motcua::reporting
