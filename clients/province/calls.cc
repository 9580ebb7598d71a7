#include "clients/province/calls.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::province {

// The second word of "motcua.intake.v1.IntakeService/SubmitDossier".
std::string Calls::ServiceOf(std::string_view method) { return std::string(Split(method, '.')[1]); }

void Calls::NoteError(const std::string& method, const absl::Status& status) {
  if (IsPassing(status)) return;  // we are about to stop
  const std::string reason = ReasonOf(status);
  if (reason == kPapersMissing) return;  // a clerk's question was answered
  NoteSurprise(
      Cat(Split(method, '/').back(), " ", reason.empty() ? std::string(status.message()) : reason));
}

std::string Calls::RequestId(std::string_view verb, const Errand& errand) const {
  const int64_t minute = absl::ToUnixSeconds(now_) / 60;
  if (errand.step < 0) return Cat(verb, "-", errand.key.subject, "-", minute);
  return Cat(verb, "-", errand.key.subject, "-", errand.step, "-", minute);
}

}  // namespace motcua::province
