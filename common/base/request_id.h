// Ids that callers choose.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace motcua {

// What an id may be made of, for people.
inline constexpr std::string_view kPlainIdRule = "1 to 64 of A-Z a-z 0-9 . _ : -";

// Whether it follows the rule.
bool IsPlainId(std::string_view id);

// OK, or INVALID_ARGUMENT FIELD_REQUIRED | FIELD_INVALID naming "request_id".
absl::Status CheckRequestId(std::string_view request_id);

}  // namespace motcua
