#include "services/intake/event_submission.h"

#include <map>
#include <string>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/intake/domain/draft_check.h"
#include "services/intake/domain/fields.h"

namespace motcua::intake {
namespace {

using dossier::v1::Dossier;
using v1::SubmitCitizenEventRequest;

absl::Status CheckPapersGiven(const SubmitCitizenEventRequest& request) {
  Problems problems;
  CheckPaperFields(request.papers(), problems);
  for (int i = 0; i < request.parts_size(); ++i) {
    Problems part;
    CheckPaperFields(request.parts(i).papers(), part);
    for (Problem& problem : part) {
      problem.field = Cat("parts[", i, "].", problem.field);
      problems.push_back(std::move(problem));
    }
  }
  return ToStatus(problems);
}

absl::Status FieldInvalid(std::string_view field, std::string_view message) {
  return InvalidArgument(kFieldInvalid, Cat(field, ": ", message)).Field(field, message);
}

// The cases that the request names, by procedure.
absl::StatusOr<std::map<std::string, std::string>> CasesOf(
    const SubmitCitizenEventRequest& request, const catalogue::Catalogue& catalogue) {
  std::map<std::string, std::string> cases;
  const auto* event = catalogue.FindEvent(request.event_code());
  for (const v1::EventPart& part : request.parts()) {
    std::string key = part.case_key();
    if (key.empty() && event != nullptr) {  // that of the catalogue holds
      for (const auto& step : event->procedures()) {
        if (step.procedure_code() == part.procedure_code()) key = step.case_key();
      }
    }
    if (!cases.emplace(part.procedure_code(), std::move(key)).second) {
      return FieldInvalid("parts", "name a procedure twice");
    }
  }
  return cases;
}

std::vector<Dossier> DraftAll(const SubmitCitizenEventRequest& request, const EventPlan& plan) {
  std::vector<Papers> shares = ShareOutPapers(plan, request.papers());
  for (const v1::EventPart& part : request.parts()) {
    shares[plan.IndexOf(part.procedure_code())].MergeFrom(part.papers());
  }
  std::vector<Dossier> drafts(plan.members.size());
  for (size_t i = 0; i < drafts.size(); ++i) {
    Dossier& draft = drafts[i];
    draft.set_procedure_code(plan.members[i].procedure->code());
    draft.set_case_key(plan.members[i].case_key);
    draft.set_receiving_unit(request.receiving_unit());
    draft.set_channel(request.channel());
    draft.set_return_method(request.return_method());
    *draft.mutable_applicant() = request.applicant();
    *draft.mutable_papers() = std::move(shares[i]);
  }
  return drafts;
}

}  // namespace

absl::StatusOr<EventSubmission> PrepareEvent(const SubmitCitizenEventRequest& request,
                                             const catalogue::Catalogue& catalogue,
                                             absl::CivilDay today) {
  if (request.event_code().empty()) {
    return absl::Status(InvalidArgument(kFieldRequired, "event_code: is required")
                            .Field("event_code", "is required"));
  }
  MOTCUA_ASSIGN_OR_RETURN(const auto cases, CasesOf(request, catalogue));
  EventSubmission submission;
  MOTCUA_ASSIGN_OR_RETURN(submission.plan,
                          PlanEvent(catalogue, request.event_code(), today, cases, "parts"));
  MOTCUA_RETURN_IF_ERROR(CheckPapersGiven(request));
  submission.dossiers = DraftAll(request, submission.plan);
  for (const Dossier& draft : submission.dossiers) {
    MOTCUA_RETURN_IF_ERROR(ToStatus(CheckDraft(draft, catalogue, today)));
  }
  if (request.accept() && request.channel() != type::v1::CHANNEL_COUNTER) {
    return FieldInvalid("accept", "only a counter accepts at once");
  }
  return submission;
}

v1::EventDossier ShowMember(const Dossier& dossier, int64_t version) {
  v1::EventDossier shown;
  shown.set_procedure_code(dossier.procedure_code());
  shown.set_dossier_code(dossier.code());
  shown.set_state(dossier.state());
  if (dossier.has_due_time()) *shown.mutable_due_time() = dossier.due_time();
  if (dossier.has_accept_time()) *shown.mutable_accept_time() = dossier.accept_time();
  *shown.mutable_waits_for() = dossier.waits_for();
  shown.set_version(version);
  return shown;
}

}  // namespace motcua::intake
