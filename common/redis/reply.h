// What Redis answers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace motcua::redis {

struct Reply {
  enum class Kind { kNil, kString, kStatus, kInteger, kArray, kError };

  bool is_nil() const { return kind == Kind::kNil; }
  bool is_array() const { return kind == Kind::kArray; }
  bool is_integer() const { return kind == Kind::kInteger; }
  // A string or a status ("OK").
  bool is_text() const { return kind == Kind::kString || kind == Kind::kStatus; }

  Kind kind = Kind::kNil;
  std::string text;          // of strings, statuses and errors
  int64_t integer = 0;       // of integers
  std::vector<Reply> items;  // of arrays; an error inside an array stays an item
};

// The status an error reply stands for, by its first word:
//   READONLY, LOADING, MASTERDOWN, CLUSTERDOWN, TRYAGAIN, BUSY, NOREPLICAS, MISCONF
//     UNAVAILABLE kRedisUnavailable: not now; nothing was done.
//   OOM   RESOURCE_EXHAUSTED kRedisOutOfMemory.
//   a function that is not loaded   INTERNAL kRedisFunctionMissing.
//   others   INTERNAL kRedisError, with the text.
absl::Status StatusOfError(std::string_view error);

}  // namespace motcua::redis
