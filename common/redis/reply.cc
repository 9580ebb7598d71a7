#include "common/redis/reply.h"

#include <array>
#include <string>

#include "common/base/errors.h"
#include "common/base/reasons.h"

namespace motcua::redis {

absl::Status StatusOfError(std::string_view error) {
  static constexpr std::array<std::string_view, 8> kNotNow = {
      "READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN",
      "TRYAGAIN", "BUSY",    "NOREPLICAS", "MISCONF"};
  const std::string text(error);
  const std::string_view word = error.substr(0, error.find(' '));
  for (std::string_view name : kNotNow) {
    if (word == name) {
      return Unavailable(kRedisUnavailable, text).RetryAfter(absl::Milliseconds(100));
    }
  }
  if (word == "OOM") return ResourceExhausted(kRedisOutOfMemory, text);
  if (error == "ERR Function not found") return Internal(kRedisFunctionMissing, text);
  return Internal(kRedisError, text);
}

}  // namespace motcua::redis
