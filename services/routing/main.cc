// The routing service: flags and wiring only.
#include <memory>
#include <utility>

#include "common/async/task.h"
#include "common/base/status_macros.h"
#include "common/cells/service.h"
#include "common/keeping/leaver.h"
#include "common/keeping/settings.h"
#include "common/reorganisation/order_gauges.h"
#include "common/reorganisation/service.h"
#include "common/reorganisation/sweep.h"
#include "common/runtime/host.h"
#include "common/store/inbox.h"
#include "common/store/store_metrics.h"
#include "services/routing/domain/lateness.h"
#include "services/routing/domain/rehoming.h"
#include "services/routing/metrics.h"
#include "services/routing/moving.h"
#include "services/routing/reactions.h"
#include "services/routing/routing_service.h"
#include "services/routing/store/lists.h"
#include "services/routing/workers/calendar_reckoner.h"
#include "services/routing/workers/gauges.h"
#include "services/routing/workers/lease_recoverer.h"
#include "services/routing/workers/reconciler.h"
#include "services/routing/workers/timer_firer.h"

namespace motcua::routing {
namespace {

struct Options {
  int max_lease_expiries = 0;
  int journey_cache = 0;
  std::string escalation;
  std::string supplement_mode;
  std::string peer_cells;
  absl::Duration worker_period;
  absl::Duration reconciler_period;
  absl::Duration leave_after;

  SupplementMode Mode() const {
    return supplement_mode == "pause" ? SupplementMode::kPause : SupplementMode::kRestart;
  }

  void AddTo(config::Settings& settings) {
    keeping::AddLeaveAfter(settings, leave_after);
    settings.Add(&max_lease_expiries, "max-lease-expiries", 5, {1, 1000},
                 "how often a step's lease may run out before the step is stuck");
    settings.Add(&journey_cache, "journey-cache", 20000, {0, 10'000'000},
                 "journeys remembered to save a read a change; about 2 kB each");
    settings.Add(&escalation, "escalation", kDefaultLadder, {},
                 "who is told of a promise in danger: working days after it, and officer, "
                 "unit-head or chairman; for journeys that begin");
    settings.Add(&supplement_mode, "supplement-mode", "restart", {"restart", "pause"},
                 "what a supplement does to the limit: the whole of it runs again (the decree), or "
                 "it goes on where it stopped");
    settings.Add(&worker_period, "worker-period", absl::Milliseconds(200),
                 {absl::Milliseconds(1), absl::Minutes(1)},
                 "real time between looks for leases that ran out and timers that are due");
    settings.Add(&reconciler_period, "reconciler-period", absl::Seconds(1),
                 {absl::Milliseconds(10), absl::Hours(1)},
                 "real time between pages of the check that each step is in one place");
    settings.Add(&peer_cells, cells::kPeerCellsSetting, "", {}, cells::kPeerCellsHelp);
  }
};

reorganisation::Sweep<Journey>::Nature NatureOf(const calendar::Calendar& calendar) {
  reorganisation::Sweep<Journey>::Nature nature;
  nature.kind = kJourneyKind;
  nature.slots = [&calendar](Journey& journey, const reorganisation::Plan& plan) {
    return UnitSlots(journey, plan, calendar);
  };
  nature.tell = [](Journeys::Draft& draft, const reorganisation::Moves& moves,
                   const reorganisation::Plan& plan, bool undone, absl::Time now) {
    Event event = reorganisation::EventOf(moves, plan.id(), undone, now);
    event.set_dossier_code(draft.state.dossier_code());
    event.set_unit_code(draft.state.receiving_unit());
    draft.events.push_back(std::move(event));
  };
  return nature;
}

// Everything routing is made of, in the order it is made.
struct App {
  App(runtime::Host& host, const Options& options, Ladder ladder, cells::Peers peers)
      : units(UnitCodes(host.catalogue())),
        committer(host.redis(), store::Keys(host.cell())),
        metrics(host.metrics(), units),
        inbox_metrics(host.metrics()),
        commit_metrics(host.metrics(), kJourneyKind),
        journeys(committer, host.catalogue().calendar(), host.clock(), &commit_metrics,
                 options.journey_cache),
        keeper(host.Peer("reporting")),
        leaver(journeys.aggregates(), keeper, NatureOfKeptJourneys(), host.clock(),
               options.leave_after),
        checker(journeys, units),
        orders(committer, host.catalogue(), host.clock(), kRoutingService),
        sweep(journeys.aggregates(), orders, NatureOf(host.catalogue().calendar())),
        reorganisations(committer, orders, kRoutingService,
                        [this](const reorganisation::Plan* plan) { return sweep.Count(plan); }),
        service(journeys, checker, host.catalogue(), host.ids(), options.Mode(), &orders),
        reactions(journeys, host.catalogue(), std::move(ladder),
                  [this](Journeys::Draft& draft) { sweep.RehomeNew(draft); }),
        inbox(host.io(), committer, {.service = kRoutingService},
              [this](store::InboxEntry entry, event::v1::Event event) {
                if (event.has_reorganisation_ordered()) {
                  return orders.React(std::move(entry), std::move(event));
                }
                return reactions.React(std::move(entry), std::move(event));
              }),
        lease_recoverer(journeys, metrics, options.max_lease_expiries),
        timer_firer(journeys, metrics),
        reconciler(checker, metrics),
        calendar_reckoner(journeys, checker),
        gauges(journeys, inbox, units, metrics, inbox_metrics),
        peer_cells(std::move(peers)),
        moving(journeys.aggregates(), peer_cells, host.clock(), &inbox, host.cell(),
               NatureOfMoving(sweep, host.catalogue())),
        order_gauges(host.metrics()) {
    journeys.set_keeper(&keeper);
    journeys.set_after_turn([&catalogue = host.catalogue()](const Journey& journey, auto& events) {
      TellLateness(journey, catalogue, events);
    });
  }

