#include "common/audit/export_file.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "google/protobuf/util/json_util.h"

namespace motcua::audit {
namespace {

using reporting::v1::ExportAuditResponse;

constexpr int64_t kProgressEvery = 10000;

void WriteLine(const ExportAuditResponse& message, std::ostream& out) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string line;
  if (google::protobuf::util::MessageToJsonString(message, &line, options).ok()) out << line << '\n';
}

absl::Status NotAnExport(int64_t line) {
  return InvalidArgument(kFieldInvalid, Cat("line ", line, " is not a line of an exported archive"))
      .Field("file", Cat("line ", line));
}

// Calls use(message) for each line.
template <class Use>
absl::Status ForEachLine(std::istream& in, Use use) {
  std::string line;
  ExportAuditResponse message;
  for (int64_t number = 1; std::getline(in, line); ++number) {
    message.Clear();
    const auto parsed = google::protobuf::util::JsonStringToMessage(line, &message);
    if (!parsed.ok() || (number == 1) != message.has_archive()) return NotAnExport(number);
    MOTCUA_RETURN_IF_ERROR(use(message));
  }
  return absl::OkStatus();
}

// Takes the lines of a file in order.
class FileVerifier {
 public:
  FileVerifier(const PublicKey& key, std::vector<AuditCheckpoint> kept,
               const std::function<void(int64_t)>& progress)
      : key_(key), kept_(std::move(kept)), progress_(progress) {}

  absl::Status Take(const ExportAuditResponse& message) {
    if (message.has_archive()) MOTCUA_RETURN_IF_ERROR(Begin(message));
    for (const auto& row : message.rows()) TakeRow(row);
    for (const auto& checkpoint : message.checkpoints()) TakeCheckpoint(checkpoint);
    return absl::OkStatus();
  }

  absl::StatusOr<FileVerdict> Finish() {
    if (!verifier_) return NotAnExport(1);
    verifier_->Finish();
    verdict_.rows = verifier_->verified() - verdict_.after;
    verdict_.checkpoints = verifier_->checkpoints();
    verdict_.hash = verifier_->hash();
    verdict_.finding = verifier_->finding();
    return verdict_;
  }

 private:
  absl::Status Begin(const ExportAuditResponse& head) {
    MOTCUA_ASSIGN_OR_RETURN(Hash start, HashOfBytes(head.start_hash()));
    verdict_.archive = head.archive();
    verdict_.after = head.after_sequence();
    if (verdict_.after == 0) start = Genesis(head.archive().archive_id(), head.archive().stream());
    verifier_.emplace(head.archive(), start, verdict_.after, head.last_sequence(), &key_);
    for (AuditCheckpoint& checkpoint : kept_) {
      Cover(checkpoint);
      verifier_->Expect(std::move(checkpoint));
    }
    return absl::OkStatus();
  }

  void TakeRow(const AuditRow& row) {
    verifier_->Take(row);
    if (progress_ && row.sequence() % kProgressEvery == 0) progress_(row.sequence());
  }

  void TakeCheckpoint(const AuditCheckpoint& checkpoint) {
    verifier_->Meet(checkpoint);
    Cover(checkpoint);
  }

  void Cover(const AuditCheckpoint& checkpoint) {
    verdict_.covered_to = std::max(verdict_.covered_to, checkpoint.sequence());
  }

  const PublicKey& key_;
  std::vector<AuditCheckpoint> kept_;
  const std::function<void(int64_t)>& progress_;
  std::optional<Verifier> verifier_;
  FileVerdict verdict_;
};

}  // namespace

void WriteLines(const ExportAuditResponse& message, std::ostream& out) {
  ExportAuditResponse line;
  if (message.has_archive()) {
    line = message;
    line.clear_rows();
    line.clear_checkpoints();
    WriteLine(line, out);
  }
  auto checkpoint = message.checkpoints().begin();
  for (const auto& row : message.rows()) {
    line.Clear();
    *line.add_rows() = row;
    WriteLine(line, out);
    if (checkpoint == message.checkpoints().end() || checkpoint->sequence() != row.sequence()) continue;
    line.Clear();
    *line.add_checkpoints() = *checkpoint++;
    WriteLine(line, out);
  }
}

absl::StatusOr<FileVerdict> VerifyFile(std::istream& in, const PublicKey& key,
                                       std::vector<AuditCheckpoint> kept,
                                       const std::function<void(int64_t rows)>& progress) {
  FileVerifier verifier(key, std::move(kept), progress);
  MOTCUA_RETURN_IF_ERROR(
      ForEachLine(in, [&](const ExportAuditResponse& message) { return verifier.Take(message); }));
  return verifier.Finish();
}

absl::StatusOr<std::vector<AuditCheckpoint>> ReadCheckpoints(std::istream& in) {
  std::vector<AuditCheckpoint> checkpoints;
  MOTCUA_RETURN_IF_ERROR(ForEachLine(in, [&](const ExportAuditResponse& message) {
    checkpoints.insert(checkpoints.end(), message.checkpoints().begin(),
                       message.checkpoints().end());
    return absl::OkStatus();
  }));
  return checkpoints;
}

}  // namespace motcua::audit
