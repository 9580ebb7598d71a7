#include "common/crypto/hmac.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace motcua {
namespace {

constexpr size_t kBytes = 32;

const unsigned char* BytesOf(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

void Hmac::Free::operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }

Hmac::Hmac(const std::string& key) {
  EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  keyed_.reset(EVP_MAC_CTX_new(mac));
  EVP_MAC_free(mac);  // The context holds on to it.
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
  EVP_MAC_init(keyed_.get(), BytesOf(key), key.size(), parameters);
}

std::string Hmac::Of(std::string_view text) const {
  std::string digest(kBytes, 0);
  size_t size = 0;
  EVP_MAC_init(keyed_.get(), nullptr, 0, nullptr);  // Begins anew under the same key.
  EVP_MAC_update(keyed_.get(), BytesOf(text), text.size());
  EVP_MAC_final(keyed_.get(), reinterpret_cast<unsigned char*>(digest.data()), &size, kBytes);
  return digest;
}

}  // namespace motcua
