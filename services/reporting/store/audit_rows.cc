#include "services/reporting/store/audit_rows.h"

#include <algorithm>
#include <limits>

#include "absl/strings/escaping.h"
#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

using audit::AuditCheckpoint;

constexpr int kAll = std::numeric_limits<int>::max();

// A checkpoint as the table holds it.
struct CheckpointRow {
  int64_t sequence = 0;
  std::string hash;  // hexadecimal
  int64_t sign_time = 0;
  std::string key_id;
  std::string signature;  // base64
};

AuditCheckpoint CheckpointOf(const CheckpointRow& row) {
  AuditCheckpoint checkpoint;
  checkpoint.set_sequence(row.sequence);
  checkpoint.set_hash(absl::HexStringToBytes(row.hash));
  *checkpoint.mutable_sign_time() = ToProto(absl::FromUnixMicros(row.sign_time));
  checkpoint.set_key_id(row.key_id);
  absl::Base64Unescape(row.signature, checkpoint.mutable_signature());
  return checkpoint;
}

void Insert(soci::session& sql, const AuditCheckpoint& checkpoint) {
  const CheckpointRow row{checkpoint.sequence(), absl::BytesToHexString(checkpoint.hash()),
                          absl::ToUnixMicros(FromProto(checkpoint.sign_time())),
                          checkpoint.key_id(), absl::Base64Escape(checkpoint.signature())};
  sql.once << "INSERT INTO checkpoint (sequence, hash, sign_time, key_id, signature)"
              " VALUES (:sequence, :hash, :time, :key, :signature)",
      soci::use(row.sequence), soci::use(row.hash), soci::use(row.sign_time),
      soci::use(row.key_id), soci::use(row.signature);
}

}  // namespace

audit::AuditArchive ReadAuditArchive(soci::session& sql) {
  audit::AuditArchive archive;
  sql.once << "SELECT id, stream FROM archive", soci::into(*archive.mutable_archive_id()),
      soci::into(*archive.mutable_stream());
  return archive;
}

AuditHead ReadAuditHead(soci::session& sql, Dialect dialect) {
  Snapshot snapshot(sql, dialect);
  AuditHead head{.archive = ReadAuditArchive(sql)};
  sql.once << "SELECT last_sequence, (SELECT COALESCE(MAX(sequence), 0) FROM event) FROM archive",
      soci::into(head.last_sequence), soci::into(head.max_sequence);
  head.checkpoints = ReadCheckpoints(sql, 0, kAll);
  std::ranges::reverse(head.checkpoints);
  return head;
}

std::vector<AuditCheckpoint> ReadCheckpoints(soci::session& sql, int64_t before, int limit) {
  CheckpointRow row;
  const std::string where = before > 0 ? Cat(" WHERE sequence < ", before) : std::string();
  soci::statement statement =
      (sql.prepare << Cat("SELECT sequence, hash, sign_time, key_id, signature FROM checkpoint",
                          where, " ORDER BY sequence DESC LIMIT ", limit),
       soci::into(row.sequence), soci::into(row.hash), soci::into(row.sign_time),
       soci::into(row.key_id), soci::into(row.signature));
  statement.execute(false);
  std::vector<AuditCheckpoint> checkpoints;
  while (statement.fetch()) checkpoints.push_back(CheckpointOf(row));
  return checkpoints;
}

absl::StatusOr<v1::AuditRow> AuditRowOf(const EventRow& row) {
  v1::AuditRow audited;
  audited.set_sequence(row.sequence);
  audited.set_stream_id(row.stream_id);
  audited.set_receiving_unit(row.receiving_unit);
  MOTCUA_ASSIGN_OR_RETURN(*audited.mutable_event(), EventBytes(row));
  audited.set_mark(static_cast<uint64_t>(row.mark));
  return audited;
}

std::optional<AuditCheckpoint> SignCheckpoint(soci::session& sql, const EventChain& chain,
                                              const audit::SigningKey& key, absl::Time now) {
  const auto newest = ReadCheckpoints(sql, 0, 1);
  if (!newest.empty() && newest.front().sequence() == chain.sequence()) return newest.front();
  if (chain.sequence() == 0) return std::nullopt;
  AuditCheckpoint checkpoint;
  checkpoint.set_sequence(chain.sequence());
  checkpoint.set_hash(std::string(audit::BytesOf(chain.hash())));
  *checkpoint.mutable_sign_time() = ToProto(now);
  key.Sign(ReadAuditArchive(sql), checkpoint);
  Insert(sql, checkpoint);
  return checkpoint;
}

}  // namespace motcua::reporting
