#include "services/reporting/store/kept_states.h"

#include <set>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"

namespace motcua::reporting {
namespace {

constexpr char kPutNewer[] =
    "ON CONFLICT (kind, id) DO UPDATE SET dossier_code = excluded.dossier_code,"
    " version = excluded.version, end_time = excluded.end_time, state = excluded.state,"
    " personal = excluded.personal WHERE excluded.version >= kept.version";

std::string ToText(const std::string& bytes) { return absl::Base64Escape(bytes); }

absl::StatusOr<std::string> ToBytes(const std::string& text) {
  std::string bytes;
  if (absl::Base64Unescape(text, &bytes)) return bytes;
  return Internal(kArchiveError, "what is kept is not base64");
}

std::string KeyIsAbout(const std::string& dossier_code) { return Cat("key/", dossier_code); }

std::string DataAreAbout(const KeptRow& row) { return Cat(row.kind, "/", row.id); }

KeptRow RowOf(const std::string& kind, const v1::KeptAggregate& aggregate) {
  return {.kind = kind,
          .id = aggregate.id(),
          .dossier_code = aggregate.dossier_code(),
          .version = aggregate.version(),
          .end_time = absl::ToUnixMicros(FromProto(aggregate.end_time())),
          .state = ToText(aggregate.state())};
}

absl::StatusOr<SecretKey> Unwrap(const KeyRow& row, const SecretKey& master) {
  MOTCUA_ASSIGN_OR_RETURN(const std::string wrapped, ToBytes(row.wrapped));
  MOTCUA_ASSIGN_OR_RETURN(std::string bytes, master.Open(wrapped, KeyIsAbout(row.dossier_code)));
  return SecretKey::FromBytes(std::move(bytes));
}

// The dossiers that have personal data among the aggregates, each once.
std::vector<std::string> WithPersonalData(const std::vector<v1::KeptAggregate>& aggregates) {
  std::set<std::string> codes;
  for (const auto& aggregate : aggregates) {
    if (!aggregate.personal().empty()) codes.insert(aggregate.dossier_code());
  }
  return {codes.begin(), codes.end()};
}

// A row of "SELECT … FROM kept LEFT JOIN dossier_key … LEFT JOIN erasure …".
struct FoundRow {
  KeptRow kept;
  KeyRow key;
  int64_t erase_time = 0;  // 0: not erased
};

absl::StatusOr<v1::KeptAggregate> AggregateOf(const FoundRow& row, const SecretKey& master) {
  v1::KeptAggregate aggregate;
  aggregate.set_id(row.kept.id);
  aggregate.set_dossier_code(row.kept.dossier_code);
  aggregate.set_version(row.kept.version);
  *aggregate.mutable_end_time() = ToProto(absl::FromUnixMicros(row.kept.end_time));
  MOTCUA_ASSIGN_OR_RETURN(*aggregate.mutable_state(), ToBytes(row.kept.state));
  if (row.erase_time > 0) {
    *aggregate.mutable_erase_time() = ToProto(absl::FromUnixMicros(row.erase_time));
  }
  if (row.kept.personal.empty() || row.key.wrapped.empty()) return aggregate;
  MOTCUA_ASSIGN_OR_RETURN(const SecretKey key, Unwrap(row.key, master));
  MOTCUA_ASSIGN_OR_RETURN(const std::string sealed, ToBytes(row.kept.personal));
  MOTCUA_ASSIGN_OR_RETURN(*aggregate.mutable_personal(), key.Open(sealed, DataAreAbout(row.kept)));
  return aggregate;
}

std::string FindSql(const std::vector<std::string>& ids, soci::statement& statement,
                    const std::string& dossier_code) {
  std::string where = "k.kind = :kind AND ";
  if (ids.empty()) {
    statement.exchange(soci::use(dossier_code));
    where += "k.dossier_code = :code";
  } else {
    where += "k.id IN (";
    for (size_t i = 0; i < ids.size(); ++i) {
      statement.exchange(soci::use(ids[i]));
      Append(&where, i == 0 ? ":i" : ", :i", i);
    }
    where += ")";
  }
  return Cat("SELECT k.kind, k.id, k.dossier_code, k.version, k.end_time, k.state, k.personal,"
             " COALESCE(w.wrapped, ''), COALESCE(e.erase_time, 0) FROM kept k"
             " LEFT JOIN dossier_key w ON w.dossier_code = k.dossier_code"
             " LEFT JOIN erasure e ON e.dossier_code = k.dossier_code WHERE ",
             where);
}

}  // namespace

KeptWriter::KeptWriter(soci::session& sql)
    : keys_(sql, "dossier_key", "dossier_code"),
      erasures_(sql, "erasure", "dossier_code"),
      insert_keys_(sql, "dossier_key", ""),
      put_(sql, "kept", kPutNewer) {}

absl::StatusOr<std::map<std::string, SecretKey>> KeptWriter::KeysOf(std::vector<std::string> codes,
                                                                    const SecretKey& master) {
  std::set<std::string> erased;
  erasures_.Load(codes, [&](const ErasureRow& row) { erased.insert(row.dossier_code); });
  std::erase_if(codes, [&](const std::string& code) { return erased.contains(code); });
  std::vector<KeyRow> found, made;
  keys_.Load(codes, [&](const KeyRow& row) { found.push_back(row); });
  std::map<std::string, SecretKey> keys;
  for (const KeyRow& row : found) {
    MOTCUA_ASSIGN_OR_RETURN(SecretKey key, Unwrap(row, master));
    keys.emplace(row.dossier_code, std::move(key));
  }
  for (const std::string& code : codes) {
    if (keys.contains(code)) continue;
    SecretKey key = SecretKey::Random();
    made.push_back({code, ToText(master.Seal(key.bytes(), KeyIsAbout(code)))});
    keys.emplace(code, std::move(key));
  }
  insert_keys_.Write(made);
  return keys;
}

absl::Status KeptWriter::Keep(const std::string& kind,
                              const std::vector<v1::KeptAggregate>& aggregates,
                              const SecretKey& master) {
  MOTCUA_ASSIGN_OR_RETURN(const auto keys, KeysOf(WithPersonalData(aggregates), master));
  std::map<std::string, KeptRow> rows;  // one statement may not touch a row twice
  for (const auto& aggregate : aggregates) {
    KeptRow row = RowOf(kind, aggregate);
    const auto key = keys.find(aggregate.dossier_code());
    if (!aggregate.personal().empty() && key != keys.end()) {
      row.personal = ToText(key->second.Seal(aggregate.personal(), DataAreAbout(row)));
    }
    rows[row.id] = std::move(row);
  }
  std::vector<KeptRow> put;
  for (auto& [id, row] : rows) put.push_back(std::move(row));
  put_.Write(put);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::KeptAggregate>> FindKept(soci::session& sql, const std::string& kind,
                                                        const std::vector<std::string>& ids,
                                                        const std::string& dossier_code,
                                                        const SecretKey& master) {
  FoundRow row;
  soci::statement statement(sql);
  statement.exchange(soci::use(kind));
  const std::string query = FindSql(ids, statement, dossier_code);
  ForEachColumn(row.kept, [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
  statement.exchange(soci::into(row.key.wrapped));
  statement.exchange(soci::into(row.erase_time));
  statement.alloc();
  statement.prepare(query);
  statement.define_and_bind();
  statement.execute(false);
  std::vector<v1::KeptAggregate> found;
  while (statement.fetch()) {
    row.key.dossier_code = row.kept.dossier_code;
    MOTCUA_ASSIGN_OR_RETURN(found.emplace_back(), AggregateOf(row, master));
  }
  return found;
}

void Erase(soci::session& sql, const ErasureRow& erasure) {
  sql.once << "INSERT INTO erasure (dossier_code, erase_time) VALUES (:code, :time)"
              " ON CONFLICT (dossier_code) DO NOTHING",
      soci::use(erasure.dossier_code), soci::use(erasure.erase_time);
  sql.once << "DELETE FROM dossier_key WHERE dossier_code = :code",
      soci::use(erasure.dossier_code);
  sql.once << "UPDATE kept SET personal = '' WHERE dossier_code = :code",
      soci::use(erasure.dossier_code);
}

}  // namespace motcua::reporting
