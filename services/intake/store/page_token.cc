#include "services/intake/store/page_token.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::intake {
namespace {

constexpr size_t kMarkLength = 16;

// FNV-1a: the same in every process, so that a token outlives a restart.
std::string Mark(std::string_view list) {
  uint64_t hash = 14695981039346656037u;
  for (const unsigned char byte : list) hash = (hash ^ byte) * 1099511628211u;
  return absl::StrFormat("%016x", hash);
}

}  // namespace

std::string MakePageToken(std::string_view list, std::string_view position) {
  return Cat(Mark(list), position);
}

absl::StatusOr<std::string> ParsePageToken(std::string_view list, const std::string& token) {
  if (token.empty()) return std::string();
  if (token.size() <= kMarkLength || token.compare(0, kMarkLength, Mark(list)) != 0) {
    return PageTokenInvalid();
  }
  return token.substr(kMarkLength);
}

absl::Status PageTokenInvalid() {
  return InvalidArgument(kPageTokenInvalid, "page_token: is not from this list")
      .Field("page_token", "must be the next_page_token of the page before, with the same filters");
}

absl::StatusOr<int> PageSize(int asked, int fallback, int most) {
  if (asked >= 0) return asked == 0 ? fallback : std::min(asked, most);
  return absl::Status(InvalidArgument(kFieldInvalid, "page_size: is negative")
                          .Field("page_size", "must not be negative"));
}

}  // namespace motcua::intake
