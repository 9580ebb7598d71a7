// Ed25519 keys of the audit, and what they sign: a checkpoint of the chain (docs/audit.md).
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "motcua/reporting/v1/audit_service.pb.h"

namespace motcua::audit {

using reporting::v1::AuditArchive;
using reporting::v1::AuditCheckpoint;

// The text that a checkpoint's signature is of.
std::string TextOf(const AuditArchive& archive, const AuditCheckpoint& checkpoint);

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;

class PublicKey {
 public:
  // INVALID_ARGUMENT(SETTING_INVALID): not the PEM of an Ed25519 public key.
  static absl::StatusOr<PublicKey> FromPem(std::string_view pem);

  // First eight bytes of the SHA-256 of the key (DER, SubjectPublicKeyInfo), in hexadecimal.
  std::string id() const;
  std::string pem() const;
  bool Signed(const AuditArchive& archive, const AuditCheckpoint& checkpoint) const;

 private:
  friend class SigningKey;
  explicit PublicKey(Key key) : key_(std::move(key)) {}
  Key key_;
};

class SigningKey {
 public:
  // INVALID_ARGUMENT(SETTING_INVALID): not the PEM of an Ed25519 private key.
  static absl::StatusOr<SigningKey> FromPem(std::string_view pem);
  // NOT_FOUND(SETTING_INVALID): the file cannot be read.
  static absl::StatusOr<SigningKey> FromFile(const std::string& path);

  const PublicKey& public_key() const { return public_key_; }
  // Fills in key_id and signature.
  void Sign(const AuditArchive& archive, AuditCheckpoint& checkpoint) const;

 private:
  SigningKey(Key key, PublicKey public_key)
      : key_(std::move(key)), public_key_(std::move(public_key)) {}
  Key key_;
  PublicKey public_key_;
};

}  // namespace motcua::audit
