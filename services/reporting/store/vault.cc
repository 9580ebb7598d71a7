#include "services/reporting/store/vault.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstdlib>
#include <fstream>
#include <memory>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

constexpr size_t kKeySize = 32;
constexpr size_t kNonceSize = 12;
constexpr int kTagSize = 16;

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

const unsigned char* In(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Out(std::string& text, size_t at = 0) {
  return reinterpret_cast<unsigned char*>(text.data()) + at;
}

// Without randomness nothing can be kept secret.
std::string RandomBytes(size_t size) {
  std::string bytes(size, 0);
  if (RAND_bytes(Out(bytes), static_cast<int>(size)) != 1) std::abort();
  return bytes;
}

absl::Status DoesNotOpen() {
  return Internal(kArchiveError, "sealed data does not open with the key of its dossier");
}

}  // namespace

SecretKey SecretKey::Random() { return SecretKey(RandomBytes(kKeySize)); }

absl::StatusOr<SecretKey> SecretKey::FromBytes(std::string bytes) {
  if (bytes.size() == kKeySize) return SecretKey(std::move(bytes));
  return InvalidArgument(kSettingInvalid, "a key has 32 bytes");
}

absl::StatusOr<SecretKey> SecretKey::FromFile(const std::string& path) {
  std::ifstream file(path);
  std::string hex;
  if (!(file >> hex)) return NotFound(kSettingInvalid, Cat("the key cannot be read: ", path));
  if (hex.size() != 2 * kKeySize || hex.find_first_not_of("0123456789abcdefABCDEF") != hex.npos) {
    return InvalidArgument(kSettingInvalid, Cat("not 64 hexadecimal digits: ", path));
  }
  return FromBytes(absl::HexStringToBytes(hex));
}

std::string SecretKey::Seal(std::string_view text, std::string_view about) const {
  std::string sealed = RandomBytes(kNonceSize);
  sealed.resize(kNonceSize + text.size() + kTagSize);
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, In(bytes_), In(sealed));
  EVP_EncryptUpdate(context.get(), nullptr, &size, In(about), static_cast<int>(about.size()));
  EVP_EncryptUpdate(context.get(), Out(sealed, kNonceSize), &size, In(text),
                    static_cast<int>(text.size()));
  EVP_EncryptFinal_ex(context.get(), Out(sealed, kNonceSize + text.size()), &size);
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagSize,
                      Out(sealed, kNonceSize + text.size()));
  return sealed;
}

absl::StatusOr<std::string> SecretKey::Open(std::string_view sealed, std::string_view about) const {
  if (sealed.size() < kNonceSize + kTagSize) return DoesNotOpen();
  std::string tag(sealed.substr(sealed.size() - kTagSize));
  const std::string_view body =
      sealed.substr(kNonceSize, sealed.size() - kNonceSize - kTagSize);
  std::string text(body.size(), 0);
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, In(bytes_), In(sealed));
  EVP_DecryptUpdate(context.get(), nullptr, &size, In(about), static_cast<int>(about.size()));
  EVP_DecryptUpdate(context.get(), Out(text), &size, In(body), static_cast<int>(body.size()));
  EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagSize, Out(tag));
  unsigned char rest[1];
  if (EVP_DecryptFinal_ex(context.get(), rest, &size) != 1) return DoesNotOpen();
  return text;
}

}  // namespace motcua::reporting
