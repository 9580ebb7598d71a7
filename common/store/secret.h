// Secrets of a cell: of a file, or made once and kept in the store.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/redis/client.h"

namespace motcua::store {

// The file's content without spaces at its ends. FAILED_PRECONDITION SETTING_INVALID naming the
// setting: it cannot be read, or holds less than 16 characters.
absl::StatusOr<std::string> ReadSecret(const std::string& file, const std::string& setting);

// The secret: of the file, or, when no file is named, the one kept in the store, made at the first
// call. With a file the store keeps a fingerprint of it: what was done under one secret cannot be
// told under another. `key` is a Keys::Secret, `setting` names the file's setting in errors.
// Errors: those of ReadSecret; FAILED_PRECONDITION SETTING_INVALID: the file is not the one the cell
// began with. UNAVAILABLE: Redis is away.
async::Task<absl::StatusOr<std::string>> LoadSecret(redis::Client& redis, std::string key,
                                                    std::string file, std::string setting);

}  // namespace motcua::store
