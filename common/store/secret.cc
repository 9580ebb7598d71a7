#include "common/store/secret.h"

#include <openssl/rand.h>

#include <fstream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/crypto/hmac.h"

namespace motcua::store {
namespace {

constexpr int kSecretBytes = 32;
constexpr size_t kShortestSecret = 16;
constexpr size_t kFingerprintBytes = 16;
constexpr std::string_view kOfAFile = "fingerprint:";

absl::Status SecretInvalid(std::string_view setting, std::string_view message) {
  return FailedPrecondition(kSettingInvalid, Cat(setting, ": ", message));
}

// Of 32 random bytes.
absl::StatusOr<std::string> RandomSecret() {
  std::string bytes(kSecretBytes, 0);
  auto* const data = reinterpret_cast<unsigned char*>(bytes.data());
  if (RAND_bytes(data, kSecretBytes) == 1) return absl::BytesToHexString(bytes);
  return Internal(kInternal, "there are no random numbers to make a secret of");
}

std::string FingerprintOf(const std::string& secret) {
  const std::string digest = Hmac(secret).Of("fingerprint").substr(0, kFingerprintBytes);
  return Cat(kOfAFile, absl::BytesToHexString(digest));
}

}  // namespace

absl::StatusOr<std::string> ReadSecret(const std::string& file, const std::string& setting) {
  std::ifstream in(file, std::ios::binary);
  std::string secret{std::istreambuf_iterator<char>(in), {}};
  absl::StripAsciiWhitespace(&secret);
  if (secret.size() >= kShortestSecret) return secret;
  return SecretInvalid(setting, Cat(file, " cannot be read or is too short"));
}

async::Task<absl::StatusOr<std::string>> LoadSecret(redis::Client& redis, std::string key,
                                                    std::string file, std::string setting) {
  absl::StatusOr<std::string> secret = file.empty() ? RandomSecret() : ReadSecret(file, setting);
  if (!secret.ok()) co_return secret.status();
  const std::string fresh = file.empty() ? *secret : FingerprintOf(*secret);
  redis::Args set = {"SET", key, fresh, "NX"};
  auto done = co_await redis.CallIdempotent(std::move(set));
  if (!done.ok()) co_return done.status();
  redis::Args get = {"GET", key};
  auto kept = co_await redis.CallIdempotent(std::move(get));
  if (!kept.ok()) co_return kept.status();
  const bool of_a_file = kept->text.starts_with(kOfAFile);
  if (file.empty() && !of_a_file) co_return kept->text;
  if (kept->text == fresh) co_return *secret;
  co_return SecretInvalid(setting, "is not the secret the cell began with");
}

}  // namespace motcua::store
