// SHA-256 in one call.
#pragma once

#include <string>
#include <string_view>

namespace motcua {

// The 32 bytes.
std::string Sha256(std::string_view text);

}  // namespace motcua
