#include "services/intake/advice.h"
#include "services/intake/intake_service.h"

#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/catalogue/counter_hours.h"
#include "common/reorganisation/rehome.h"
#include "services/intake/domain/fields.h"
#include "services/intake/domain/transitions.h"
#include "services/intake/duplicates.h"
#include "services/intake/guidance.h"
#include "services/intake/requests.h"
#include "services/intake/store/keeping.h"
#include "services/intake/submission.h"

namespace motcua::intake {
namespace {

// Whether a clerk took it in while the counter was closed.
bool OutsideHours(const Dossier& dossier, const catalogue::v1::Procedure& procedure,
                  const catalogue::Catalogue& catalogue) {
  return dossier.has_accept_time() && dossier.channel() != type::v1::CHANNEL_ONLINE &&
         !catalogue::IsOpen(catalogue, dossier.receiving_unit(), procedure.field(),
                            FromProto(dossier.accept_time()));
}

v1::SubmitDossierResponse SubmittedResponse(const Dossier& dossier, int64_t version) {
  v1::SubmitDossierResponse response;
  response.set_dossier_code(dossier.code());
  response.set_state(dossier.state());
  if (dossier.has_due_time()) *response.mutable_due_time() = dossier.due_time();
  if (dossier.has_counts_from_time()) {
    *response.mutable_counts_from_time() = dossier.counts_from_time();
  }
  response.set_version(version);
  return response;
}

const catalogue::v1::Procedure* ProcedureKept(const Dossier& dossier,
                                              const catalogue::Catalogue& catalogue) {
  const absl::Time filed = FromProto(dossier.submit_time());
  return catalogue.FindProcedureKept(dossier.procedure_code(), dossier.procedure_version(),
                                     absl::ToCivilDay(filed, LocalZone()));
}

}  // namespace

IntakeService::IntakeService(Dossiers& dossiers, CodeIssuer& codes, const PersonMarks& marks,
                             const catalogue::Catalogue& catalogue, const Clock& clock,
                             keeping::Keeper* keeper, VisitSource* visits)
    : dossiers_(dossiers),
      codes_(codes),
      marks_(marks),
      catalogue_(catalogue),
      clock_(clock),
      kept_(keeper, NatureOfKeptDossiers()),
      visits_(visits) {}

store::Command IntakeService::CommandOf(const CallContext& call, const auto& request) const {
  return store::CommandOf(dossiers_.committer().keys(), "intake", call.caller.name, request);
}

absl::CivilDay IntakeService::Today() const { return absl::ToCivilDay(clock_.Now(), LocalZone()); }

async::Task<absl::StatusOr<v1::SearchProceduresResponse>> IntakeService::SearchProcedures(
    const CallContext& call, const v1::SearchProceduresRequest& request) {
  co_return intake::SearchProcedures(request, catalogue_, Today());
}

async::Task<absl::StatusOr<v1::GetGuidanceResponse>> IntakeService::GetGuidance(
    const CallContext& call, const v1::GetGuidanceRequest& request) {
  auto guidance = Guide(request, catalogue_, clock_.Now());
  const bool by_post = request.channel() == type::v1::CHANNEL_POSTAL;
  if (!guidance.ok() || !by_post || request.home_commune().empty()) co_return guidance;
  if (guidance->personal_presence() || visits_ == nullptr) co_return guidance;
  std::string home = request.home_commune();
  auto visit = co_await visits_->Next(std::move(home));
  if (visit.ok()) AddVisit(*std::move(visit), *guidance);
  co_return guidance;
}

async::Task<absl::StatusOr<v1::CheckDossierResponse>> IntakeService::CheckDossier(
    const CallContext& call, const v1::CheckDossierRequest& request) {
  v1::CheckDossierResponse response = CheckCompleteness(request.draft(), catalogue_, Today());
  const Dossier draft = ToDossier(request.draft());
  auto marks = marks_.ToLookUp(draft);
  auto duplicates =
      co_await FindDuplicates(dossiers_, draft, std::move(marks), call.caller, catalogue_);
  // While Redis is away a draft can still be checked by the catalogue.
  if (duplicates.ok())
    response.mutable_possible_duplicates()->Assign(duplicates->begin(), duplicates->end());
  co_return response;
}

// --- filing -------------------------------------------------------------------------------------

async::Task<absl::StatusOr<v1::SubmitDossierResponse>> IntakeService::SubmitDossier(
    const CallContext& call, const v1::SubmitDossierRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  const absl::Time now = clock_.Now();
  const absl::CivilDay today = absl::ToCivilDay(now, LocalZone());
  Dossier filled_in = ToDossier(request.draft());
  MOTCUA_CO_RETURN_IF_ERROR(CheckSubmission(request, filled_in, catalogue_, today));
  std::vector<v1::PossibleDuplicate> duplicates;
  if (request.check_duplicates()) {
    auto marks = marks_.ToLookUp(filled_in);
    MOTCUA_CO_ASSIGN_OR_RETURN(
        duplicates,
        co_await FindDuplicates(dossiers_, filled_in, std::move(marks), call.caller, catalogue_));
  }
  const std::string& agency = catalogue_.FindUnit(filled_in.receiving_unit())->agency_code();
  MOTCUA_CO_ASSIGN_OR_RETURN(const std::string code, co_await codes_.Next(agency, today));
  store::Command command = CommandOf(call, request);
  command.creates = true;
  bool given = false;
  std::function<absl::StatusOr<v1::SubmitDossierResponse>(DossierDraft&)> decide =
      [&](DossierDraft& draft) {
        // The first decision, nearly always the only one, gets the dossier without a copy.
        draft.state =
            std::exchange(given, true) ? ToDossier(request.draft()) : std::move(filled_in);
        auto filed = FileDossier(call, request, code, now, draft);
        if (filed.ok())
          filed->mutable_possible_duplicates()->Assign(duplicates.begin(), duplicates.end());
        return filed;
      };
  co_return co_await dossiers_.Execute<v1::SubmitDossierResponse>(std::move(command), code,
                                                                  std::move(decide));
}

absl::StatusOr<v1::SubmitDossierResponse> IntakeService::FileDossier(
    const CallContext& call, const v1::SubmitDossierRequest& request, const std::string& code,
    absl::Time now, DossierDraft& draft) const {
  // The version of the filing's day, which CheckSubmission has found.
  const absl::CivilDay today = absl::ToCivilDay(now, LocalZone());
  const auto& procedure = *catalogue_.FindProcedure(draft.state.procedure_code(), today);
  const Change change{draft.state, draft.events, call.caller.name, now};
  File(code, procedure, change);
  if (request.paid_vnd() > 0) {
    const Payment payment{request.paid_vnd(), request.paid_collector()};
    MOTCUA_RETURN_IF_ERROR(Pay(payment, change));
  }
  if (request.accept()) {
    MOTCUA_RETURN_IF_ERROR(Accept(procedure, catalogue_.calendar(), change));
  }
  auto response = SubmittedResponse(draft.state, draft.next_version());
  response.set_outside_hours(OutsideHours(draft.state, procedure, catalogue_));
  return response;
}

async::Task<absl::StatusOr<v1::SubmitDossierResponse>> IntakeService::SubmitCovered(
    const CallContext& call, const v1::SubmitDossierRequest& request) {
  const std::string& unit = request.draft().receiving_unit();
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, unit, catalogue_));
  co_return co_await SubmitDossier(call, request);
}

