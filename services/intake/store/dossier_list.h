// Reads the lists of a unit's dossiers.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/redis/client.h"

namespace motcua::intake {

// A page of a sorted set: members by score, and by name where scores are equal.
struct CodePage {
  std::vector<std::string> codes;
  std::string next;  // position after the last of them; empty on the last page
};

// The `size` members of the sorted set `key` after `position` (CodePage::next of the page before,
// or empty). Members that come or go meanwhile neither repeat nor hide others. INVALID_ARGUMENT
// PAGE_TOKEN_INVALID: not a position.
async::Task<absl::StatusOr<CodePage>> ReadCodes(redis::Client& redis, std::string key,
                                                std::string position, int size);

}  // namespace motcua::intake
