// Which circular's forms are in force on a day, and what each form is called in it.
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/civil_time.h"

namespace motcua::forms {

enum class Kind { kReceipt, kSupplement, kRefusal, kApology, kStop, kControl, kRegister };

enum class Edition {
  k2018,  // TT 01/2018/TT-VPCP Đ.9: six forms
  k2025,  // TT 03/2025/TT-VPCP, in force from 2025-09-15: seven, with the notice of a stop
};

Edition EditionOn(absl::CivilDay day);

struct FormId {
  std::string_view number;    // "01"
  std::string_view title;     // as printed
  std::string_view circular;  // "TT 01/2018/TT-VPCP"
};

// nullopt: the edition has no such form (the notice of a stop before 2025-09-15).
std::optional<FormId> FormIdOf(Kind kind, Edition edition);

}  // namespace motcua::forms
