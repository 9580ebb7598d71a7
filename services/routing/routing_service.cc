#include "services/routing/routing_service.h"

#include <utility>

#include "common/auth/caller.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/routing/domain/promise.h"
#include "services/routing/domain/rehoming.h"
#include "services/routing/domain/work.h"
#include "services/routing/requests.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

bool IsOpen(const Step& step) {
  return step.state() != STEP_STATE_PENDING && step.state() != STEP_STATE_DONE;
}

StepResult ResultOf(const v1::CompleteStepRequest& request) {
  return request.result() == STEP_RESULT_UNSPECIFIED ? STEP_RESULT_APPROVED : request.result();
}

v1::CompleteStepResponse CompletedAnswer(const Journey& journey, int64_t version) {
  v1::CompleteStepResponse response;
  response.set_state(journey.state());
  for (const Step& step : journey.steps()) {
    if (IsOpen(step)) response.add_open_steps(step.index());
  }
  response.set_version(version);
  return response;
}

// Of the many answers that are only a version.
template <class Response>
Response VersionAnswer(int64_t version) {
  Response response;
  response.set_version(version);
  return response;
}

absl::Status CheckStepUnit(Turn& turn, int step_index, const std::string& unit) {
  MOTCUA_ASSIGN_OR_RETURN(Step * step, turn.StepAt(step_index));
  if (IsStepOf(turn.journey(), *step, unit)) return absl::OkStatus();
  return InvalidArgument(kFieldInvalid, "the step is not one of this unit")
      .With("dossierCode", turn.journey().dossier_code())
      .Field("unit_code", "not the step's unit");
}

absl::Status HandBackAs(const v1::HandBackStepRequest& request, SupplementMode mode, Turn& turn) {
  if (request.kind() == v1::HAND_BACK_KIND_FEE) {
    return AskFee(turn, request.step_index(), request.lease_token(), request.reason());
  }
  return HandBack(turn, request.step_index(), request.lease_token(),
                  {request.items().begin(), request.items().end()}, request.reason(), mode);
}

absl::Status CheckVersion(int64_t expected, int64_t version) {
  if (expected == 0 || expected == version) return absl::OkStatus();
  return Aborted(kStaleVersion, "the journey is at another version").With("version", version);
}

}  // namespace

template <class Reply, class Request>
async::Task<absl::StatusOr<Reply>> RoutingService::Act(const CallContext& call,
                                                       const Request& request,
                                                       Action<Reply> action) {
  auto command = store::CommandOf(journeys_.keys(), kRoutingService, call.caller.name, request);
  return journeys_.Act<Reply>(std::move(command), request.dossier_code(), call.caller.name,
                              std::move(action));
}

template <class Reply, class Request>
async::Task<absl::StatusOr<Reply>> RoutingService::ActOnStep(const CallContext& call,
                                                             const Request& request,
                                                             Action<Reply> action) {
  Action<Reply> checked = [&request, action = std::move(action)](
                              Turn& turn, int64_t version) -> absl::StatusOr<Reply> {
    MOTCUA_RETURN_IF_ERROR(CheckStepUnit(turn, request.step_index(), request.unit_code()));
    return action(turn, version);
  };
  return Act<Reply>(call, request, std::move(checked));
}

async::Task<absl::StatusOr<v1::ClaimStepsResponse>> RoutingService::ClaimSteps(
    const CallContext& call, const v1::ClaimStepsRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  MOTCUA_CO_RETURN_IF_ERROR(CheckWorkingUnit(request.unit_code()));
  Claims::Wish wish{.unit = request.unit_code(),
                    .max_steps = MaxSteps(request),
                    .lease = LeaseDuration(request.lease_duration()),
                    .actor = call.caller.name};
  auto command = store::CommandOf(journeys_.keys(), kRoutingService, call.caller.name, request);
  co_return co_await claims_.Claim(std::move(command), std::move(wish));
}

async::Task<absl::StatusOr<v1::RenewLeaseResponse>> RoutingService::RenewLease(
    const CallContext& call, const v1::RenewLeaseRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::RenewLeaseResponse> renew =
      [&request](Turn& turn, int64_t) -> absl::StatusOr<v1::RenewLeaseResponse> {
    MOTCUA_RETURN_IF_ERROR(Renew(turn, request.step_index(), request.lease_token(),
                                 LeaseDuration(request.lease_duration())));
    v1::RenewLeaseResponse response;
    *response.mutable_expire_time() =
        turn.journey().steps(request.step_index()).lease().expire_time();
    return response;
  };
  co_return co_await ActOnStep<v1::RenewLeaseResponse>(call, request, std::move(renew));
}

