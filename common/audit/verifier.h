// Goes along an archive's rows in order and finds the first thing that is not what was chained.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/audit/chain.h"
#include "common/audit/signing.h"

namespace motcua::audit {

using reporting::v1::AuditFault;
using reporting::v1::AuditFinding;
using reporting::v1::AuditRow;

class Verifier {
 public:
  // From the row after `after`, where the chain's hash is `start`; `last` is the archive's end as it
  // says itself. Without a key (null) checkpoints are believed unsigned.
  Verifier(AuditArchive archive, Hash start, int64_t after, int64_t last, const PublicKey* key);

  // A checkpoint to be met; at any time before its row is. Those before the beginning are taken for
  // their signature alone.
  void Expect(AuditCheckpoint checkpoint);
  // A checkpoint of the row that was taken last.
  void Meet(const AuditCheckpoint& checkpoint);
  // The next row. Rows after the first wrong one are looked at only to say better what is wrong.
  void Take(const AuditRow& row);
  // What somebody else found wrong with the last row.
  void Fail(AuditFault fault, int64_t sequence, std::string detail);
  // There are no more rows.
  void Finish();

  const std::optional<AuditFinding>& finding() const { return finding_; }
  int64_t verified() const { return sequence_; }
  int64_t checkpoints() const { return met_; }
  const Hash& hash() const { return chain_.hash(); }

 private:
  void CheckOrder(const AuditRow& row);
  bool CheckSignature(const AuditCheckpoint& checkpoint);
  void CheckHash(const AuditCheckpoint& checkpoint);
  void NameBetter(const AuditRow& row);

  AuditArchive archive_;
  Chain chain_;
  int64_t sequence_;
  int64_t last_;
  const PublicKey* key_;
  std::vector<AuditCheckpoint> expected_;  // by sequence
  int64_t met_ = 0;
  std::string last_stream_id_;
  std::optional<AuditFinding> finding_;
  std::string wrong_stream_id_;  // of the first wrong row
};

}  // namespace motcua::audit
