#include "common/audit/signing.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <fstream>
#include <sstream>

#include "common/audit/hash.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::audit {
namespace {

constexpr size_t kSignatureSize = 64;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

Bio Reading(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

absl::StatusOr<Key> Ed25519Only(EVP_PKEY* key, std::string_view what) {
  if (key != nullptr && EVP_PKEY_is_a(key, "ED25519")) return Key(key);
  EVP_PKEY_free(key);
  return InvalidArgument(kSettingInvalid, Cat("not the PEM of an Ed25519 ", what, " key"));
}

std::string PemOf(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PUBKEY(bio.get(), key);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);  // NOLINT(google-runtime-int)
  return std::string(text, static_cast<size_t>(size));
}

const unsigned char* UnsignedOf(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string TextOf(const AuditArchive& archive, const AuditCheckpoint& checkpoint) {
  const auto hash = HashOfBytes(checkpoint.hash());
  return Cat("motcua audit checkpoint v1\n", archive.archive_id(), "\n", archive.stream(), "\n",
             checkpoint.sequence(), "\n", hash.ok() ? HexOf(*hash) : "", "\n",
             absl::ToUnixMicros(FromProto(checkpoint.sign_time())), "\n");
}

absl::StatusOr<PublicKey> PublicKey::FromPem(std::string_view pem) {
  const Bio bio = Reading(pem);
  EVP_PKEY* read = PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr);
  MOTCUA_ASSIGN_OR_RETURN(Key key, Ed25519Only(read, "public"));
  return PublicKey(std::move(key));
}

std::string PublicKey::id() const {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &der);
  Sha256 sha256;
  if (size > 0) sha256.Add({reinterpret_cast<const char*>(der), static_cast<size_t>(size)});
  OPENSSL_free(der);
  return HexOf(sha256.Take()).substr(0, 16);
}

std::string PublicKey::pem() const { return PemOf(key_.get()); }

bool PublicKey::Signed(const AuditArchive& archive, const AuditCheckpoint& checkpoint) const {
  const std::string text = TextOf(archive, checkpoint);
  const std::string& signature = checkpoint.signature();
  const Context context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), UnsignedOf(signature), signature.size(), UnsignedOf(text),
                          text.size()) == 1;
}

absl::StatusOr<SigningKey> SigningKey::FromPem(std::string_view pem) {
  const Bio bio = Reading(pem);
  EVP_PKEY* read = PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr);
  MOTCUA_ASSIGN_OR_RETURN(Key key, Ed25519Only(read, "private"));
  MOTCUA_ASSIGN_OR_RETURN(PublicKey public_key, PublicKey::FromPem(PemOf(key.get())));
  return SigningKey(std::move(key), std::move(public_key));
}

absl::StatusOr<SigningKey> SigningKey::FromFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    return NotFound(kSettingInvalid, Cat("the audit key cannot be read: ", path));
  }
  return FromPem(text.str());
}

void SigningKey::Sign(const AuditArchive& archive, AuditCheckpoint& checkpoint) const {
  checkpoint.set_key_id(public_key_.id());
  const std::string text = TextOf(archive, checkpoint);
  std::string signature(kSignatureSize, 0);
  size_t size = signature.size();
  const Context context(EVP_MD_CTX_new());
  EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get());
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                 UnsignedOf(text), text.size());
  checkpoint.set_signature(signature);
}

}  // namespace motcua::audit
