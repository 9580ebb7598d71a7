#include "services/reporting/resume_token.h"

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

// Enough of the archive's id to tell archives apart.
std::string MarkOf(const std::string& archive_id) { return archive_id.substr(0, 16); }

}  // namespace

std::string MakeResumeToken(const std::string& archive_id, int64_t sequence) {
  return absl::WebSafeBase64Escape(absl::StrCat(MarkOf(archive_id), ".", sequence));
}

absl::StatusOr<int64_t> ReadResumeToken(const std::string& token, const ArchiveState& archive) {
  std::string text;
  int64_t sequence = -1;
  const bool decoded = absl::WebSafeBase64Unescape(token, &text);
  const auto parts = Split(text, '.');
  if (decoded && parts.size() == 2 && parts[0] == MarkOf(archive.archive_id) &&
      ParseInt(parts[1], &sequence) && sequence >= 0 && sequence <= archive.last_sequence) {
    return sequence;
  }
  return InvalidArgument(kResumeTokenInvalid, "not a resume token of this archive")
      .Field("resume_token", "must be one that WatchEvents gave");
}

}  // namespace motcua::reporting
