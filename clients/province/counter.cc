#include "clients/province/counter.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::province {

async::Task<bool> Counter::File(std::string identity, std::vector<Filing> filings) {
  while (true) {
    intake::v1::BatchSubmitDossiersRequest request;
    for (const Filing& filing : filings) *request.add_requests() = filing.request;
    const auto answer = co_await calls_.Call<intake::v1::BatchSubmitDossiersResponse>(
        identity, "motcua.intake.v1.IntakeService/BatchSubmitDossiers", std::move(request));
    if (!answer.ok()) co_return false;
    filings = WriteDown(std::move(filings), *answer);
    if (filings.empty() || calls_.stopping()) co_return filings.empty();
    co_await async::Sleep(absl::Milliseconds(100));
  }
}

// Returns those that must be filed again.
std::vector<Filing> Counter::WriteDown(std::vector<Filing> filings,
                                       const intake::v1::BatchSubmitDossiersResponse& answer) {
  std::vector<Filing> again;
  for (int i = 0; i < answer.outcomes_size(); ++i) {
    const intake::v1::SubmitOutcome& outcome = answer.outcomes(i);
    if (outcome.has_submitted()) {
      ledger_.Acknowledge(filings[i].arrival, outcome.submitted().dossier_code());
      continue;
    }
    const intake::v1::SubmitFailure& failure = outcome.failure();
    const absl::Status status(static_cast<absl::StatusCode>(failure.code()), failure.message());
    if (IsPassing(status)) {
      again.push_back(std::move(filings[i]));
    } else {
      calls_.NoteSurprise(Cat("BatchSubmitDossiers ", failure.reason(), " ", failure.field()));
    }
  }
  return again;
}

async::Task<bool> Counter::Check(Errand errand) {
  if (reactions_.habits().Refuses(errand.key.subject)) co_return co_await Refuse(errand);
  intake::v1::AcceptDossierRequest request;
  request.set_request_id(calls_.RequestId("accept", errand));
  request.set_dossier_code(errand.key.subject);
  const auto answer = co_await calls_.Call<intake::v1::AcceptDossierResponse>(
      kPostClerk, "motcua.intake.v1.IntakeService/AcceptDossier", std::move(request));
  if (answer.ok() || ReasonOf(answer.status()) != kPapersMissing) co_return answer.ok();
  co_return co_await AskCompletion(errand.key.subject);
}

async::Task<bool> Counter::Refuse(Errand errand) {
  intake::v1::RefuseDossierRequest request;
  request.set_request_id(calls_.RequestId("refuse", errand));
  request.set_dossier_code(errand.key.subject);
  request.set_reason("Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận");
  const auto answer = co_await calls_.Call<intake::v1::RefuseDossierResponse>(
      kPostClerk, "motcua.intake.v1.IntakeService/RefuseDossier", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Counter::AskCompletion(std::string code) {
  intake::v1::GetDossierRequest ask;
  ask.set_dossier_code(code);
  const auto found = co_await calls_.Call<intake::v1::GetDossierResponse>(
      kPostClerk, "motcua.intake.v1.IntakeService/GetDossier", std::move(ask));
  if (!found.ok()) co_return false;
  intake::v1::RequestCompletionRequest request;
  request.set_request_id(Cat("complete-", code, "-", found->dossier().completion_requests()));
  request.set_dossier_code(code);
  for (const std::string& name : MissingPapers(found->dossier())) request.add_items(name);
  request.set_reason("Thành phần hồ sơ chưa đầy đủ");
  const auto answer = co_await calls_.Call<intake::v1::RequestCompletionResponse>(
      kPostClerk, "motcua.intake.v1.IntakeService/RequestCompletion", std::move(request));
  co_return answer.ok();
}

std::vector<std::string> Counter::MissingPapers(const dossier::v1::Dossier& dossier) const {
  std::vector<std::string> missing;
  const catalogue::v1::Procedure* procedure = catalogue_.FindProcedure(dossier.procedure_code());
  if (procedure == nullptr) return missing;
  for (const catalogue::v1::RequiredPaper& asked : procedure->papers()) {
    const bool in_case =
        asked.cases().empty() ||
        std::ranges::find(asked.cases(), dossier.case_key()) != asked.cases().end();
    const bool there = std::ranges::any_of(
        dossier.papers(), [&](const auto& paper) { return paper.name() == asked.name(); });
    if (asked.required() && in_case && !there) missing.push_back(asked.name());
  }
  return missing;
}

type::v1::Paper Counter::PaperCalled(const std::string& name,
                                     const std::string& procedure_code) const {
  type::v1::Paper paper;
  paper.set_name(name);
  paper.set_kind(type::v1::PAPER_KIND_ORIGINAL);  // serves for every form
  paper.set_count(1);
  const catalogue::v1::Procedure* procedure = catalogue_.FindProcedure(procedure_code);
  if (procedure == nullptr) return paper;
  for (const catalogue::v1::RequiredPaper& asked : procedure->papers()) {
    if (asked.name() == name) paper.set_count(asked.count());
  }
  return paper;
}

async::Task<bool> Counter::Supplement(Errand errand) {
  const OpenDossier* dossier = reactions_.Find(errand.key.subject);
  if (dossier == nullptr) co_return true;
  intake::v1::SupplementDossierRequest request;
  request.set_request_id(calls_.RequestId("supplement", errand));
  request.set_dossier_code(errand.key.subject);
  for (const std::string& item : errand.items) {
    *request.add_papers() = PaperCalled(item, dossier->procedure_code);
  }
  const auto answer = co_await calls_.Call<intake::v1::SupplementDossierResponse>(
      kPortal, "motcua.intake.v1.IntakeService/SupplementDossier", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Counter::Withdraw(Errand errand) {
  intake::v1::WithdrawDossierRequest request;
  request.set_request_id(calls_.RequestId("withdraw", errand));
  request.set_dossier_code(errand.key.subject);
  request.set_reason("Công dân rút hồ sơ");
  const auto answer = co_await calls_.Call<intake::v1::WithdrawDossierResponse>(
      kPortal, "motcua.intake.v1.IntakeService/WithdrawDossier", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Counter::PickUp(Errand errand) {
  routing::v1::HandOverResultRequest request;
  request.set_request_id(calls_.RequestId("handover", errand));
  request.set_dossier_code(errand.key.subject);
  const auto answer = co_await calls_.Call<routing::v1::HandOverResultResponse>(
      kPostClerk, "motcua.routing.v1.RoutingService/HandOverResult", std::move(request));
  co_return answer.ok();
}

}  // namespace motcua::province
