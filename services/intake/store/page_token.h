// Where a list goes on: an opaque word that is good for the list that gave it, and no other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::intake {

// `list` names everything that makes a list what it is (its filters); `position` is where to go on.
std::string MakePageToken(std::string_view list, std::string_view position);

// The position; "" for an empty token. INVALID_ARGUMENT PAGE_TOKEN_INVALID if another list gave it.
absl::StatusOr<std::string> ParsePageToken(std::string_view list, const std::string& token);

// INVALID_ARGUMENT PAGE_TOKEN_INVALID.
absl::Status PageTokenInvalid();

// The size asked for: `fallback` for 0, at most `most`. INVALID_ARGUMENT FIELD_INVALID if negative.
absl::StatusOr<int> PageSize(int asked, int fallback, int most);

}  // namespace motcua::intake
