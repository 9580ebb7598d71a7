#include "services/intake/submission.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"
#include "services/intake/domain/draft_check.h"

namespace motcua::intake {
namespace {

using dossier::v1::Dossier;

constexpr std::string_view kDraft = "draft.";

absl::Status FieldInvalid(std::string_view field, std::string_view message) {
  return InvalidArgument(kFieldInvalid, Cat(field, ": ", message)).Field(field, message);
}

absl::Status CheckPaid(int64_t paid_vnd, const Dossier& dossier,
                       const catalogue::v1::Procedure& procedure) {
  const int64_t owed =
      catalogue::FeeFor(procedure, dossier.case_key(), dossier.channel()).value_or(0);
  if (paid_vnd >= 0 && paid_vnd <= owed) return absl::OkStatus();
  return FieldInvalid("paid_vnd", Cat("must be 0 to ", owed, ", what is owed"));
}

}  // namespace

Dossier ToDossier(const v1::DossierDraft& draft) {
  Dossier dossier;
  dossier.set_procedure_code(draft.procedure_code());
  dossier.set_case_key(draft.case_key());
  dossier.set_receiving_unit(draft.receiving_unit());
  dossier.set_channel(draft.channel());
  dossier.set_return_method(draft.return_method());
  *dossier.mutable_applicant() = draft.applicant();
  *dossier.mutable_papers() = draft.papers();
  return dossier;
}

absl::Status CheckSubmission(const v1::SubmitDossierRequest& request, const Dossier& dossier,
                             const catalogue::Catalogue& catalogue, absl::CivilDay today) {
  MOTCUA_RETURN_IF_ERROR(ToStatus(CheckDraft(dossier, catalogue, today), kDraft));
  const auto& procedure = *catalogue.FindProcedure(dossier.procedure_code(), today);
  MOTCUA_RETURN_IF_ERROR(CheckPaid(request.paid_vnd(), dossier, procedure));
  if (!request.accept()) return absl::OkStatus();
  if (dossier.channel() != type::v1::CHANNEL_COUNTER) {
    return FieldInvalid("accept", "only a counter accepts at once");
  }
  return ToStatus(CheckPapers(dossier, procedure), kDraft);
}

v1::CheckDossierResponse CheckCompleteness(const v1::DossierDraft& draft,
                                           const catalogue::Catalogue& catalogue,
                                           absl::CivilDay today) {
  const Dossier dossier = ToDossier(draft);
  Problems problems = CheckDraft(dossier, catalogue, today);
  if (const auto* procedure = catalogue.FindProcedure(dossier.procedure_code(), today)) {
    Problems missing = CheckPapers(dossier, *procedure);
    problems.insert(problems.end(), missing.begin(), missing.end());
  }
  v1::CheckDossierResponse response;
  for (const Problem& problem : problems) {
    v1::DraftProblem& shown = *response.add_problems();
    shown.set_reason(problem.reason.data(), problem.reason.size());
    shown.set_field(Cat(kDraft, problem.field));
    shown.set_message(problem.message);
  }
  return response;
}

v1::SubmitFailure ToFailure(const absl::Status& status) {
  v1::SubmitFailure failure;
  failure.set_code(static_cast<int>(status.code()));
  failure.set_reason(ReasonOf(status));
  const std::vector<std::string> fields = FieldsOf(status);
  if (!fields.empty()) failure.set_field(fields.front());
  failure.set_message(std::string(status.message()));
  return failure;
}

}  // namespace motcua::intake
