// The RPCs of motcua.routing.v1.RoutingService.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/catalogue/catalogue.h"
#include "common/reorganisation/orders.h"
#include "common/runtime/call_context.h"
#include "common/runtime/rpc_server.h"
#include "motcua/routing/v1/routing_service.pb.h"
#include "services/routing/domain/stops.h"
#include "services/routing/store/claims.h"
#include "services/routing/store/journeys.h"
#include "services/routing/store/lists.h"
#include "services/routing/store/place_check.h"

namespace motcua::routing {

using runtime::CallContext;

// Errors of each RPC: protos/motcua/routing/v1/routing_service.proto. On the io thread alone; call
// and request outlive the coroutine.
class RoutingService {
 public:
  // `mode`: what a supplement does to the limit. `orders`: which units were replaced; may be null.
  RoutingService(Journeys& journeys, PlaceChecker& checker, const catalogue::Catalogue& catalogue,
                 IdSource& ids, SupplementMode mode = SupplementMode::kRestart,
                 const reorganisation::Orders* orders = nullptr)
      : journeys_(journeys),
        checker_(checker),
        catalogue_(catalogue),
        claims_(journeys, ids),
        supplement_mode_(mode),
        orders_(orders) {}

  async::Task<absl::StatusOr<v1::ClaimStepsResponse>> ClaimSteps(
      const CallContext& call, const v1::ClaimStepsRequest& request);
  async::Task<absl::StatusOr<v1::RenewLeaseResponse>> RenewLease(
      const CallContext& call, const v1::RenewLeaseRequest& request);
  async::Task<absl::StatusOr<v1::ReleaseStepResponse>> ReleaseStep(
      const CallContext& call, const v1::ReleaseStepRequest& request);
  async::Task<absl::StatusOr<v1::CompleteStepResponse>> CompleteStep(
      const CallContext& call, const v1::CompleteStepRequest& request);
  async::Task<absl::StatusOr<v1::RecordLateAnswerResponse>> RecordLateAnswer(
      const CallContext& call, const v1::RecordLateAnswerRequest& request);
  async::Task<absl::StatusOr<v1::HandBackStepResponse>> HandBackStep(
      const CallContext& call, const v1::HandBackStepRequest& request);
  async::Task<absl::StatusOr<v1::StopClockResponse>> StopClock(const CallContext& call,
                                                               const v1::StopClockRequest& request);
  async::Task<absl::StatusOr<v1::ResumeClockResponse>> ResumeClock(
      const CallContext& call, const v1::ResumeClockRequest& request);
  async::Task<absl::StatusOr<v1::RepromiseDossierResponse>> RepromiseDossier(
      const CallContext& call, const v1::RepromiseDossierRequest& request);
  async::Task<absl::StatusOr<v1::HandOverResultResponse>> HandOverResult(
      const CallContext& call, const v1::HandOverResultRequest& request);
  async::Task<absl::StatusOr<v1::RequeueStepResponse>> RequeueStep(
      const CallContext& call, const v1::RequeueStepRequest& request);

  async::Task<absl::StatusOr<v1::PlanMigrationResponse>> PlanMigration(
      const CallContext& call, const v1::PlanMigrationRequest& request);
  async::Task<absl::StatusOr<v1::MigrateJourneyResponse>> MigrateJourney(
      const CallContext& call, const v1::MigrateJourneyRequest& request);

  async::Task<absl::StatusOr<v1::GetJourneyResponse>> GetJourney(
      const CallContext& call, const v1::GetJourneyRequest& request);
  async::Task<absl::StatusOr<v1::ListQueueResponse>> ListQueue(const CallContext& call,
                                                               const v1::ListQueueRequest& request);
  async::Task<absl::StatusOr<v1::ListQueueSummariesResponse>> ListQueueSummaries(
      const CallContext& call, const v1::ListQueueSummariesRequest& request);
  async::Task<absl::StatusOr<v1::ListStuckStepsResponse>> ListStuckSteps(
      const CallContext& call, const v1::ListStuckStepsRequest& request);
  async::Task<absl::StatusOr<v1::ExplainDeadlineResponse>> ExplainDeadline(
      const CallContext& call, const v1::ExplainDeadlineRequest& request);
  async::Task<absl::StatusOr<v1::ListMovedPromisesResponse>> ListMovedPromises(
      const CallContext& call, const v1::ListMovedPromisesRequest& request);
  async::Task<absl::StatusOr<v1::CheckPlacesResponse>> CheckPlaces(
      const CallContext& call, const v1::CheckPlacesRequest& request);

 private:
  template <class Reply>
  using Action = std::function<absl::StatusOr<Reply>(Turn&, int64_t version)>;

  // One turn in the caller's name, repeatable by request_id.
  template <class Reply, class Request>
  async::Task<absl::StatusOr<Reply>> Act(const CallContext& call, const Request& request,
                                         Action<Reply> action);
  // The same on a step, which must be one of the request's unit.
  template <class Reply, class Request>
  async::Task<absl::StatusOr<Reply>> ActOnStep(const CallContext& call, const Request& request,
                                               Action<Reply> action);
  // The journey, if the caller covers one of its units.
  async::Task<absl::StatusOr<store::Versioned<Journey>>> LoadFor(const CallContext& call,
                                                                 std::string dossier_code);
  async::Task<absl::StatusOr<std::vector<v1::QueueEntry>>> EntriesOf(std::vector<Entry> members,
                                                                     dossier::v1::StepState state);
  async::Task<absl::StatusOr<std::vector<v1::MovedPromise>>> MovedOf(std::vector<Entry> members,
                                                                     std::set<std::string> wanted);
  absl::Status CheckUnit(const std::string& unit) const;
  // It also has not ended by a reorganisation that was carried out.
  absl::Status CheckWorkingUnit(const std::string& unit) const;
  absl::StatusOr<std::vector<const catalogue::v1::Unit*>> UnitsFor(const CallContext& call,
                                                                   const std::string& root) const;

  Journeys& journeys_;
  PlaceChecker& checker_;
  const catalogue::Catalogue& catalogue_;
  Claims claims_;
  SupplementMode supplement_mode_;
  const reorganisation::Orders* orders_;
};

// Registers every RPC, with the unit each concerns. `service` must outlive the server.
void Serve(RoutingService& service, runtime::RpcServer& server);

// The units a journey concerns: a caller must cover one of them to see it.
std::vector<std::string> UnitsOf(const Journey& journey);

// Codes of every unit that may have a queue.
std::vector<std::string> UnitCodes(const catalogue::Catalogue& catalogue);

}  // namespace motcua::routing
