// One check of the whole archive against its hash chain, page by page on reading threads.
#pragma once

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "common/audit/verifier.h"
#include "motcua/reporting/v1/audit_service.pb.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/audit_rows.h"

namespace motcua::reporting {

class ArchiveAudit {
 public:
  // `kept` are checkpoints that somebody else has; without a key (null) signatures are not checked.
  ArchiveAudit(AuditHead head, std::vector<audit::AuditCheckpoint> kept,
               const audit::PublicKey* key);

  // Checks the next page of rows. False: that was the last.
  absl::StatusOr<bool> CheckPage(ArchiveReader& reader, int page);

  // How far it is.
  v1::VerifyAuditResponse Progress() const;
  // What it came to; after the last page.
  v1::VerifyAuditResponse Verdict();

 private:
  void CheckRow(const EventRow& row, const v1::AuditRow& audited);

  int64_t total_;
  int64_t max_sequence_;
  int64_t read_to_ = 0;
  audit::Verifier verifier_;
};

}  // namespace motcua::reporting