async::Task<absl::StatusOr<v1::ReleaseStepResponse>> RoutingService::ReleaseStep(
    const CallContext& call, const v1::ReleaseStepRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::ReleaseStepResponse> release =
      [&request](Turn& turn, int64_t version) -> absl::StatusOr<v1::ReleaseStepResponse> {
    MOTCUA_RETURN_IF_ERROR(
        Release(turn, request.step_index(), request.lease_token(), request.reason()));
    return VersionAnswer<v1::ReleaseStepResponse>(version);
  };
  co_return co_await ActOnStep<v1::ReleaseStepResponse>(call, request, std::move(release));
}

async::Task<absl::StatusOr<v1::CompleteStepResponse>> RoutingService::CompleteStep(
    const CallContext& call, const v1::CompleteStepRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::CompleteStepResponse> complete =
      [this, &request](Turn& turn, int64_t version) -> absl::StatusOr<v1::CompleteStepResponse> {
    MOTCUA_RETURN_IF_ERROR(Complete(turn, request.step_index(), request.lease_token(),
                                    ResultOf(request), request.note(), journeys_.calendar()));
    return CompletedAnswer(turn.journey(), version);
  };
  co_return co_await ActOnStep<v1::CompleteStepResponse>(call, request, std::move(complete));
}

async::Task<absl::StatusOr<v1::RecordLateAnswerResponse>> RoutingService::RecordLateAnswer(
    const CallContext& call, const v1::RecordLateAnswerRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::RecordLateAnswerResponse> record =
      [&request](Turn& turn, int64_t version) -> absl::StatusOr<v1::RecordLateAnswerResponse> {
    MOTCUA_RETURN_IF_ERROR(routing::RecordLateAnswer(turn, request.step_index(), request.result(),
                                                     request.note()));
    return VersionAnswer<v1::RecordLateAnswerResponse>(version);
  };
  co_return co_await ActOnStep<v1::RecordLateAnswerResponse>(call, request, std::move(record));
}

async::Task<absl::StatusOr<v1::HandBackStepResponse>> RoutingService::HandBackStep(
    const CallContext& call, const v1::HandBackStepRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::HandBackStepResponse> hand_back =
      [this, &request](Turn& turn, int64_t version) -> absl::StatusOr<v1::HandBackStepResponse> {
    MOTCUA_RETURN_IF_ERROR(HandBackAs(request, supplement_mode_, turn));
    return VersionAnswer<v1::HandBackStepResponse>(version);
  };
  co_return co_await ActOnStep<v1::HandBackStepResponse>(call, request, std::move(hand_back));
}

async::Task<absl::StatusOr<v1::StopClockResponse>> RoutingService::StopClock(
    const CallContext& call, const v1::StopClockRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::StopClockResponse> stop =
      [&request](Turn& turn, int64_t version) -> absl::StatusOr<v1::StopClockResponse> {
    const absl::Time expected = request.has_expected_time() ? FromProto(request.expected_time())
                                                            : absl::InfiniteFuture();
    MOTCUA_RETURN_IF_ERROR(AskAuthority(turn, request.step_index(), request.lease_token(),
                                        request.authority(), expected));
    return VersionAnswer<v1::StopClockResponse>(version);
  };
  co_return co_await ActOnStep<v1::StopClockResponse>(call, request, std::move(stop));
}

async::Task<absl::StatusOr<v1::ResumeClockResponse>> RoutingService::ResumeClock(
    const CallContext& call, const v1::ResumeClockRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::ResumeClockResponse> resume =
      [this, &request](Turn& turn, int64_t version) -> absl::StatusOr<v1::ResumeClockResponse> {
    const auto limit = catalogue::ToTimeLimit(turn.journey().limit());
    MOTCUA_RETURN_IF_ERROR(
        AuthorityAnswered(turn, request.step_index(), limit, journeys_.calendar()));
    auto response = VersionAnswer<v1::ResumeClockResponse>(version);
    if (turn.journey().has_due_time()) *response.mutable_due_time() = turn.journey().due_time();
    return response;
  };
  co_return co_await ActOnStep<v1::ResumeClockResponse>(call, request, std::move(resume));
}

async::Task<absl::StatusOr<v1::RequeueStepResponse>> RoutingService::RequeueStep(
    const CallContext& call, const v1::RequeueStepRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::RequeueStepResponse> requeue =
      [&request](Turn& turn, int64_t version) -> absl::StatusOr<v1::RequeueStepResponse> {
    MOTCUA_RETURN_IF_ERROR(Requeue(turn, request.step_index()));
    return VersionAnswer<v1::RequeueStepResponse>(version);
  };
  co_return co_await ActOnStep<v1::RequeueStepResponse>(call, request, std::move(requeue));
}

