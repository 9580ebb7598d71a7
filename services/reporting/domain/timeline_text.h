// What an event says to a citizen, in Vietnamese.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "motcua/event/v1/event.pb.h"

namespace motcua::reporting {

// Name of a unit, e.g. "Xã Mỹ Tân"; its code where the name is not known.
using UnitName = std::function<std::string(std::string_view code)>;

// One sentence, without personal data. Empty for a kind this version does not know.
std::string TimelineText(const event::v1::Event& event, const UnitName& unit_name);

}  // namespace motcua::reporting
