// What is wrong with what someone handed in: a fault has a reason, a field and a place in the order
// of faults. The first decides the error; all of them are shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace motcua::intake {

struct Problem {
  absl::StatusCode code = absl::StatusCode::kInvalidArgument;
  std::string_view reason;  // one of common/base/reasons.h
  std::string field;        // path below the message that was checked, e.g. "papers[2].name"
  std::string message;      // for people who read logs, in English, without personal data
};

using Problems = std::vector<Problem>;

// OK without problems; else code, reason and message of the first, and a field violation for each.
// `prefix` leads from the request to the checked message: "draft." or "".
absl::Status ToStatus(const Problems& problems, std::string_view prefix = {});

}  // namespace motcua::intake
