// The RPCs of motcua.intake.v1.IntakeService.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/keeping/kept.h"
#include "common/runtime/call_context.h"
#include "common/store/aggregates.h"
#include "motcua/dossier/v1/dossier.pb.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/store/code_issuer.h"
#include "services/intake/store/person_marks.h"
#include "services/intake/visit_source.h"

namespace motcua::intake {

using Dossiers = store::Aggregates<dossier::v1::Dossier>;
using runtime::CallContext;

// Errors of each RPC: protos/motcua/intake/v1/intake_service.proto. On the io thread alone; call
// and request outlive the coroutine.
class IntakeService {
 public:
  // Without a keeper (null) dossiers that have left for the archive are not found; without `visits`
  // guidance does not say when the postman comes.
  IntakeService(Dossiers& dossiers, CodeIssuer& codes, const PersonMarks& marks,
                const catalogue::Catalogue& catalogue, const Clock& clock,
                keeping::Keeper* keeper = nullptr, VisitSource* visits = nullptr);

  async::Task<absl::StatusOr<v1::SearchProceduresResponse>> SearchProcedures(
      const CallContext& call, const v1::SearchProceduresRequest& request);
  async::Task<absl::StatusOr<v1::GetGuidanceResponse>> GetGuidance(
      const CallContext& call, const v1::GetGuidanceRequest& request);
  async::Task<absl::StatusOr<v1::CheckDossierResponse>> CheckDossier(
      const CallContext& call, const v1::CheckDossierRequest& request);

  async::Task<absl::StatusOr<v1::SubmitDossierResponse>> SubmitDossier(
      const CallContext& call, const v1::SubmitDossierRequest& request);
  async::Task<absl::StatusOr<v1::BatchSubmitDossiersResponse>> BatchSubmitDossiers(
      const CallContext& call, const v1::BatchSubmitDossiersRequest& request);

  async::Task<absl::StatusOr<v1::ListCitizenEventsResponse>> ListCitizenEvents(
      const CallContext& call, const v1::ListCitizenEventsRequest& request);
  async::Task<absl::StatusOr<v1::GetEventGuidanceResponse>> GetEventGuidance(
      const CallContext& call, const v1::GetEventGuidanceRequest& request);
  async::Task<absl::StatusOr<v1::SubmitCitizenEventResponse>> SubmitCitizenEvent(
      const CallContext& call, const v1::SubmitCitizenEventRequest& request);
  async::Task<absl::StatusOr<v1::GetCitizenEventResponse>> GetCitizenEvent(
      const CallContext& call, const v1::GetCitizenEventRequest& request);

  async::Task<absl::StatusOr<v1::AcceptDossierResponse>> AcceptDossier(
      const CallContext& call, const v1::AcceptDossierRequest& request);
  async::Task<absl::StatusOr<v1::RefuseDossierResponse>> RefuseDossier(
      const CallContext& call, const v1::RefuseDossierRequest& request);
  async::Task<absl::StatusOr<v1::RequestCompletionResponse>> RequestCompletion(
      const CallContext& call, const v1::RequestCompletionRequest& request);
  async::Task<absl::StatusOr<v1::SupplementDossierResponse>> SupplementDossier(
      const CallContext& call, const v1::SupplementDossierRequest& request);
  async::Task<absl::StatusOr<v1::RecordPaymentResponse>> RecordPayment(
      const CallContext& call, const v1::RecordPaymentRequest& request);
  async::Task<absl::StatusOr<v1::WithdrawDossierResponse>> WithdrawDossier(
      const CallContext& call, const v1::WithdrawDossierRequest& request);

  async::Task<absl::StatusOr<v1::GetDossierResponse>> GetDossier(
      const CallContext& call, const v1::GetDossierRequest& request);
  async::Task<absl::StatusOr<v1::ListDossiersResponse>> ListDossiers(
      const CallContext& call, const v1::ListDossiersRequest& request);

 private:
  using DossierDraft = store::Draft<dossier::v1::Dossier>;
  template <class Response>
  using Amendment = std::function<absl::Status(const Change& change, Response& response)>;

  // Changes a dossier that was filed: it exists, the caller covers it, it is at the version the
  // request names; then `amend` decides, and the response gets the new version.
  template <class Response, class Request>
  async::Task<absl::StatusOr<Response>> Amend(const CallContext& call, const Request& request,
                                              Amendment<Response> amend);
  absl::Status CheckAmendable(const CallContext& call, const std::string& code,
                              int64_t expected_version, const DossierDraft& draft) const;

  // SubmitDossier as part of a batch: checks the unit, which the server does for single calls.
  async::Task<absl::StatusOr<v1::SubmitDossierResponse>> SubmitCovered(
      const CallContext& call, const v1::SubmitDossierRequest& request);
  // Files the dossier that `draft` holds, filled in from the request.
  absl::StatusOr<v1::SubmitDossierResponse> FileDossier(const CallContext& call,
                                                        const v1::SubmitDossierRequest& request,
                                                        const std::string& code, absl::Time now,
                                                        DossierDraft& draft) const;

  store::Command CommandOf(const CallContext& call, const auto& request) const;
  absl::CivilDay Today() const;

  Dossiers& dossiers_;
  CodeIssuer& codes_;
  const PersonMarks& marks_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  keeping::Kept<dossier::v1::Dossier> kept_;
  VisitSource* visits_;
};

}  // namespace motcua::intake
