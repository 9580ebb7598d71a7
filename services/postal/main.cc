// The postal service: flags and wiring only.
#include <memory>

#include "common/async/task.h"
#include "common/base/status_macros.h"
#include "common/cells/service.h"
#include "common/keeping/keeper.h"
#include "common/keeping/settings.h"
#include "common/reorganisation/order_gauges.h"
#include "common/reorganisation/service.h"
#include "common/reorganisation/sweep.h"
#include "common/runtime/host.h"
#include "common/store/inbox.h"
#include "common/store/store_metrics.h"
#include "services/postal/carrier_feed.h"
#include "services/postal/claim_keeper.h"
#include "services/postal/claim_service.h"
#include "services/postal/consignment_maker.h"
#include "services/postal/custody_service.h"
#include "services/postal/domain/rehoming.h"
#include "services/postal/dossier_source.h"
#include "services/postal/erasure.h"
#include "services/postal/ledger_service.h"
#include "services/postal/manifest_service.h"
#include "services/postal/metrics.h"
#include "services/postal/moving.h"
#include "services/postal/postal_service.h"
#include "services/postal/reactions.h"
#include "services/postal/store/stores.h"
#include "services/postal/webhook_feed.h"
#include "services/postal/work_service.h"
#include "services/postal/workers/gauges.h"
#include "services/postal/workers/leaving.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;

constexpr char kService[] = "postal";
constexpr absl::Duration kSweepPeriod = absl::Milliseconds(200);
constexpr absl::Duration kClaimPeriod = absl::Seconds(1);

reorganisation::Sweep<Consignment>::Nature NatureOf(const catalogue::Catalogue& catalogue) {
  reorganisation::Sweep<Consignment>::Nature nature;
  nature.kind = std::string(kConsignmentKind);
  nature.slots = [&catalogue](Consignment& consignment, const reorganisation::Plan& plan) {
    return UnitSlots(consignment, plan, catalogue);
  };
  nature.tell = [](store::Draft<Consignment>& draft, const reorganisation::Moves& moves,
                   const reorganisation::Plan& plan, bool undone, absl::Time now) {
    event::v1::Event event = reorganisation::EventOf(moves, plan.id(), undone, now);
    const Consignment& state = draft.state;
    event.set_dossier_code(state.dossier_code());
    event.set_unit_code(state.from_unit().empty() ? state.to_unit() : state.from_unit());
    event.mutable_unit_reassigned()->set_consignment_id(state.id());
    draft.events.push_back(std::move(event));
  };
  return nature;
}

struct Flags {
  CarrierFeed::Flags carriers;
  WebhookFeed::Flags webhooks;
  absl::Duration leave_after;
  std::string peer_cells;
};

// Everything postal is made of, in the order it is made.
struct App {
  App(runtime::Host& host, const Flags& flags, cells::Peers peers)
      : keys(host.cell()),
        committer(host.redis(), keys),
        metrics(host.metrics()),
        inbox_metrics(host.metrics()),
        stores(committer, host.catalogue(), host.metrics()),
        consignments(stores.consignments),
        orders(committer, host.catalogue(), host.clock(), kService),
        sweep(consignments, orders, NatureOf(host.catalogue())),
        reorganisations(committer, orders, kService,
                        [this](const reorganisation::Plan* plan) { return sweep.Count(plan); }),
        maker(consignments, host.catalogue(), host.clock(), metrics,
              [this](auto& draft) { sweep.RehomeNew(draft); }),
        service(consignments, maker, host.catalogue(), host.clock(), metrics),
        carriers(host, consignments, metrics, flags.carriers),
        webhooks(host, committer, carriers, flags.webhooks),
        dossiers(host.Peer("intake")),
        claim_keeper(stores.claims, host.catalogue(), host.clock()),
        manifests(stores.bags, consignments, host.catalogue(), host.clock()),
        custody(consignments, stores.claims, dossiers, host.catalogue(), host.clock()),
        claim_service(stores.claims, consignments, claim_keeper, host.catalogue(), host.clock()),
        work(consignments, stores.bags, maker.visits(), host.catalogue(), host.clock()),
        books(stores.ledger, host.catalogue(), host.clock()),
        ledger_service(books, host.catalogue(), host.clock()),
        reactions(maker, claim_keeper, dossiers, books),
        keeper(host.Peer("reporting")),
        leaving(stores, keeper, host.clock(), flags.leave_after),
        erasure(consignments),
        inbox(host.io(), committer, {.service = kService},
              [this](store::InboxEntry entry, event::v1::Event event) {
                return React(std::move(entry), std::move(event));
              }),
        gauges(committer, inbox, host.catalogue(), host.clock(), metrics, inbox_metrics),
        peer_cells(std::move(peers)),
        moving(consignments, peer_cells, host.clock(), &inbox, host.cell(),
               NatureOfMoving(sweep, committer)),
        order_gauges(host.metrics()) {
    FindWhatLeft();
  }

