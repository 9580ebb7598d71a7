// Final states of what left Redis, as the archive keeps them: the state in the clear without its
// personal data, and those sealed under the dossier's key. Functions throw what SOCI throws.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "motcua/reporting/v1/keeping_service.pb.h"
#include "services/reporting/store/bulk.h"
#include "services/reporting/store/database.h"
#include "services/reporting/store/vault.h"

namespace motcua::reporting {

struct KeptRow {
  std::string kind;
  std::string id;
  std::string dossier_code;
  int64_t version = 0;
  int64_t end_time = 0;
  std::string state;     // base64
  std::string personal;  // base64 of the sealed bytes; empty: none
};

struct KeyRow {
  std::string dossier_code;
  std::string wrapped;  // base64 of the key, sealed by the master key
};

// A dossier whose personal data were erased.
struct ErasureRow {
  std::string dossier_code;
  int64_t erase_time = 0;
};

template <class Visit>
void ForEachColumn(KeptRow& row, Visit visit) {
  visit("kind", row.kind);
  visit("id", row.id);
  visit("dossier_code", row.dossier_code);
  visit("version", row.version);
  visit("end_time", row.end_time);
  visit("state", row.state);
  visit("personal", row.personal);
}

template <class Visit>
void ForEachColumn(KeyRow& row, Visit visit) {
  visit("dossier_code", row.dossier_code);
  visit("wrapped", row.wrapped);
}

template <class Visit>
void ForEachColumn(ErasureRow& row, Visit visit) {
  visit("dossier_code", row.dossier_code);
  visit("erase_time", row.erase_time);
}

// The writing end; its statements are prepared once a connection.
class KeptWriter {
 public:
  explicit KeptWriter(soci::session& sql);

  // In the caller's transaction. Personal data of a dossier that was erased are not kept.
  absl::Status Keep(const std::string& kind, const std::vector<v1::KeptAggregate>& aggregates,
                    const SecretKey& master);

 private:
  // The keys of the dossiers, made where there is none; none for those erased.
  absl::StatusOr<std::map<std::string, SecretKey>> KeysOf(std::vector<std::string> codes,
                                                          const SecretKey& master);

  BulkSelect<KeyRow> keys_;
  BulkSelect<ErasureRow> erasures_;
  BulkInsert<KeyRow> insert_keys_;
  BulkInsert<KeptRow> put_;
};

// What is kept of a kind: by ids, or of a dossier when there are none.
absl::StatusOr<std::vector<v1::KeptAggregate>> FindKept(soci::session& sql, const std::string& kind,
                                                        const std::vector<std::string>& ids,
                                                        const std::string& dossier_code,
                                                        const SecretKey& master);

// In the transaction that archives the event: destroys the key and what it sealed, for good.
void Erase(soci::session& sql, const ErasureRow& erasure);

}  // namespace motcua::reporting
