#include "clients/province/hands.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

using dossier::v1::TrackingEvent;

constexpr absl::Duration kLease = absl::Hours(4);
// An officer who found the queue empty looks again after this.
constexpr absl::Duration kLookAgain = absl::Minutes(30);
// What an officer may ask for after acceptance.
constexpr char kExplanation[] = "Văn bản giải trình";

// "intake" of "motcua.intake.v1.IntakeService/SubmitDossier".
std::string ServiceOf(std::string_view method) { return std::string(Split(method, '.')[1]); }

template <class Request>
Request AboutStep(const Errand& errand, std::string request_id) {
  Request request;
  request.set_request_id(std::move(request_id));
  request.set_unit_code(errand.unit);
  request.set_dossier_code(errand.key.subject);
  request.set_step_index(errand.step);
  return request;
}

}  // namespace

Hands::Hands(Wire& wire, const catalogue::Catalogue& catalogue, Ledger& ledger, Agenda& agenda,
             const Reactions& reactions)
    : wire_(wire),
      catalogue_(catalogue),
      ledger_(ledger),
      agenda_(agenda),
      reactions_(reactions) {}

template <class Res, class Req>
async::Task<absl::StatusOr<Res>> Hands::Call(std::string identity, std::string method,
                                             Req request) {
  std::string service = ServiceOf(method);
  std::string path = Cat("/", method);
  absl::StatusOr<Res> answer = co_await wire_.Call<Res>(std::move(identity), std::move(service),
                                                        std::move(path), std::move(request));
  if (!answer.ok()) Note(method, answer.status());
  co_return answer;
}

void Hands::Note(const std::string& method, const absl::Status& status) {
  if (absl::IsUnavailable(status)) return;  // we are about to stop
  const std::string reason = ReasonOf(status);
  if (reason == kPapersMissing) return;  // the clerk's question
  ++surprises_[Cat(Split(method, '/').back(), " ",
                   reason.empty() ? std::string(status.message()) : reason)];
}

std::string Hands::RequestId(std::string_view verb, const Errand& errand) const {
  const int64_t minute = absl::ToUnixSeconds(now_) / 60;
  if (errand.step < 0) return Cat(verb, "-", errand.key.subject, "-", minute);
  return Cat(verb, "-", errand.key.subject, "-", errand.step, "-", minute);
}

std::string Hands::OfficerOf(std::string_view unit) const {
  const auto district = catalogue_.ResolveUnit("district", unit);
  if (district.ok()) return Cat("officers-", *district);
  return Cat("officers-", catalogue_.ResolveUnit("province", unit).value_or(""));
}

async::Task<bool> Hands::File(std::string identity, std::vector<Filing> filings) {
  while (true) {
    intake::v1::BatchSubmitDossiersRequest request;
    for (const Filing& filing : filings) *request.add_requests() = filing.request;
    const auto answer = co_await Call<intake::v1::BatchSubmitDossiersResponse>(
        identity, "motcua.intake.v1.IntakeService/BatchSubmitDossiers", std::move(request));
    if (!answer.ok()) co_return false;
    filings = WriteDown(std::move(filings), *answer);
    if (filings.empty() || wire_.stopping()) co_return filings.empty();
    co_await async::Sleep(absl::Milliseconds(100));
  }
}

// Returns those that must be filed again.
std::vector<Filing> Hands::WriteDown(std::vector<Filing> filings,
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
      ++surprises_[Cat("BatchSubmitDossiers ", failure.reason(), " ", failure.field())];
    }
  }
  return again;
}

async::Task<bool> Hands::Do(Errand errand) {
  switch (errand.key.kind) {
    case ErrandKind::kCheck:
      return Check(std::move(errand));
    case ErrandKind::kSupplement:
      return Supplement(std::move(errand));
    case ErrandKind::kWithdraw:
      return Withdraw(std::move(errand));
    case ErrandKind::kVisit:
      return Visit(std::move(errand));
    case ErrandKind::kFinish:
      return Finish(std::move(errand));
    case ErrandKind::kRequeue:
      return Requeue(std::move(errand));
    case ErrandKind::kPickUp:
    case ErrandKind::kScan:
      break;
  }
  return PickUp(std::move(errand));
}

async::Task<bool> Hands::Check(Errand errand) {
  if (reactions_.habits().Refuses(errand.key.subject)) {
    intake::v1::RefuseDossierRequest request;
    request.set_request_id(RequestId("refuse", errand));
    request.set_dossier_code(errand.key.subject);
    request.set_reason("Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan tiếp nhận");
    const auto answer = co_await Call<intake::v1::RefuseDossierResponse>(
        kPostClerk, "motcua.intake.v1.IntakeService/RefuseDossier", std::move(request));
    co_return answer.ok();
  }
  intake::v1::AcceptDossierRequest request;
  request.set_request_id(RequestId("accept", errand));
  request.set_dossier_code(errand.key.subject);
  const auto answer = co_await Call<intake::v1::AcceptDossierResponse>(
      kPostClerk, "motcua.intake.v1.IntakeService/AcceptDossier", std::move(request));
  if (answer.ok() || ReasonOf(answer.status()) != kPapersMissing) co_return answer.ok();
  co_return co_await AskCompletion(errand.key.subject);
}

