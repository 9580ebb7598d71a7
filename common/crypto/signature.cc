#include "common/crypto/signature.h"

#include <openssl/crypto.h>

#include <cstdint>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/crypto/hmac.h"

namespace motcua {
namespace {

std::string DigestOf(const std::string& secret, int64_t seconds, std::string_view body) {
  const std::string digest = Hmac(secret).Of(Cat(seconds, ".", body));
  return absl::BytesToHexString(digest);
}

Error Refused(std::string message) {
  return Unauthenticated(kSignatureInvalid, Cat(kSignatureHeader, " ", message));
}

// In a time that does not tell where they differ.
bool SameDigest(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string Sign(const std::string& secret, absl::Time time, std::string_view body) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  return Cat("t=", seconds, ",v1=", DigestOf(secret, seconds, body));
}

absl::Status CheckSignature(const std::string& secret, std::string_view header,
                            std::string_view body, absl::Time now) {
  int64_t seconds = 0;
  std::string_view digest;
  for (std::string_view part : Split(header, ',')) {
    if (ConsumePrefix(&part, "t=") && !ParseInt(part, &seconds)) {
      return Refused("has a time that is no number");
    }
    if (ConsumePrefix(&part, "v1=")) digest = part;
  }
  if (seconds <= 0 || digest.empty()) return Refused("is missing or malformed");
  const absl::Duration off = absl::AbsDuration(now - absl::FromUnixSeconds(seconds));
  if (off > kSignatureTolerance) return Refused("is of a time too far off");
  if (SameDigest(digest, DigestOf(secret, seconds, body))) return absl::OkStatus();
  return Refused("is not of this secret and body");
}

}  // namespace motcua
