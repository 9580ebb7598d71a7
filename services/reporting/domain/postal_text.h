// What an event of the post says to a citizen, in Vietnamese.
#pragma once

#include <string>

#include "services/reporting/domain/timeline_text.h"

namespace motcua::reporting {

// Empty for an event that is not the post's.
std::string PostalText(const event::v1::Event& event, const UnitName& unit_name);

}  // namespace motcua::reporting
