// The RPCs of RoutingService that move journeys to another version of their procedure.
#include <algorithm>
#include <utility>
#include <vector>

#include "common/auth/caller.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/catalogue/case_rules.h"
#include "services/routing/domain/migration.h"
#include "services/routing/domain/route.h"
#include "services/routing/requests.h"
#include "services/routing/routing_service.h"
#include "services/routing/store/lists.h"

namespace motcua::routing {
namespace {

constexpr int kLargestPlan = 500;

absl::StatusOr<const catalogue::v1::Procedure*> FindVersion(const catalogue::Catalogue& catalogue,
                                                            const std::string& code, int version) {
  const auto* procedure = catalogue.FindProcedureKept(code, version, absl::CivilDay());
  if (procedure != nullptr && version > 0) return procedure;
  return absl::Status(NotFound(kProcedureNotFound, "no such version of the procedure")
                          .With("procedureCode", code)
                          .With("version", version));
}

absl::StatusOr<Destination> DestinationOf(const Journey& journey, int version,
                                          const catalogue::Catalogue& catalogue) {
  MOTCUA_ASSIGN_OR_RETURN(const catalogue::v1::Procedure* procedure,
                          FindVersion(catalogue, journey.procedure_code(), version));
  event::v1::Accepted accepted;
  accepted.set_procedure_code(journey.procedure_code());
  accepted.set_procedure_version(version);
  accepted.set_receiving_unit(journey.receiving_unit());
  accepted.set_case_key(journey.case_key());
  Destination to{
      .version = version,
      .limit = catalogue::LimitFor(*procedure, journey.case_key(), journey.channel())};
  MOTCUA_ASSIGN_OR_RETURN(to.steps, LayRoute(catalogue, accepted, FromProto(journey.accept_time())));
  return to;
}

v1::JourneyMigration Before(const Journey& journey, int version) {
  v1::JourneyMigration shown;
  shown.set_dossier_code(journey.dossier_code());
  shown.set_from_version(journey.procedure_version());
  shown.set_to_version(version);
  for (std::string& name : OpenStepNames(journey)) shown.add_open_steps(std::move(name));
  if (journey.has_due_time()) *shown.mutable_due_time() = journey.due_time();
  return shown;
}

void After(const Journey& journey, v1::JourneyMigration& shown) {
  for (std::string& name : OpenStepNames(journey)) shown.add_new_open_steps(std::move(name));
  if (journey.has_due_time()) *shown.mutable_new_due_time() = journey.due_time();
}

// What moving it would do, or why it cannot move.
v1::JourneyMigration Foresee(Journey journey, int version, const catalogue::Catalogue& catalogue,
                             const Journeys& journeys) {
  v1::JourneyMigration shown = Before(journey, version);
  auto to = DestinationOf(journey, version, catalogue);
  absl::Status moved = to.status();
  if (to.ok()) {
    Turn turn(journey, journeys.clock().Now(), kSystemActor);
    moved = Migrate(turn, *std::move(to), journeys.calendar());
  }
  if (moved.ok()) {
    After(journey, shown);
  } else {
    shown.set_obstacle(std::string(moved.message()));
  }
  return shown;
}

}  // namespace

async::Task<absl::StatusOr<v1::PlanMigrationResponse>> RoutingService::PlanMigration(
    const CallContext& call, const v1::PlanMigrationRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  MOTCUA_CO_RETURN_IF_ERROR(
      FindVersion(catalogue_, request.procedure_code(), request.to_version()).status());
  Entry last{.score = -1};
  if (!request.page_token().empty()) {
    MOTCUA_CO_ASSIGN_OR_RETURN(last, ParsePageToken(request.page_token()));
  }
  const int size = request.page_size() == 0 ? kLargestPlan
                                            : std::min(request.page_size(), kLargestPlan);
  std::string open = journeys_.keys().Open(kJourneyKind);
  MOTCUA_CO_ASSIGN_OR_RETURN(
      const std::vector<Entry> page,
      co_await ReadAfter(journeys_.redis(), std::move(open), std::move(last), size));
  std::vector<std::string> codes;
  for (const Entry& entry : page) codes.push_back(entry.member);
  auto loaded = co_await journeys_.aggregates().LoadMany(std::move(codes));
  MOTCUA_CO_RETURN_IF_ERROR(loaded.status());
  v1::PlanMigrationResponse response;
  for (const auto& one : *loaded) {
    if (one.state == nullptr || one.state->procedure_code() != request.procedure_code()) continue;
    if (one.state->procedure_version() == request.to_version()) continue;
    if (!call.caller.Covers(one.state->receiving_unit(), catalogue_)) continue;
    *response.add_journeys() = Foresee(*one.state, request.to_version(), catalogue_, journeys_);
  }
  if (static_cast<int>(page.size()) == size) {
    response.set_next_page_token(PageTokenOf(page.back()));
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::MigrateJourneyResponse>> RoutingService::MigrateJourney(
    const CallContext& call, const v1::MigrateJourneyRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  Action<v1::MigrateJourneyResponse> migrate =
      [this, &call, &request](Turn& turn,
                              int64_t version) -> absl::StatusOr<v1::MigrateJourneyResponse> {
    Journey& journey = turn.journey();
    MOTCUA_RETURN_IF_ERROR(auth::RequireCovers(call.caller, journey.receiving_unit(), catalogue_));
    v1::MigrateJourneyResponse response;
    v1::JourneyMigration& shown = *response.mutable_migration();
    shown = Before(journey, request.to_version());
    MOTCUA_ASSIGN_OR_RETURN(Destination to,
                            DestinationOf(journey, request.to_version(), catalogue_));
    response.set_moved(journey.procedure_version() != request.to_version());
    MOTCUA_RETURN_IF_ERROR(Migrate(turn, std::move(to), journeys_.calendar()));
    After(journey, shown);
    response.set_version(version);
    turn.Touch();  // also the answer that nothing was to be done is kept under the request_id
    return response;
  };
  auto command = store::CommandOf(journeys_.keys(), kRoutingService, call.caller.name, request);
  co_return co_await journeys_.Act<v1::MigrateJourneyResponse>(
      std::move(command), request.dossier_code(), call.caller.name, std::move(migrate));
}

}  // namespace motcua::routing
