// The body of a carrier's call: one record, or a list of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::postal {

// A record's own text each. INVALID_ARGUMENT: no JSON object, and no list of objects.
absl::StatusOr<std::vector<std::string>> RecordsOf(std::string_view body);

// The record with one more field, in front. `record` is a JSON object.
std::string WithField(std::string_view record, std::string_view name, std::string_view value);

}  // namespace motcua::postal