async::Task<absl::StatusOr<v1::BatchSubmitDossiersResponse>> IntakeService::BatchSubmitDossiers(
    const CallContext& call, const v1::BatchSubmitDossiersRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckBatch(request));
  std::vector<async::Task<absl::StatusOr<v1::SubmitDossierResponse>>> submissions;
  submissions.reserve(request.requests_size());
  for (const auto& one : request.requests()) submissions.push_back(SubmitCovered(call, one));
  auto results = co_await async::WhenAll(std::move(submissions));
  v1::BatchSubmitDossiersResponse response;
  for (auto& result : results) {
    v1::SubmitOutcome& outcome = *response.add_outcomes();
    if (result.ok()) {
      *outcome.mutable_submitted() = *std::move(result);
    } else {
      *outcome.mutable_failure() = ToFailure(result.status());
    }
  }
  co_return response;
}

// --- later changes ------------------------------------------------------------------------------

absl::Status IntakeService::CheckAmendable(const CallContext& call, const std::string& code,
                                           int64_t expected_version,
                                           const DossierDraft& draft) const {
  if (!draft.exists()) return DossierNotFound(code);
  MOTCUA_RETURN_IF_ERROR(
      auth::RequireCovers(call.caller, draft.state.receiving_unit(), catalogue_));
  return CheckVersion(expected_version, draft.version);
}

