// The intake service: flags and wiring.
#include <memory>
#include <string>
#include <utility>

#include "common/base/status_macros.h"
#include "common/cells/move_gauges.h"
#include "common/keeping/leaver.h"
#include "common/keeping/settings.h"
#include "common/reorganisation/order_gauges.h"
#include "common/reorganisation/service.h"
#include "common/reorganisation/sweep.h"
#include "common/runtime/host.h"
#include "common/runtime/published_catalogue.h"
#include "common/store/inbox.h"
#include "common/store/secret.h"
#include "common/store/store_metrics.h"
#include "services/intake/cell_move.h"
#include "services/intake/domain/rehoming.h"
#include "services/intake/dossier_migrations.h"
#include "services/intake/intake_service.h"
#include "services/intake/moving.h"
#include "services/intake/publication.h"
#include "services/intake/reactions.h"
#include "services/intake/store/code_issuer.h"
#include "services/intake/store/keeping.h"
#include "services/intake/store/person_marks.h"
#include "services/intake/store/places.h"

namespace motcua::intake {
namespace {

constexpr char kService[] = "intake";
constexpr absl::Duration kStatsPeriod = absl::Seconds(2);
constexpr absl::Duration kSweepPeriod = absl::Milliseconds(200);
// A dossier is seldom touched soon again after it was filed: keeping it would cost more than
// reading it (half the throughput of filing).
constexpr size_t kRememberedDossiers = 0;

struct Flags {
  std::string identity_secret_file;
  absl::Duration leave_after;
  std::string peer_cells;
};

void AddSettings(config::Settings& settings, Flags& flags) {
  keeping::AddLeaveAfter(settings, flags.leave_after);
  settings.Add(&flags.identity_secret_file, "identity-secret-file", "", config::Choices{},
               "file of the secret under which persons of open dossiers are told apart; the same "
               "for all of a cell and as long as it lives; empty: one made and kept in Redis");
  settings.Add(&flags.peer_cells, cells::kPeerCellsSetting, "", config::Choices{},
               cells::kPeerCellsHelp);
}

// A dossier with a journey is put back when its journey was (Reactions).
reorganisation::Sweep<Dossier>::Nature NatureOfDossiers() {
  reorganisation::Sweep<Dossier>::Nature nature;
  nature.kind = std::string(kDossierKind);
  nature.slots = [](Dossier& dossier, const reorganisation::Plan& plan) {
    return UnitSlots(dossier, plan);
  };
  nature.tell = [](store::Draft<Dossier>& draft, const reorganisation::Moves& moves,
                   const reorganisation::Plan& plan, bool undone, absl::Time now) {
    if (draft.state.has_accept_time()) return;  // its journey's event tells of it
    event::v1::Event event = reorganisation::EventOf(moves, plan.id(), undone, now);
    event.set_dossier_code(draft.state.code());
    event.set_unit_code(draft.state.receiving_unit());
    draft.events.push_back(std::move(event));
  };
  nature.undone_here = [](const Dossier& dossier) { return !dossier.has_accept_time(); };
  return nature;
}

// Everything the service is made of, in order of need.
struct Intake {
  Intake(runtime::Host& host, const Flags& flags, cells::Peers peer_cells)
      : flags(flags),
        io(host.io()),
        committer(host.redis(), store::Keys(host.cell())),
        commit_metrics(host.metrics(), std::string(kDossierKind)),
        dossiers(
            committer, std::string(kDossierKind),
            [this](const Dossier& dossier) { return PlacesOf(committer.keys(), marks, dossier); },
            &commit_metrics, kRememberedDossiers),
        codes(committer),
        orders(committer, host.catalogue(), host.clock(), kService),
        sweep(dossiers, orders, NatureOfDossiers()),
        reorganisations(committer, orders, kService,
                        [this](const reorganisation::Plan* plan) { return sweep.Count(plan); }),
        keeper(host.Peer("reporting")),
        leaver(dossiers, keeper, NatureOfKeptDossiers(), host.clock(), flags.leave_after),
        visits(host.Peer("postal")),
        service(dossiers, codes, marks, host.catalogue(), host.clock(), &keeper, &visits),
        published(committer, runtime::kCatalogueKind,
                  [](const auto&) { return std::vector<store::Place>(); }, nullptr,
                  /*cache_size=*/0),
        publisher(dossiers, published, host.catalogue(), host.clock()),
        reactions(dossiers, host.catalogue(),
                  [this](store::Draft<Dossier>& draft, const std::string& id) {
                    const auto* plan = orders.catalogue().succession().Find(id);
                    if (plan != nullptr) sweep.PutBackOne(draft, *plan);
                  }),
        inbox(host.io(), committer, {.service = kService},
              [this](store::InboxEntry entry, event::v1::Event event) {
                if (event.has_reorganisation_ordered()) {
                  return orders.React(std::move(entry), std::move(event));
                }
                return reactions.React(std::move(entry), std::move(event));
              }),
        inbox_metrics(host.metrics()),
        peer_cells(std::move(peer_cells)),
        cell_move(dossiers, this->peer_cells, host.clock(), &inbox, host.cell(),
                  NatureOfMoving(sweep, host.catalogue()), host.Peer("routing"),
                  host.Peer("postal")),
        migrations(dossiers, host.catalogue(), host.clock()),
        order_gauges(host.metrics()),
        move_gauges(host.metrics()) {}