async::Task<absl::StatusOr<v1::RepromiseDossierResponse>> RoutingService::RepromiseDossier(
    const CallContext& call, const v1::RepromiseDossierRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::RepromiseDossierResponse> apologise =
      [this, &call, &request](Turn& turn,
                              int64_t version) -> absl::StatusOr<v1::RepromiseDossierResponse> {
    const std::vector<std::string> units = UnitsOf(turn.journey());
    MOTCUA_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
    MOTCUA_RETURN_IF_ERROR(CheckVersion(request.expected_version(), version - 1));
    v1::RepromiseDossierResponse response;
    *response.mutable_old_due_time() = turn.journey().due_time();
    MOTCUA_RETURN_IF_ERROR(Apologise(turn, FromProto(request.new_due_time()), request.reason(),
                                     journeys_.calendar()));
    *response.mutable_new_due_time() = turn.journey().due_time();
    response.set_version(version);
    return response;
  };
  co_return co_await Act<v1::RepromiseDossierResponse>(call, request, std::move(apologise));
}

async::Task<absl::StatusOr<v1::HandOverResultResponse>> RoutingService::HandOverResult(
    const CallContext& call, const v1::HandOverResultRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::HandOverResultResponse> hand_over =
      [this, &call, &request](Turn& turn,
                              int64_t version) -> absl::StatusOr<v1::HandOverResultResponse> {
    MOTCUA_RETURN_IF_ERROR(
        auth::RequireCovers(call.caller, turn.journey().receiving_unit(), catalogue_));
    MOTCUA_RETURN_IF_ERROR(CheckVersion(request.expected_version(), version - 1));
    MOTCUA_RETURN_IF_ERROR(HandOver(turn));
    v1::HandOverResultResponse response;
    *response.mutable_close_time() = turn.journey().close_time();
    response.set_version(version);
    return response;
  };
  co_return co_await Act<v1::HandOverResultResponse>(call, request, std::move(hand_over));
}

absl::Status RoutingService::CheckUnit(const std::string& unit) const {
  if (catalogue_.FindUnit(unit) != nullptr) return absl::OkStatus();
  return NotFound(kUnitNotFound, "no such unit").With("unitCode", unit);
}

absl::Status RoutingService::CheckWorkingUnit(const std::string& unit) const {
  MOTCUA_RETURN_IF_ERROR(CheckUnit(unit));
  return orders_ == nullptr ? absl::OkStatus() : orders_->CheckNotReplaced(unit);
}

template <class Request>
std::string_view UnitOf(const Request& request) {
  return request.unit_code();
}

void Serve(RoutingService& service, runtime::RpcServer& server) {
  using S = RoutingService;
  runtime::Methods<S> rpc(server, "motcua.routing.v1.RoutingService", &service);
  rpc.Unary("ClaimSteps", &S::ClaimSteps, &UnitOf<v1::ClaimStepsRequest>);
  rpc.Unary("RenewLease", &S::RenewLease, &UnitOf<v1::RenewLeaseRequest>);
  rpc.Unary("ReleaseStep", &S::ReleaseStep, &UnitOf<v1::ReleaseStepRequest>);
  rpc.Unary("CompleteStep", &S::CompleteStep, &UnitOf<v1::CompleteStepRequest>);
  rpc.Unary("RecordLateAnswer", &S::RecordLateAnswer, &UnitOf<v1::RecordLateAnswerRequest>);
  rpc.Unary("HandBackStep", &S::HandBackStep, &UnitOf<v1::HandBackStepRequest>);
  rpc.Unary("StopClock", &S::StopClock, &UnitOf<v1::StopClockRequest>);
  rpc.Unary("ResumeClock", &S::ResumeClock, &UnitOf<v1::ResumeClockRequest>);
  rpc.Unary("RequeueStep", &S::RequeueStep, &UnitOf<v1::RequeueStepRequest>);
  rpc.Unary("ListQueue", &S::ListQueue, &UnitOf<v1::ListQueueRequest>);
  rpc.Unary("HandOverResult", &S::HandOverResult);          // the journey's units decide
  rpc.Unary("RepromiseDossier", &S::RepromiseDossier);      // likewise
  rpc.Unary("PlanMigration", &S::PlanMigration);            // shows the caller's units alone
  rpc.Unary("MigrateJourney", &S::MigrateJourney);          // the journey's receiving unit decides
  rpc.Unary("GetJourney", &S::GetJourney);                  // likewise
  rpc.Unary("ExplainDeadline", &S::ExplainDeadline);        // likewise
  rpc.Unary("ListQueueSummaries", &S::ListQueueSummaries);  // shows the caller's units alone
  rpc.Unary("ListStuckSteps", &S::ListStuckSteps);          // likewise
  rpc.Unary("ListMovedPromises", &S::ListMovedPromises);    // likewise
  rpc.Unary("CheckPlaces", &S::CheckPlaces);                // only counts
}

}  // namespace motcua::routing