  async::Task<absl::Status> Start(asio::io_context& io) {
    MOTCUA_CO_RETURN_IF_ERROR(co_await committer.LoadFunctions());
    MOTCUA_CO_RETURN_IF_ERROR(co_await orders.Refresh());
    MOTCUA_CO_RETURN_IF_ERROR(co_await inbox.Prepare());
    async::Detach(io, inbox.Run());
    co_return absl::OkStatus();
  }

  // Both go by the calendar, and wait until all journeys do.
  async::Task<absl::Status> FireTimers() {
    if (!calendar_reckoner.done()) co_return absl::OkStatus();
    co_return co_await timer_firer.RunOnce();
  }
  async::Task<absl::Status> Reconcile() {
    if (!calendar_reckoner.done()) co_return absl::OkStatus();
    co_return co_await reconciler.RunOnce();
  }

  // Leases that ran out count as timers that are due.
  async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> Backlog() {
    auto stats = co_await inbox.Stats();
    if (!stats.ok()) co_return stats.status();
    const absl::Time now = journeys.clock().Now();
    std::string timers = journeys.keys().Timers(kRoutingService);
    auto timers_due = co_await CountDue(journeys.redis(), std::move(timers), now);
    if (!timers_due.ok()) co_return timers_due.status();
    std::string leases = journeys.keys().Leases();
    auto leases_due = co_await CountDue(journeys.redis(), std::move(leases), now);
    if (!leases_due.ok()) co_return leases_due.status();
    ops::v1::GetBacklogResponse backlog;
    backlog.set_inbox_waiting(stats->waiting);
    backlog.set_reactions_in_flight(stats->in_flight);
    backlog.set_dead_letters(stats->dead_letters);
    backlog.set_timers_due(*timers_due + *leases_due);
    co_return backlog;
  }

  std::vector<std::string> units;
  store::Committer committer;
  Metrics metrics;
  store::InboxMetrics inbox_metrics;
  store::CommitMetrics commit_metrics;
  Journeys journeys;
  keeping::ReportingKeeper keeper;
  keeping::Leaver<Journey> leaver;
  PlaceChecker checker;
  reorganisation::Orders orders;
  reorganisation::Sweep<Journey> sweep;
  reorganisation::Service reorganisations;
  RoutingService service;
  Reactions reactions;
  store::Inbox inbox;
  LeaseRecoverer lease_recoverer;
  TimerFirer timer_firer;
  Reconciler reconciler;
  CalendarReckoner calendar_reckoner;
  Gauges gauges;
  cells::Peers peer_cells;
  cells::Service<Journey> moving;
  reorganisation::OrderGauges order_gauges;
};

absl::Status Build(runtime::Host& host, const Options& options) {
  MOTCUA_ASSIGN_OR_RETURN(Ladder ladder, ParseLadder(options.escalation));
  auto connect = [&host](const std::string& address) { return host.ChannelTo(address); };
  MOTCUA_ASSIGN_OR_RETURN(auto peers, cells::Peers::Parse(options.peer_cells, connect));
  auto app = std::make_shared<App>(host, options, std::move(ladder), std::move(peers));
  Serve(app->service, host.rpc());
  reorganisation::Serve(app->reorganisations, host.rpc());
  app->moving.Serve(host.rpc());
  App* routing = app.get();
  host.OnStart("routing", [routing, &io = host.io()] { return routing->Start(io); });
  host.OnDrain([routing] {
    routing->inbox.Stop();
    routing->sweep.Stop();
    routing->leaver.Stop();
  });
  host.Every("cell move", options.worker_period, [routing] { return routing->moving.RunOnce(); });
  host.Every("reorganisation", options.worker_period, [routing] { return routing->sweep.RunOnce(); });
  host.Every("leaver", keeping::kLeaverPeriod, [routing] { return routing->leaver.RunOnce(); });
  host.Every("lease recoverer", options.worker_period,
             [routing] { return routing->lease_recoverer.RunOnce(); });
  host.Every("timer firer", options.worker_period,
             [routing] { return routing->FireTimers(); });
  host.Every("reconciler", options.reconciler_period,
             [routing] { return routing->Reconcile(); });
  host.Every("calendar reckoner", options.worker_period,
             [routing] { return routing->calendar_reckoner.RunOnce(); });
  host.Every("gauges", absl::Seconds(2), [routing] {
    routing->order_gauges.Show(routing->orders.runs());
    return routing->gauges.RunOnce();
  });
  host.SetBacklogSource([routing] { return routing->Backlog(); });
  host.KeepAlive(std::move(app));
  return absl::OkStatus();
}

}  // namespace
}  // namespace motcua::routing

int main(int argc, char** argv) {
  motcua::routing::Options options;
  motcua::runtime::ServiceSpec spec{.name = "routing", .port = 7102, .metrics_port = 7202};
  spec.peers.push_back({"reporting", 7104});
  spec.add_settings = [&](motcua::config::Settings& settings) { options.AddTo(settings); };
  return motcua::runtime::RunService(std::move(spec), argc, argv, [&](motcua::runtime::Host& host) {
    return motcua::routing::Build(host, options);
  });
}
