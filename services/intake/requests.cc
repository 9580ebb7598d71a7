#include "services/intake/requests.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "services/intake/domain/code.h"

namespace motcua::intake {
namespace {

constexpr int kLargestBatch = 500;

}  // namespace

absl::Status DossierNotFound(const std::string& code) {
  return NotFound(kDossierNotFound, "there is no such dossier").With("dossier_code", code);
}

absl::Status CheckCode(const std::string& code) {
  if (code.empty()) {
    return InvalidArgument(kFieldRequired, "dossier_code: is required")
        .Field("dossier_code", "is required");
  }
  return LooksLikeCode(code) ? absl::OkStatus() : DossierNotFound(code);
}

absl::Status CheckVersion(int64_t expected, int64_t version) {
  if (expected == 0 || expected == version) return absl::OkStatus();
  return Aborted(kStaleVersion, Cat("the dossier is at version ", version))
      .With("version", version);
}

absl::Status CheckBatch(const v1::BatchSubmitDossiersRequest& request) {
  if (request.requests().empty()) {
    return InvalidArgument(kFieldRequired, "requests: is required")
        .Field("requests", "is required");
  }
  if (request.requests_size() <= kLargestBatch) return absl::OkStatus();
  return InvalidArgument(kBatchTooLarge, Cat("requests: more than ", kLargestBatch))
      .Field("requests", Cat("must be at most ", kLargestBatch))
      .With("most", kLargestBatch);
}

}  // namespace motcua::intake
