#include "services/intake/store/person_marks.h"

#include <openssl/rand.h>

#include <fstream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/base/text.h"
#include "services/intake/store/places.h"

namespace motcua::intake {
namespace {

using dossier::v1::Dossier;

constexpr size_t kMarkBytes = 16;
constexpr int kSecretBytes = 32;
constexpr size_t kShortestSecret = 16;
constexpr std::string_view kOfAFile = "fingerprint:";

std::string ToHex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

absl::Status SecretInvalid(std::string_view message) {
  return FailedPrecondition(kSettingInvalid, Cat("identity-secret-file: ", message));
}

absl::StatusOr<std::string> ReadSecret(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string secret{std::istreambuf_iterator<char>(in), {}};
  absl::StripAsciiWhitespace(&secret);
  if (secret.size() >= kShortestSecret) return secret;
  return SecretInvalid(Cat(file, " cannot be read or is too short"));
}

absl::StatusOr<std::string> MakeSecret() {
  std::string bytes(kSecretBytes, 0);
  auto* const data = reinterpret_cast<unsigned char*>(bytes.data());
  if (RAND_bytes(data, kSecretBytes) == 1) return ToHex(bytes);
  return SecretInvalid("there are no random numbers to make one of");
}

std::string Mark(const Hmac& hmac, std::string_view text) {
  return ToHex(std::string_view(hmac.Of(text)).substr(0, kMarkBytes));
}

std::string Fingerprint(const std::string& secret) {
  return Cat(kOfAFile, Mark(Hmac(secret), "fingerprint"));
}

}  // namespace

std::string PersonMarks::Hash(std::string_view text) const { return Mark(hmac_, text); }

std::string PersonMarks::ByIdentity(const Dossier& dossier) const {
  const std::string& number = dossier.applicant().identity_number();
  return number.empty() ? "" : Hash(Cat("identity/", number, "/", dossier.procedure_code()));
}

std::string PersonMarks::ByNameAndPhone(const Dossier& dossier) const {
  const auto& applicant = dossier.applicant();
  if (applicant.name().empty() || applicant.phone().empty()) return "";
  return Hash(
      Cat("name/", Fold(applicant.name()), "/", applicant.phone(), "/", dossier.procedure_code()));
}

std::string PersonMarks::Of(const Dossier& dossier) const {
  std::string mark = ByIdentity(dossier);
  return mark.empty() ? ByNameAndPhone(dossier) : mark;
}

std::vector<std::string> PersonMarks::ToLookUp(const Dossier& dossier) const {
  std::vector<std::string> marks;
  for (std::string mark : {ByIdentity(dossier), ByNameAndPhone(dossier)}) {
    if (!mark.empty()) marks.push_back(std::move(mark));
  }
  return marks;
}

std::string MarkKey(const store::Keys& keys, std::string_view mark) {
  return keys.Index(kDossierKind, Cat("person/", mark));
}

async::Task<absl::StatusOr<std::string>> LoadSecret(redis::Client& redis, std::string key,
                                                    std::string file) {
  absl::StatusOr<std::string> secret = file.empty() ? MakeSecret() : ReadSecret(file);
  if (!secret.ok()) co_return secret.status();
  const std::string fresh = file.empty() ? *secret : Fingerprint(*secret);
  redis::Args set = {"SET", key, fresh, "NX"};
  auto done = co_await redis.CallIdempotent(std::move(set));
  if (!done.ok()) co_return done.status();
  redis::Args get = {"GET", key};
  auto kept = co_await redis.CallIdempotent(std::move(get));
  if (!kept.ok()) co_return kept.status();
  const bool of_a_file = kept->text.starts_with(kOfAFile);
  if (file.empty() && !of_a_file) co_return kept->text;
  if (kept->text == fresh) co_return *secret;
  co_return SecretInvalid("is not the secret the cell began with");
}

}  // namespace motcua::intake
