#include "services/reporting/archive_audit.h"

#include <utility>

#include "common/audit/chain.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

audit::Hash StartOf(const AuditHead& head) {
  return audit::Genesis(head.archive.archive_id(), head.archive.stream());
}

}  // namespace

ArchiveAudit::ArchiveAudit(AuditHead head, std::vector<audit::AuditCheckpoint> kept,
                           const audit::PublicKey* key)
    : total_(head.last_sequence),
      max_sequence_(head.max_sequence),
      verifier_(head.archive, StartOf(head), 0, head.last_sequence, key) {
  for (auto& checkpoint : head.checkpoints) verifier_.Expect(std::move(checkpoint));
  for (auto& checkpoint : kept) verifier_.Expect(std::move(checkpoint));
}

absl::StatusOr<bool> ArchiveAudit::CheckPage(ArchiveReader& reader, int page) {
  return CatchSql([&]() -> absl::StatusOr<bool> {
    const std::vector<EventRow> rows = ReadEventRows(reader.sql(), read_to_, page);
    for (const EventRow& row : rows) {
      // What was archived since the check began has its own end.
      if (row.sequence > total_) return false;
      auto audited = AuditRowOf(row);
      if (!audited.ok()) {
        verifier_.Fail(v1::AUDIT_FAULT_ALTERED, row.sequence, "the event is not base64");
        return false;
      }
      CheckRow(row, *audited);
      read_to_ = row.sequence;
    }
    return static_cast<int>(rows.size()) == page;
  });
}

void ArchiveAudit::CheckRow(const EventRow& row, const v1::AuditRow& audited) {
  verifier_.Take(audited);
  if (const auto column = WrongColumn(row, audited.event())) {
    verifier_.Fail(v1::AUDIT_FAULT_COLUMN, row.sequence,
                   Cat(*column, " is not what the event says"));
  }
}

v1::VerifyAuditResponse ArchiveAudit::Progress() const {
  v1::VerifyAuditResponse progress;
  progress.set_verified(verifier_.verified());
  progress.set_total(total_);
  progress.set_checkpoints(verifier_.checkpoints());
  return progress;
}

v1::VerifyAuditResponse ArchiveAudit::Verdict() {
  verifier_.Finish();
  if (max_sequence_ > total_) {
    verifier_.Fail(v1::AUDIT_FAULT_ADDED, total_ + 1, Cat("the archive ends at row ", total_));
  }
  v1::VerifyAuditResponse verdict = Progress();
  verdict.set_done(true);
  verdict.set_hash(std::string(audit::BytesOf(verifier_.hash())));
  if (verifier_.finding()) *verdict.mutable_finding() = *verifier_.finding();
  return verdict;
}

}  // namespace motcua::reporting
