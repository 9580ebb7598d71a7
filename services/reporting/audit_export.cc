#include "services/reporting/audit_export.h"

#include <algorithm>
#include <utility>

#include "common/base/status_macros.h"

namespace motcua::reporting {

AuditExport::AuditExport(AuditHead head, int64_t after)
    : head_(std::move(head)),
      after_(after),
      read_to_(0),
      start_(audit::Genesis(head_.archive.archive_id(), head_.archive.stream())) {
  for (const auto& checkpoint : head_.checkpoints) {
    const auto hash = audit::HashOfBytes(checkpoint.hash());
    if (checkpoint.sequence() > after_) {
      checkpoints_.push_back(checkpoint);
    } else if (hash.ok()) {
      read_to_ = checkpoint.sequence();
      start_ = *hash;
    }
  }
}

absl::StatusOr<v1::ExportAuditResponse> AuditExport::Next(ArchiveReader& reader, int page) {
  return CatchSql([&] { return begun_ ? Rows(reader, page) : Head(reader, page); });
}

absl::StatusOr<v1::ExportAuditResponse> AuditExport::Head(ArchiveReader& reader, int page) {
  audit::Chain chain(start_);
  while (read_to_ < after_) {
    const int wanted = static_cast<int>(std::min<int64_t>(page, after_ - read_to_));
    const std::vector<EventRow> rows = ReadEventRows(reader.sql(), read_to_, wanted);
    if (rows.empty()) break;
    for (const EventRow& row : rows) {
      MOTCUA_ASSIGN_OR_RETURN(const std::string bytes, EventBytes(row));
      chain.Extend({row.sequence, row.stream_id, row.receiving_unit, bytes});
      read_to_ = row.sequence;
    }
  }
  begun_ = true;
  v1::ExportAuditResponse message;
  *message.mutable_archive() = head_.archive;
  message.set_start_hash(std::string(audit::BytesOf(chain.hash())));
  message.set_last_sequence(head_.last_sequence);
  message.set_after_sequence(after_);
  return message;
}

absl::StatusOr<v1::ExportAuditResponse> AuditExport::Rows(ArchiveReader& reader, int page) {
  v1::ExportAuditResponse message;
  for (const EventRow& row : ReadEventRows(reader.sql(), read_to_, page)) {
    if (row.sequence > head_.last_sequence) break;
    MOTCUA_ASSIGN_OR_RETURN(*message.add_rows(), AuditRowOf(row));
    read_to_ = row.sequence;
    while (!checkpoints_.empty() && checkpoints_.front().sequence() <= row.sequence) {
      *message.add_checkpoints() = std::move(checkpoints_.front());
      checkpoints_.pop_front();
    }
  }
  return message;
}

}  // namespace motcua::reporting