async::Task<bool> Hands::AskCompletion(std::string code) {
  intake::v1::GetDossierRequest ask;
  ask.set_dossier_code(code);
  const auto found = co_await Call<intake::v1::GetDossierResponse>(
      kPostClerk, "motcua.intake.v1.IntakeService/GetDossier", std::move(ask));
  if (!found.ok()) co_return false;
  intake::v1::RequestCompletionRequest request;
  request.set_request_id(Cat("complete-", code, "-", found->dossier().completion_requests()));
  request.set_dossier_code(code);
  for (const std::string& name : MissingPapers(found->dossier())) request.add_items(name);
  request.set_reason("Thành phần hồ sơ chưa đầy đủ");
  const auto answer = co_await Call<intake::v1::RequestCompletionResponse>(
      kPostClerk, "motcua.intake.v1.IntakeService/RequestCompletion", std::move(request));
  co_return answer.ok();
}

std::vector<std::string> Hands::MissingPapers(const dossier::v1::Dossier& dossier) const {
  std::vector<std::string> missing;
  const catalogue::v1::Procedure* procedure = catalogue_.FindProcedure(dossier.procedure_code());
  if (procedure == nullptr) return missing;
  for (const catalogue::v1::RequiredPaper& asked : procedure->papers()) {
    const bool in_case = asked.cases().empty() ||
                         std::ranges::find(asked.cases(), dossier.case_key()) != asked.cases().end();
    const bool there = std::ranges::any_of(
        dossier.papers(), [&](const auto& paper) { return paper.name() == asked.name(); });
    if (asked.required() && in_case && !there) missing.push_back(asked.name());
  }
  return missing;
}