  // Loads the functions, and begins to react to events.
  async::Task<absl::Status> Start();
  // One turn of showing how the inbox, orders and the cell stand.
  async::Task<absl::Status> ShowStats();
  async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> Backlog();

  const Flags& flags;
  asio::io_context& io;
  store::Committer committer;
  store::CommitMetrics commit_metrics;
  PersonMarks marks;
  Dossiers dossiers;
  CodeIssuer codes;
  reorganisation::Orders orders;
  reorganisation::Sweep<Dossier> sweep;
  reorganisation::Service reorganisations;
  keeping::ReportingKeeper keeper;
  keeping::Leaver<Dossier> leaver;
  PostalVisits visits;
  IntakeService service;
  PublishedCatalogues published;
  CataloguePublisher publisher;
  Reactions reactions;
  store::Inbox inbox;
  store::InboxMetrics inbox_metrics;
  cells::Peers peer_cells;
  CellMove cell_move;
  DossierMigrations migrations;
  reorganisation::OrderGauges order_gauges;
  cells::MoveGauges move_gauges;
};

async::Task<absl::Status> Intake::Start() {
  absl::Status loaded = co_await committer.LoadFunctions();
  if (!loaded.ok()) co_return loaded;
  auto secret = co_await store::LoadSecret(committer.redis(), committer.keys().Secret("identity"),
                                           flags.identity_secret_file, "identity-secret-file");
  if (!secret.ok()) co_return secret.status();
  marks.set_secret(*std::move(secret));
  absl::Status refreshed = co_await orders.Refresh();
  if (!refreshed.ok()) co_return refreshed;
  absl::Status prepared = co_await inbox.Prepare();
  if (!prepared.ok()) co_return prepared;
  async::Detach(io, inbox.Run());
  co_return absl::OkStatus();
}

async::Task<absl::Status> Intake::ShowStats() {
  order_gauges.Show(orders.runs());
  auto stats = co_await inbox.Stats();
  if (stats.ok()) inbox_metrics.Show(*stats);
  auto cell = co_await cell_move.Cell();
  if (cell.ok()) move_gauges.Show(*cell);
  co_return stats.ok() ? cell.status() : stats.status();
}

async::Task<absl::StatusOr<ops::v1::GetBacklogResponse>> Intake::Backlog() {
  auto stats = co_await inbox.Stats();
  if (!stats.ok()) co_return stats.status();
  ops::v1::GetBacklogResponse response;
  response.set_inbox_waiting(stats->waiting);
  response.set_reactions_in_flight(stats->in_flight);
  response.set_dead_letters(stats->dead_letters);
  co_return response;
}

void Register(runtime::RpcServer& server, CataloguePublisher& publisher) {
  runtime::Methods<CataloguePublisher> rpc(server, "motcua.intake.v1.IntakeService", &publisher);
  rpc.Unary("PublishCatalogue", &CataloguePublisher::PublishCatalogue);
}

void Register(runtime::RpcServer& server, IntakeService& service) {
  runtime::Methods<IntakeService> rpc(server, "motcua.intake.v1.IntakeService", &service);
  rpc.Unary("SearchProcedures", &IntakeService::SearchProcedures);
  rpc.Unary("GetGuidance", &IntakeService::GetGuidance);
  rpc.Unary("CheckDossier", &IntakeService::CheckDossier);
  rpc.Unary("SubmitDossier", &IntakeService::SubmitDossier,
            [](const v1::SubmitDossierRequest& request) -> std::string_view {
              return request.draft().receiving_unit();
            });
  rpc.Unary("BatchSubmitDossiers", &IntakeService::BatchSubmitDossiers);
  rpc.Unary("ListCitizenEvents", &IntakeService::ListCitizenEvents);
  rpc.Unary("GetEventGuidance", &IntakeService::GetEventGuidance);
  rpc.Unary("SubmitCitizenEvent", &IntakeService::SubmitCitizenEvent,
            &v1::SubmitCitizenEventRequest::receiving_unit);
  rpc.Unary("GetCitizenEvent", &IntakeService::GetCitizenEvent);
  rpc.Unary("AcceptDossier", &IntakeService::AcceptDossier);
  rpc.Unary("RefuseDossier", &IntakeService::RefuseDossier);
  rpc.Unary("RequestCompletion", &IntakeService::RequestCompletion);
  rpc.Unary("SupplementDossier", &IntakeService::SupplementDossier);
  rpc.Unary("RecordPayment", &IntakeService::RecordPayment);
  rpc.Unary("WithdrawDossier", &IntakeService::WithdrawDossier);
  rpc.Unary("GetDossier", &IntakeService::GetDossier);
  rpc.Unary("ListDossiers", &IntakeService::ListDossiers, &v1::ListDossiersRequest::receiving_unit);
}

absl::Status Build(runtime::Host& host, const Flags& flags) {
  auto connect = [&host](const std::string& address) { return host.ChannelTo(address); };
  MOTCUA_ASSIGN_OR_RETURN(auto peer_cells, cells::Peers::Parse(flags.peer_cells, connect));
  auto intake = std::make_shared<Intake>(host, flags, std::move(peer_cells));
  Register(host.rpc(), intake->service);
  reorganisation::Serve(intake->reorganisations, host.rpc());
  Register(host.rpc(), intake->publisher);
  intake->cell_move.Serve(host.rpc());
  intake->migrations.Serve(host.rpc());
  Intake* self = intake.get();
  host.OnStart("intake", [self] { return self->Start(); });
  host.Every("inbox_stats", kStatsPeriod, [self] { return self->ShowStats(); });
  host.Every("reorganisation", kSweepPeriod, [self] { return self->sweep.RunOnce(); });
  host.Every("leaver", keeping::kLeaverPeriod, [self] { return self->leaver.RunOnce(); });
  host.Every("cell move", kSweepPeriod, [self] { return self->cell_move.RunOnce(); });
  host.OnDrain([self] {
    self->inbox.Stop();
    self->cell_move.Stop();
    self->sweep.Stop();
    self->leaver.Stop();
  });
  host.SetBacklogSource([self] { return self->Backlog(); });
  host.KeepAlive(std::move(intake));
  return absl::OkStatus();
}

}  // namespace
}  // namespace motcua::intake

int main(int argc, char** argv) {
  motcua::intake::Flags flags;
  motcua::runtime::ServiceSpec spec{.name = "intake", .port = 7101, .metrics_port = 7201};
  spec.peers = {{"routing", 7102}, {"postal", 7103}, {"reporting", 7104}};
  spec.add_settings = [&flags](motcua::config::Settings& settings) {
    motcua::intake::AddSettings(settings, flags);
  };
  auto build = [&flags](motcua::runtime::Host& host) { return motcua::intake::Build(host, flags); };
  return motcua::runtime::RunService(std::move(spec), argc, argv, build);
}