template <class Response, class Request>
async::Task<absl::StatusOr<Response>> IntakeService::Amend(const CallContext& call,
                                                           const Request& request,
                                                           Amendment<Response> amend) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckCode(request.dossier_code()));
  const absl::Time now = clock_.Now();
  std::function<absl::StatusOr<Response>(DossierDraft&)> decide =
      [&](DossierDraft& draft) -> absl::StatusOr<Response> {
    MOTCUA_RETURN_IF_ERROR(
        CheckAmendable(call, request.dossier_code(), request.expected_version(), draft));
    Response response;
    const Change change{draft.state, draft.events, call.caller.name, now};
    MOTCUA_RETURN_IF_ERROR(amend(change, response));
    reorganisation::MarkWorkedOn(draft.state);
    response.set_version(draft.next_version());
    return response;
  };
  store::Command command = CommandOf(call, request);
  co_return co_await dossiers_.Execute<Response>(std::move(command), request.dossier_code(),
                                                 std::move(decide));
}

async::Task<absl::StatusOr<v1::AcceptDossierResponse>> IntakeService::AcceptDossier(
    const CallContext& call, const v1::AcceptDossierRequest& request) {
  auto accept = [this](const Change& change, v1::AcceptDossierResponse& response) -> absl::Status {
    const Dossier& dossier = change.dossier;
    const auto* procedure = ProcedureKept(dossier, catalogue_);
    if (procedure == nullptr) {
      return NotFound(kProcedureNotFound, "the procedure is no longer in the catalogue");
    }
    MOTCUA_RETURN_IF_ERROR(Accept(*procedure, catalogue_.calendar(), change));
    response.set_dossier_code(dossier.code());
    *response.mutable_accept_time() = dossier.accept_time();
    *response.mutable_counts_from_time() = dossier.counts_from_time();
    response.set_outside_hours(OutsideHours(dossier, *procedure, catalogue_));
    if (dossier.has_due_time()) *response.mutable_due_time() = dossier.due_time();
    return absl::OkStatus();
  };
  return Amend<v1::AcceptDossierResponse>(call, request, std::move(accept));
}

async::Task<absl::StatusOr<v1::RefuseDossierResponse>> IntakeService::RefuseDossier(
    const CallContext& call, const v1::RefuseDossierRequest& request) {
  auto refuse = [&request](const Change& change, v1::RefuseDossierResponse&) {
    return Refuse(request.reason(), change);
  };
  return Amend<v1::RefuseDossierResponse>(call, request, std::move(refuse));
}

async::Task<absl::StatusOr<v1::RequestCompletionResponse>> IntakeService::RequestCompletion(
    const CallContext& call, const v1::RequestCompletionRequest& request) {
  auto hand_back = [&request](const Change& change, v1::RequestCompletionResponse&) {
    return intake::RequestCompletion(request.items(), request.reason(), change);
  };
  return Amend<v1::RequestCompletionResponse>(call, request, std::move(hand_back));
}

async::Task<absl::StatusOr<v1::SupplementDossierResponse>> IntakeService::SupplementDossier(
    const CallContext& call, const v1::SupplementDossierRequest& request) {
  auto supplement = [&request](const Change& change, v1::SupplementDossierResponse& response) {
    absl::Status status = Supplement(request.papers(), change);
    response.set_state(change.dossier.state());
    return status;
  };
  return Amend<v1::SupplementDossierResponse>(call, request, std::move(supplement));
}

async::Task<absl::StatusOr<v1::RecordPaymentResponse>> IntakeService::RecordPayment(
    const CallContext& call, const v1::RecordPaymentRequest& request) {
  auto pay = [&request](const Change& change, v1::RecordPaymentResponse& response) {
    absl::Status status =
        Pay({.amount_vnd = request.amount_vnd(), .collector = request.collector()}, change);
    response.set_paid_vnd(change.dossier.paid_vnd());
    return status;
  };
  return Amend<v1::RecordPaymentResponse>(call, request, std::move(pay));
}

async::Task<absl::StatusOr<v1::WithdrawDossierResponse>> IntakeService::WithdrawDossier(
    const CallContext& call, const v1::WithdrawDossierRequest& request) {
  auto withdraw = [&request](const Change& change, v1::WithdrawDossierResponse&) {
    return Withdraw(request.reason(), change);
  };
  return Amend<v1::WithdrawDossierResponse>(call, request, std::move(withdraw));
}

}  // namespace motcua::intake
