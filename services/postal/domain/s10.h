// The S10 identifiers this system gives out; the standard itself is common/validate/s10.h.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/validate/s10.h"

namespace motcua::postal {

using validate::IsS10;
using validate::kMaxS10Serial;

// The identifier of an express consignment (EQ) within Vietnam. OUT_OF_RANGE SERIALS_EXHAUSTED
// outside 1 … kMaxS10Serial.
absl::StatusOr<std::string> MakeS10(int64_t serial);

}  // namespace motcua::postal