  void FindWhatLeft() {
    service.set_keeper(&keeper);
    manifests.set_keeper(&keeper);
    custody.set_keeper(&keeper);
    claim_keeper.set_keeper(&keeper);
    claim_service.set_keeper(&keeper);
    ledger_service.set_keeper(&keeper);
  }

  async::Task<absl::StatusOr<store::Reaction>> React(store::InboxEntry entry,
                                                     event::v1::Event event) {
    if (event.has_personal_data_erased()) {
      return erasure.React(std::move(entry), std::move(event));
    }
    if (event.has_reorganisation_ordered()) {
      return orders.React(std::move(entry), std::move(event));
    }
    return reactions.React(std::move(entry), std::move(event));
  }

  async::Task<absl::Status> Start(asio::io_context& io) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await committer.LoadFunctions());
    MOTCUA_CO_RETURN_IF_ERROR(co_await orders.Refresh());
    MOTCUA_CO_RETURN_IF_ERROR(co_await webhooks.Start());
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
    MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t timers_due, co_await carriers.CountDue());
    backlog.set_timers_due(timers_due);
    co_return backlog;
  }

  store::Keys keys;
  store::Committer committer;
  Metrics metrics;
  store::InboxMetrics inbox_metrics;
  Stores stores;
  Consignments& consignments;
  reorganisation::Orders orders;
  reorganisation::Sweep<Consignment> sweep;
  reorganisation::Service reorganisations;
  ConsignmentMaker maker;
  PostalService service;
  CarrierFeed carriers;
  WebhookFeed webhooks;
  IntakeDossiers dossiers;
  ClaimKeeper claim_keeper;
  ManifestService manifests;
  CustodyService custody;
  ClaimService claim_service;
  WorkService work;
  BookKeeper books;
  LedgerService ledger_service;
  Reactions reactions;
  keeping::ReportingKeeper keeper;
  Leaving leaving;
  Erasure erasure;
  store::Inbox inbox;
  Gauges gauges;
  cells::Peers peer_cells;
  cells::Service<Consignment> moving;
  reorganisation::OrderGauges order_gauges;
};

absl::Status Build(runtime::Host& host, const Flags& flags) {
  auto connect = [&host](const std::string& address) { return host.ChannelTo(address); };
  MOTCUA_ASSIGN_OR_RETURN(auto peers, cells::Peers::Parse(flags.peer_cells, connect));
  auto app = std::make_shared<App>(host, flags, std::move(peers));
  Serve(app->service, host.rpc());
  MOTCUA_RETURN_IF_ERROR(app->carriers.Serve(host));
  MOTCUA_RETURN_IF_ERROR(app->webhooks.Serve(host));
  Serve(app->manifests, host.rpc());
  Serve(app->custody, host.rpc());
  Serve(app->claim_service, host.rpc());
  Serve(app->work, host.rpc());
  Serve(app->ledger_service, host.rpc());
  reorganisation::Serve(app->reorganisations, host.rpc());
  app->moving.Serve(host.rpc());
  App* postal = app.get();
  host.OnStart("postal", [postal, &io = host.io()] { return postal->Start(io); });
  host.OnDrain([postal] {
    postal->inbox.Stop();
    postal->webhooks.Stop();
    postal->sweep.Stop();
    postal->leaving.Stop();
  });
  host.Every("cell move", kSweepPeriod, [postal] { return postal->moving.RunOnce(); });
  host.Every("reorganisation", kSweepPeriod, [postal] { return postal->sweep.RunOnce(); });
  host.Every("claims", kClaimPeriod, [postal] { return postal->claim_keeper.EscalateDue(); });
  host.Every("leaver", keeping::kLeaverPeriod, [postal] { return postal->leaving.RunOnce(); });
  host.Every("gauges", absl::Seconds(2), [postal] {
    postal->order_gauges.Show(postal->orders.runs());
    return postal->gauges.RunOnce();
  });
  host.SetBacklogSource([postal] { return postal->Backlog(); });
  host.KeepAlive(std::move(app));
  return absl::OkStatus();
}

}  // namespace
}  // namespace motcua::postal

int main(int argc, char** argv) {
  motcua::runtime::ServiceSpec spec{.name = "postal", .port = 7103, .metrics_port = 7203};
  spec.peers = {{"intake", 7101}, {"reporting", 7104}};
  motcua::postal::Flags flags;
  spec.add_settings = [&flags](motcua::config::Settings& settings) {
    flags.carriers.AddTo(settings);
    flags.webhooks.AddTo(settings);
    motcua::keeping::AddLeaveAfter(settings, flags.leave_after);
    settings.Add(&flags.peer_cells, motcua::cells::kPeerCellsSetting, "", motcua::config::Choices{},
                 motcua::cells::kPeerCellsHelp);
  };
  return motcua::runtime::RunService(
      std::move(spec), argc, argv,
      [&flags](motcua::runtime::Host& host) { return motcua::postal::Build(host, flags); });
}
