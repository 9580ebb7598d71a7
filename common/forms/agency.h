// The agency block of a form: who issues it, and where.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace motcua::forms {

struct Agency {
  std::string superior;  // "Ủy ban nhân dân xã Mỹ Ngãi"
  std::string name;      // the one-stop: "Bộ phận Tiếp nhận và Trả kết quả"
  std::string place;     // for the date line: "Mỹ Ngãi"
};

// The block of a one-stop unit named `unit_name` under the unit `parent_name` (may be empty). A
// territorial unit's one-stop is its people's committee's; from 2025-07-01 a public administration
// centre (NĐ 118/2025). Any other unit stands under the committee of the unit above.
Agency AgencyOf(std::string_view unit_name, std::string_view parent_name, absl::CivilDay day);

}  // namespace motcua::forms
