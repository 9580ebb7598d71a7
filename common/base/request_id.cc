#include "common/base/request_id.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"

namespace motcua {
namespace {

constexpr size_t kLongest = 64;
constexpr char kField[] = "request_id";

bool IsPlain(unsigned char c) {
  return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == ':' || c == '-';
}

}  // namespace

bool IsPlainId(std::string_view id) {
  return !id.empty() && id.size() <= kLongest && std::ranges::all_of(id, IsPlain);
}

absl::Status CheckRequestId(std::string_view request_id) {
  if (IsPlainId(request_id)) return absl::OkStatus();
  if (request_id.empty()) {
    return InvalidArgument(kFieldRequired, "request_id: is required").Field(kField, "is required");
  }
  return InvalidArgument(kFieldInvalid, "request_id: is malformed").Field(kField, kPlainIdRule);
}

}  // namespace motcua
