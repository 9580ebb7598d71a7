#include "clients/province/rehousing.h"

#include <utility>

#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "motcua/ops/v1/reorganisation_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"

namespace motcua::province {
namespace {

using namespace ops::v1;  // NOLINT: the messages of one service

constexpr const char* kOwners[] = {"intake", "routing", "postal"};
constexpr absl::Duration kPause = absl::Milliseconds(50);

template <class Res, class Req>
async::Task<absl::StatusOr<Res>> Ask(Wire& wire, std::string service, std::string method,
                                     Req request) {
  std::string path = Cat("/motcua.ops.v1.ReorganisationService/", method);
  return wire.Call<Res>(kOperator, std::move(service), std::move(path), std::move(request));
}

template <class Res, class Req>
async::Task<absl::StatusOr<Res>> AskRouting(Wire& wire, std::string method, Req request) {
  std::string path = Cat("/motcua.routing.v1.RoutingService/", method);
  std::string service = "routing";
  return wire.Call<Res>(kOperator, std::move(service), std::move(path), std::move(request));
}

async::Task<absl::StatusOr<int64_t>> CountConcerned(Wire& wire, std::string id) {
  int64_t concerned = 0;
  for (const char* owner : kOwners) {
    CountReorganisationRequest request;
    request.set_id(id);
    MOTCUA_CO_ASSIGN_OR_RETURN(
        const auto counts, co_await Ask<CountReorganisationResponse>(
                               wire, owner, "CountReorganisation", std::move(request)));
    concerned += counts.concerned();
  }
  co_return concerned;
}

async::Task<absl::StatusOr<int64_t>> CountSteps(Wire& wire) {
  routing::v1::ListQueueSummariesRequest request;
  request.set_only_busy(true);
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto list,
                             co_await AskRouting<routing::v1::ListQueueSummariesResponse>(
                                 wire, "ListQueueSummaries", std::move(request)));
  int64_t steps = 0;
  for (const auto& summary : list.summaries()) steps += summary.queued() + summary.leased();
  co_return steps;
}

// The run of a service once it is at its end.
async::Task<absl::StatusOr<dossier::v1::ReorganisationRun>> AwaitEnd(Wire& wire, std::string owner,
                                                                    std::string id) {
  while (true) {
    MOTCUA_CO_ASSIGN_OR_RETURN(
        const auto list,
        co_await Ask<ListReorganisationsResponse>(wire, owner, "ListReorganisations",
                                                  ListReorganisationsRequest()));
    for (const auto& one : list.reorganisations()) {
      const bool done = one.run().state() == dossier::v1::REORGANISATION_STATE_APPLIED;
      if (one.id() == id && done) co_return one.run();
    }
    co_await async::Sleep(kPause);
  }
}

}  // namespace

async::Task<absl::StatusOr<Rehousing>> Rehouse(Wire& wire, std::string id) {
  Rehousing figures{.id = id};
  MOTCUA_CO_ASSIGN_OR_RETURN(figures.concerned, co_await CountConcerned(wire, id));
  MOTCUA_CO_ASSIGN_OR_RETURN(figures.steps_before, co_await CountSteps(wire));
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto before, co_await AskRouting<routing::v1::CheckPlacesResponse>(
                                                    wire, "CheckPlaces",
                                                    routing::v1::CheckPlacesRequest()));
  figures.journeys_before = before.open_journeys();
  ApplyReorganisationRequest order;
  order.set_request_id(Cat("reorganise-", id));
  order.set_id(id);
  MOTCUA_CO_ASSIGN_OR_RETURN(
      const auto ordered, co_await Ask<ApplyReorganisationResponse>(
                              wire, "routing", "ApplyReorganisation", std::move(order)));
  for (const char* owner : kOwners) {
    MOTCUA_CO_ASSIGN_OR_RETURN(const auto run, co_await AwaitEnd(wire, owner, ordered.run().id()));
    figures.moved += run.moved();
  }
  MOTCUA_CO_ASSIGN_OR_RETURN(figures.left, co_await CountConcerned(wire, id));
  MOTCUA_CO_ASSIGN_OR_RETURN(figures.steps_after, co_await CountSteps(wire));
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto after, co_await AskRouting<routing::v1::CheckPlacesResponse>(
                                                   wire, "CheckPlaces",
                                                   routing::v1::CheckPlacesRequest()));
  figures.journeys_after = after.open_journeys();
  figures.violations = after.violations();
  co_return figures;
}

}  // namespace motcua::province