type::v1::Paper Hands::PaperCalled(const std::string& name,
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

async::Task<bool> Hands::Supplement(Errand errand) {
  const OpenDossier* dossier = reactions_.Find(errand.key.subject);
  if (dossier == nullptr) co_return true;
  intake::v1::SupplementDossierRequest request;
  request.set_request_id(RequestId("supplement", errand));
  request.set_dossier_code(errand.key.subject);
  for (const std::string& item : errand.items) {
    *request.add_papers() = PaperCalled(item, dossier->procedure_code);
  }
  const auto answer = co_await Call<intake::v1::SupplementDossierResponse>(
      kPortal, "motcua.intake.v1.IntakeService/SupplementDossier", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Hands::Withdraw(Errand errand) {
  intake::v1::WithdrawDossierRequest request;
  request.set_request_id(RequestId("withdraw", errand));
  request.set_dossier_code(errand.key.subject);
  request.set_reason("Công dân rút hồ sơ");
  const auto answer = co_await Call<intake::v1::WithdrawDossierResponse>(
      kPortal, "motcua.intake.v1.IntakeService/WithdrawDossier", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Hands::PickUp(Errand errand) {
  routing::v1::HandOverResultRequest request;
  request.set_request_id(RequestId("handover", errand));
  request.set_dossier_code(errand.key.subject);
  const auto answer = co_await Call<routing::v1::HandOverResultResponse>(
      kPostClerk, "motcua.routing.v1.RoutingService/HandOverResult", std::move(request));
  co_return answer.ok();
}

// The officer came for one step and takes whatever is first in the queue: mostly that one. The
// errand of the step that was taken instead is passed on to the one that was not.
async::Task<bool> Hands::Visit(Errand errand) {
  routing::v1::ClaimStepsRequest request;
  request.set_request_id(RequestId("claim", errand));
  request.set_unit_code(errand.unit);
  request.set_max_steps(1);
  *request.mutable_lease_duration() = ToProto(kLease);
  const auto answer = co_await Call<routing::v1::ClaimStepsResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/ClaimSteps", std::move(request));
  if (!answer.ok()) co_return false;
  if (answer->steps().empty()) {
    VisitAgain(errand, now_);
    co_return true;
  }
  const routing::v1::ClaimedStep& claimed = answer->steps(0);
  TakeInHand(claimed);
  const bool other = claimed.dossier_code() != errand.key.subject ||
                     claimed.step().index() != errand.step;
  if (other) VisitAgain(errand, reactions_.habits().VisitTime(ViewOfClaimed(claimed)));
  co_return true;
}

void Hands::VisitAgain(const Errand& errand, absl::Time not_before) {
  const OpenStep* step = reactions_.FindStep(errand.key.subject, errand.step);
  if (step == nullptr || !step->in_queue) return;
  agenda_.Set(std::max(not_before, now_ + kLookAgain), errand);
}

StepAtUnit Hands::ViewOfClaimed(const routing::v1::ClaimedStep& claimed) const {
  const int index = claimed.step().index();
  const OpenStep* known = reactions_.FindStep(claimed.dossier_code(), index);
  if (known != nullptr) return ViewOf(claimed.dossier_code(), index, *known);
  StepAtUnit view{.dossier = claimed.dossier_code(), .step = index, .queued = now_};
  if (claimed.step().has_due_time()) view.due = FromProto(claimed.step().due_time());
  return view;
}

void Hands::TakeInHand(const routing::v1::ClaimedStep& claimed) {
  const StepAtUnit view = ViewOfClaimed(claimed);
  ErrandKey key{claimed.dossier_code(), ErrandKind::kFinish, Cat(view.step)};
  Errand finish{.key = std::move(key),
                .step = view.step,
                .unit = claimed.step().unit_code(),
                .turn = view.turn,
                .lease_token = claimed.lease_token()};
  agenda_.Set(reactions_.habits().FinishTime(view, now_), std::move(finish));
}

async::Task<bool> Hands::Finish(Errand errand) {
  const OpenDossier* dossier = reactions_.Find(errand.key.subject);
  const bool asked = dossier != nullptr && dossier->supplement_asked;
  const StepAtUnit view{.dossier = errand.key.subject, .step = errand.step, .turn = errand.turn};
  switch (reactions_.habits().EndOf(view, asked)) {
    case StepEnd::kForget:
      co_return true;
    case StepEnd::kRelease:
      co_return co_await Release(std::move(errand));
    case StepEnd::kHandBack:
      co_return co_await HandBack(std::move(errand));
    case StepEnd::kReject:
      co_return co_await Complete(std::move(errand), dossier::v1::STEP_RESULT_REJECTED);
    case StepEnd::kApprove:
      break;
  }
  co_return co_await Complete(std::move(errand), dossier::v1::STEP_RESULT_APPROVED);
}

async::Task<bool> Hands::Complete(Errand errand, dossier::v1::StepResult result) {
  auto request =
      AboutStep<routing::v1::CompleteStepRequest>(errand, RequestId("finish", errand));
  request.set_lease_token(errand.lease_token);
  request.set_result(result);
  const bool rejected = result == dossier::v1::STEP_RESULT_REJECTED;
  if (rejected) request.set_note("Không đủ điều kiện giải quyết theo quy định");
  const auto answer = co_await Call<routing::v1::CompleteStepResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/CompleteStep", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Hands::HandBack(Errand errand) {
  auto request =
      AboutStep<routing::v1::HandBackStepRequest>(errand, RequestId("handback", errand));
  request.set_lease_token(errand.lease_token);
  request.add_items(kExplanation);
  request.set_reason("Cần làm rõ nội dung hồ sơ");
  const auto answer = co_await Call<routing::v1::HandBackStepResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/HandBackStep", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Hands::Release(Errand errand) {
  auto request =
      AboutStep<routing::v1::ReleaseStepRequest>(errand, RequestId("release", errand));
  request.set_lease_token(errand.lease_token);
  request.set_reason("Chuyển cán bộ khác xử lý");
  const auto answer = co_await Call<routing::v1::ReleaseStepResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/ReleaseStep", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Hands::Requeue(Errand errand) {
  auto request =
      AboutStep<routing::v1::RequeueStepRequest>(errand, RequestId("requeue", errand));
  const auto answer = co_await Call<routing::v1::RequeueStepResponse>(
      OfficerOf(errand.unit), "motcua.routing.v1.RoutingService/RequeueStep", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Hands::Report(std::vector<TrackingEvent> scans) {
  postal::v1::RecordTrackingRequest request;
  for (TrackingEvent& scan : scans) *request.add_events() = std::move(scan);
  while (true) {
    const auto answer = co_await Call<postal::v1::RecordTrackingResponse>(
        kPostClerk, "motcua.postal.v1.PostalService/RecordTracking", request);
    if (!answer.ok()) co_return false;
    postal::v1::RecordTrackingRequest again;
    for (int i = 0; i < answer->outcomes_size(); ++i) {
      const auto outcome = answer->outcomes(i);
      if (outcome == postal::v1::TRACKING_OUTCOME_UNAVAILABLE) {
        *again.add_events() = request.events(i);
      } else if (outcome != postal::v1::TRACKING_OUTCOME_RECORDED &&
                 outcome != postal::v1::TRACKING_OUTCOME_DUPLICATE) {
        ++surprises_[Cat("RecordTracking ", postal::v1::TrackingOutcome_Name(outcome))];
      }
    }
    if (again.events().empty() || wire_.stopping()) co_return again.events().empty();
    request = std::move(again);
    co_await async::Sleep(absl::Milliseconds(100));
  }
}

}  // namespace motcua::province
