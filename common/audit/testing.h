// A small archive and keys, for tests.
#pragma once

#include <openssl/bio.h>
#include <openssl/pem.h>

#include <string>
#include <vector>

#include "common/audit/verifier.h"

namespace motcua::audit {

// The PEM of a new private key.
inline std::string NewPrivateKeyPem() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  char* text = nullptr;
  const auto size = static_cast<size_t>(BIO_get_mem_data(bio, &text));
  std::string pem(text, size);
  BIO_free(bio);
  return pem;
}

inline SigningKey NewKey() { return *SigningKey::FromPem(NewPrivateKeyPem()); }

inline AuditArchive TestArchive() {
  AuditArchive archive;
  archive.set_archive_id("A1");
  archive.set_stream("{test}:events");
  return archive;
}

// Rows 1 … `count`, chained.
inline std::vector<AuditRow> ChainedRows(int count) {
  const AuditArchive archive = TestArchive();
  Chain chain(Genesis(archive.archive_id(), archive.stream()));
  std::vector<AuditRow> rows(count);
  for (int i = 0; i < count; ++i) {
    rows[i].set_sequence(i + 1);
    rows[i].set_stream_id("1-" + std::to_string(i + 1));
    rows[i].set_receiving_unit("866");
    rows[i].set_event("event " + std::to_string(i + 1));
    chain.Extend({i + 1, rows[i].stream_id(), rows[i].receiving_unit(), rows[i].event()});
    rows[i].set_mark(chain.mark());
  }
  return rows;
}

// A checkpoint of the last of the rows.
inline AuditCheckpoint CheckpointOf(const std::vector<AuditRow>& rows, const SigningKey& key) {
  const AuditArchive archive = TestArchive();
  Chain chain(Genesis(archive.archive_id(), archive.stream()));
  for (const AuditRow& row : rows) {
    chain.Extend({row.sequence(), row.stream_id(), row.receiving_unit(), row.event()});
  }
  AuditCheckpoint checkpoint;
  checkpoint.set_sequence(static_cast<int64_t>(rows.size()));
  checkpoint.set_hash(std::string(BytesOf(chain.hash())));
  checkpoint.mutable_sign_time()->set_seconds(1700000000);
  key.Sign(archive, checkpoint);
  return checkpoint;
}

}  // namespace motcua::audit
