// An exported archive as a file: lines of JSON, each an ExportAuditResponse in proto3's JSON form.
// The first names the archive; each row and each checkpoint has a line of its own.
#pragma once

#include <functional>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/audit/verifier.h"

namespace motcua::audit {

// Writes a message of the export: its head, rows and checkpoints, each on a line.
void WriteLines(const reporting::v1::ExportAuditResponse& message, std::ostream& out);

struct FileVerdict {
  AuditArchive archive;
  int64_t after = 0;  // the file's rows begin after this one
  int64_t rows = 0;
  int64_t checkpoints = 0;  // met on the way
  int64_t covered_to = 0;   // the last row that a checkpoint covers; 0: none
  Hash hash{};              // after the last row
  std::optional<AuditFinding> finding;
};

// Checks an exported file with nothing but the public key and, optionally, checkpoints kept from
// earlier exports. `progress` is called now and then with the rows so far; may be empty.
// INVALID_ARGUMENT(FIELD_INVALID): not an exported archive (the line is named).
absl::StatusOr<FileVerdict> VerifyFile(std::istream& in, const PublicKey& key,
                                       std::vector<AuditCheckpoint> kept,
                                       const std::function<void(int64_t rows)>& progress);

// The checkpoints of an exported file, as they stand there.
absl::StatusOr<std::vector<AuditCheckpoint>> ReadCheckpoints(std::istream& in);

}  // namespace motcua::audit
