#include "services/intake/domain/code.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace motcua::intake {
namespace {

constexpr size_t kLongestCode = 64;

}  // namespace

bool LooksLikeCode(std::string_view code) {
  return !code.empty() && code.size() <= kLongestCode &&
         std::ranges::all_of(code, [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '.' || c == '-';
         });
}

}  // namespace motcua::intake
