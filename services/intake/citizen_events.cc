// The RPCs of IntakeService about events of a citizen's life.
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "services/intake/domain/fields.h"
#include "services/intake/event_guidance.h"
#include "services/intake/event_submission.h"
#include "services/intake/intake_service.h"
#include "services/intake/requests.h"

namespace motcua::intake {

async::Task<absl::StatusOr<v1::ListCitizenEventsResponse>> IntakeService::ListCitizenEvents(
    const CallContext& call, const v1::ListCitizenEventsRequest& request) {
  co_return ListEvents(request, catalogue_, clock_.Now());
}

async::Task<absl::StatusOr<v1::GetEventGuidanceResponse>> IntakeService::GetEventGuidance(
    const CallContext& call, const v1::GetEventGuidanceRequest& request) {
  co_return GuideEvent(request, catalogue_, clock_.Now());
}

async::Task<absl::StatusOr<v1::SubmitCitizenEventResponse>> IntakeService::SubmitCitizenEvent(
    const CallContext& call, const v1::SubmitCitizenEventRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  const absl::Time now = clock_.Now();
  const absl::CivilDay today = absl::ToCivilDay(now, LocalZone());
  MOTCUA_CO_ASSIGN_OR_RETURN(const EventSubmission filed,
                             PrepareEvent(request, catalogue_, today));
  const std::string& agency = catalogue_.FindUnit(request.receiving_unit())->agency_code();
  std::vector<std::string> codes;
  while (codes.size() < filed.dossiers.size()) {
    MOTCUA_CO_ASSIGN_OR_RETURN(std::string code, co_await codes_.Next(agency, today));
    codes.push_back(std::move(code));
  }
  std::function<absl::StatusOr<v1::SubmitCitizenEventResponse>(std::vector<DossierDraft>&)> decide =
      [&](std::vector<DossierDraft>& drafts) -> absl::StatusOr<v1::SubmitCitizenEventResponse> {
    v1::SubmitCitizenEventResponse response;
    response.set_event_group(codes.front());
    for (size_t i = 0; i < drafts.size(); ++i) {
      drafts[i].state = filed.dossiers[i];
      const Change change{drafts[i].state, drafts[i].events, call.caller.name, now};
      MOTCUA_RETURN_IF_ERROR(FileMember(filed.plan, static_cast<int>(i), codes, request.accept(),
                                        catalogue_.calendar(), change));
      *response.add_dossiers() = ShowMember(drafts[i].state, drafts[i].next_version());
    }
    return response;
  };
  store::Command command = store::CommandOf(dossiers_.committer().keys(), "intake",
                                            call.caller.name, request);
  command.creates = true;
  std::vector<std::string> ids = codes;
  co_return co_await dossiers_.ExecuteMany<v1::SubmitCitizenEventResponse>(
      std::move(command), std::move(ids), std::move(decide));
}

async::Task<absl::StatusOr<v1::GetCitizenEventResponse>> IntakeService::GetCitizenEvent(
    const CallContext& call, const v1::GetCitizenEventRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckCode(request.dossier_code()));
  auto named = co_await kept_.Load(dossiers_, request.dossier_code());
  if (absl::IsNotFound(named.status())) co_return DossierNotFound(request.dossier_code());
  MOTCUA_CO_RETURN_IF_ERROR(named.status());
  const Dossier& one = *named->state;
  if (one.event_group().empty()) co_return DossierNotFound(request.dossier_code());
  // All dossiers of a group have the same receiving unit.
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, one.receiving_unit(), catalogue_));
  v1::GetCitizenEventResponse response;
  response.set_event_group(one.event_group());
  response.set_event_code(one.event_code());
  const auto* event = catalogue_.FindEvent(one.event_code());
  if (event != nullptr) response.set_name(event->name());
  std::vector<std::string> codes(one.group_dossiers().begin(), one.group_dossiers().end());
  auto loaded = co_await dossiers_.LoadMany(std::move(codes));
  MOTCUA_CO_RETURN_IF_ERROR(loaded.status());
  for (size_t i = 0; i < loaded->size(); ++i) {
    const auto& member = (*loaded)[i];
    if (member.state == nullptr) {
      response.add_archived_codes(one.group_dossiers(static_cast<int>(i)));
    } else {
      *response.add_dossiers() = ShowMember(*member.state, member.version);
    }
  }
  co_return response;
}

}  // namespace motcua::intake
