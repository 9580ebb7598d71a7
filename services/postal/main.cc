// The postal service: flags and wiring only.
#include <memory>

#include "common/async/task.h"
#include "common/base/status_macros.h"
#include "common/runtime/host.h"
#include "common/store/inbox.h"
#include "common/store/store_metrics.h"
#include "services/postal/consignment_maker.h"
#include "services/postal/dossier_source.h"
#include "services/postal/metrics.h"
#include "services/postal/postal_service.h"
#include "services/postal/reactions.h"
#include "services/postal/store/places.h"
#include "services/postal/workers/gauges.h"

namespace motcua::postal {
namespace {

// Everything postal is made of, in the order it is made.
struct App {
  explicit App(runtime::Host& host)
      : keys(host.cell()),
        committer(host.redis(), keys),
        metrics(host.metrics()),
        inbox_metrics(host.metrics()),
        commit_metrics(host.metrics(), std::string(kConsignmentKind)),
        consignments(
            committer, std::string(kConsignmentKind),
            [this](const auto& consignment) { return PlacesOf(keys, consignment); },
            &commit_metrics),
        maker(consignments, host.catalogue(), host.clock(), metrics),
        service(consignments, maker, host.catalogue(), host.clock(), metrics),
        dossiers(host.Peer("intake")),
        reactions(maker, dossiers),
        inbox(host.io(), committer, {.service = "postal"},
              [this](store::InboxEntry entry, event::v1::Event event) {
                return reactions.React(std::move(entry), std::move(event));
              }),
        gauges(committer, inbox, metrics, inbox_metrics) {}

  async::Task<absl::Status> Start(asio::io_context& io) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await committer.LoadFunctions());
    MOTCUA_CO_RETURN_IF_ERROR(co_await inbox.Prepare());
    async::Detach(io, inbox.Run());
    co_return absl::OkStatus();
  }

  async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> Backlog() {
    auto stats = co_await inbox.Stats();
    if (!stats.ok()) co_return stats.status();
    ops::v1::GetBacklogResponse backlog;
    backlog.set_inbox_waiting(stats->waiting);
    backlog.set_reactions_in_flight(stats->in_flight);
    backlog.set_dead_letters(stats->dead_letters);
    co_return backlog;
  }

  store::Keys keys;
  store::Committer committer;
  Metrics metrics;
  store::InboxMetrics inbox_metrics;
  store::CommitMetrics commit_metrics;
  Consignments consignments;
  ConsignmentMaker maker;
  PostalService service;
  IntakeDossiers dossiers;
  Reactions reactions;
  store::Inbox inbox;
  Gauges gauges;
};

absl::Status Build(runtime::Host& host) {
  auto app = std::make_shared<App>(host);
  Serve(app->service, host.rpc());
  App* postal = app.get();
  host.OnStart("postal", [postal, &io = host.io()] { return postal->Start(io); });
  host.OnDrain([postal] { postal->inbox.Stop(); });
  host.Every("gauges", absl::Seconds(2), [postal] { return postal->gauges.RunOnce(); });
  host.SetBacklogSource([postal] { return postal->Backlog(); });
  host.KeepAlive(std::move(app));
  return absl::OkStatus();
}

}  // namespace
}  // namespace motcua::postal

int main(int argc, char** argv) {
  motcua::runtime::ServiceSpec spec{.name = "postal", .port = 7103, .metrics_port = 7203};
  spec.peers.push_back({"intake", 7101});
  return motcua::runtime::RunService(std::move(spec), argc, argv, &motcua::postal::Build);
}
