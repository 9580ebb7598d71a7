// HMAC-SHA256 under one key, set up once: OpenSSL's one-shot call spends most of its time on looking
// the algorithm up.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>

namespace motcua {

class Hmac {
 public:
  explicit Hmac(const std::string& key);

  // The 32 bytes. For one thread at a time.
  std::string Of(std::string_view text) const;

 private:
  struct Free {
    void operator()(EVP_MAC_CTX* context) const;
  };

  std::unique_ptr<EVP_MAC_CTX, Free> keyed_;
};

}  // namespace motcua
