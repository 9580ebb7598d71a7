// One export of the archive, page by page on reading threads.
#pragma once

#include <deque>

#include "absl/status/statusor.h"
#include "common/audit/chain.h"
#include "motcua/reporting/v1/audit_service.pb.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/audit_rows.h"

namespace motcua::reporting {

class AuditExport {
 public:
  // Rows after `after`. The rows before are read, too, for the hash that the export begins with,
  // from the last checkpoint on.
  AuditExport(AuditHead head, int64_t after);

  // The next message; empty without archive and rows: there are no more.
  absl::StatusOr<v1::ExportAuditResponse> Next(ArchiveReader& reader, int page);

 private:
  absl::StatusOr<v1::ExportAuditResponse> Head(ArchiveReader& reader, int page);
  absl::StatusOr<v1::ExportAuditResponse> Rows(ArchiveReader& reader, int page);

  AuditHead head_;
  int64_t after_;
  int64_t read_to_;
  bool begun_ = false;
  std::deque<audit::AuditCheckpoint> checkpoints_;  // of the rows to come
  audit::Hash start_;                               // at read_to_, before it began
};

}  // namespace motcua::reporting
