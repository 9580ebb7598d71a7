// Seals personal data under a key of their dossier, and that key under the master key, so that
// destroying a few bytes erases all copies of what they seal (AES-256-GCM).
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::reporting {

// 32 bytes that never reach a log or an error.
class SecretKey {
 public:
  static SecretKey Random();
  // INVALID_ARGUMENT(SETTING_INVALID): not 32 bytes.
  static absl::StatusOr<SecretKey> FromBytes(std::string bytes);
  // A file of 64 hexadecimal digits. NOT_FOUND(SETTING_INVALID): it cannot be read.
  static absl::StatusOr<SecretKey> FromFile(const std::string& path);

  const std::string& bytes() const { return bytes_; }

  // A random nonce, the sealed text and its tag. `about` must be the same to open it: sealed bytes
  // moved to another place do not open there.
  std::string Seal(std::string_view text, std::string_view about) const;
  // INTERNAL(ARCHIVE_ERROR): sealed by another key, about something else, or changed.
  absl::StatusOr<std::string> Open(std::string_view sealed, std::string_view about) const;

 private:
  explicit SecretKey(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string bytes_;
};

}  // namespace motcua::reporting
