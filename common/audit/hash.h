// SHA-256 in pieces.
#pragma once

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::audit {

using Hash = std::array<uint8_t, 32>;

std::string_view BytesOf(const Hash& hash);
std::string HexOf(const Hash& hash);
// INVALID_ARGUMENT(FIELD_INVALID): not 32 bytes.
absl::StatusOr<Hash> HashOfBytes(std::string_view bytes);
absl::StatusOr<Hash> HashOfHex(std::string_view hex);

class Sha256 {
 public:
  Sha256();

  void Add(std::string_view bytes);
  // The number's bytes, the highest first.
  void AddNumber(uint64_t number, int bytes);
  // The length in four bytes, then the text.
  void AddText(std::string_view text);
  // The hash of what was added; begins anew.
  Hash Take();

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
  };

  std::unique_ptr<EVP_MD, Free> digest_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace motcua::audit
