// What domain functions refuse requests with.
#pragma once

#include <cstddef>
#include <string_view>

#include "absl/status/status.h"

namespace motcua::postal {

// Characters of a person's name.
inline constexpr size_t kMaxNameLength = 200;

// INVALID_ARGUMENT FIELD_REQUIRED.
absl::Status Required(std::string_view field);
// INVALID_ARGUMENT FIELD_INVALID: the field, and what is wrong with it ("is negative").
absl::Status Invalid(std::string_view field, std::string_view why);
// FIELD_INVALID when longer than `max` characters of UTF-8.
absl::Status CheckLength(std::string_view field, std::string_view text, size_t max);

}  // namespace motcua::postal
