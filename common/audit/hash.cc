#include "common/audit/hash.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::audit {

std::string_view BytesOf(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string HexOf(const Hash& hash) { return absl::BytesToHexString(std::string(BytesOf(hash))); }

absl::StatusOr<Hash> HashOfBytes(std::string_view bytes) {
  Hash hash;
  if (bytes.size() != hash.size()) {
    return InvalidArgument(kFieldInvalid, "a hash has 32 bytes").Field("hash", "must have 32 bytes");
  }
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

absl::StatusOr<Hash> HashOfHex(std::string_view hex) {
  return HashOfBytes(absl::HexStringToBytes(std::string(hex)));
}

Sha256::Sha256()
    : digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(context_.get(), digest_.get(), nullptr);
}

void Sha256::Add(std::string_view bytes) {
  EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

void Sha256::AddNumber(uint64_t number, int bytes) {
  char big_endian[8];
  for (int i = 0; i < bytes; ++i) {
    big_endian[i] = static_cast<char>(number >> (8 * (bytes - 1 - i)));
  }
  Add({big_endian, static_cast<size_t>(bytes)});
}

void Sha256::AddText(std::string_view text) {
  AddNumber(text.size(), 4);
  Add(text);
}

Hash Sha256::Take() {
  Hash hash;
  EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr);
  EVP_DigestInit_ex(context_.get(), digest_.get(), nullptr);
  return hash;
}

}  // namespace motcua::audit
