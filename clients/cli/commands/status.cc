#include "absl/strings/str_format.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "motcua/ops/v1/ops_service.grpc.pb.h"
#include "motcua/reporting/v1/reporting_service.grpc.pb.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using ops::v1::GetBacklogRequest;
using ops::v1::GetBacklogResponse;
using ops::v1::OpsService;
using reporting::v1::ReportingService;
using routing::v1::RoutingService;

// OpsService is every service's, so its address cannot come from its name.
absl::StatusOr<GetBacklogResponse> BacklogOf(Session& session, const std::string& service) {
  MOTCUA_ASSIGN_OR_RETURN(auto channel, session.connection().To(service));
  const auto stub = OpsService::NewStub(channel);
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/true);
  GetBacklogResponse backlog;
  const auto status = stub->GetBacklog(&context, GetBacklogRequest(), &backlog);
  MOTCUA_RETURN_IF_ERROR(FromGrpc(status));
  return backlog;
}

struct Overview {
  Table table{{{"SERVICE"},
               {"STATE"},
               {"INBOX", Align::kRight},
               {"IN FLIGHT", Align::kRight},
               {"TIMERS DUE", Align::kRight},
               {"DEAD LETTERS", Align::kRight}}};
  std::vector<std::string> json;
  absl::Status worst;
};

void AddService(Session& session, const std::string& service, Overview* overview) {
  const auto backlog = BacklogOf(session, service);
  if (!backlog.ok()) {
    overview->worst = backlog.status();
    overview->table.Add({service, std::string(backlog.status().message())});
    return;
  }
  overview->table.Add({service, "up", Cat(backlog->inbox_waiting()),
                       Cat(backlog->reactions_in_flight()), Cat(backlog->timers_due()),
                       Cat(backlog->dead_letters())});
  overview->json.push_back(ToJson(*backlog));
}

std::string ArchiveText(const reporting::v1::GetArchiveStatusResponse& archive) {
  return Facts({{"Dossiers", Cat(archive.dossiers())},
                {"Ended", Cat(archive.ended())},
                {"Open", Cat(archive.open())},
                {"Duplicated", Cat(archive.duplicated())},
                {"On time", absl::StrFormat("%.1f %%", archive.on_time_percent())},
                {"Archived events", Cat(archive.last_sequence())},
                {"Not archived yet", Cat(archive.lag())}});
}

absl::Status Status(Session& session) {
  Overview overview;
  for (const char* service : {"intake", "routing", "postal", "reporting"}) {
    AddService(session, service, &overview);
  }
  const auto archive = Call<ReportingService>(session, &ReportingService::Stub::GetArchiveStatus,
                                              reporting::v1::GetArchiveStatusRequest());
  if (session.json()) {
    session.out() << JsonObject({{"services", JsonArray(overview.json)},
                                 {"archive", archive.ok() ? ToJson(*archive) : "null"}})
                  << "\n";
  } else {
    session.out() << session.Show(overview.table, "");
    if (archive.ok()) session.out() << "\n" << ArchiveText(*archive);
  }
  return overview.worst.ok() ? archive.status() : overview.worst;
}

absl::Status Places(Session& session) {
  MOTCUA_ASSIGN_OR_RETURN(const auto proof,
                          Call<RoutingService>(session, &RoutingService::Stub::CheckPlaces,
                                               routing::v1::CheckPlacesRequest()));
  std::string text = Cat(proof.open_steps(), " open steps of ", proof.open_journeys(),
                         " open journeys, ", proof.violations(), " not in exactly one place\n");
  for (const std::string& example : proof.examples()) Append(&text, "  ", example, "\n");
  MOTCUA_RETURN_IF_ERROR(session.Answer(proof, text));
  if (proof.violations() == 0) return absl::OkStatus();
  return absl::DataLossError("steps are out of place");
}

}  // namespace

void AddStatus(Program& program) {
  auto places = std::make_shared<bool>(false);
  program
      .Command("status", Group::kFigures, "Says how the services are and what the archive holds.")
      .Flag("--places", places.get(), "Instead prove that every open step is in exactly one place.")
      .Example("motcua status")
      .Run([places](Session& session) { return *places ? Places(session) : Status(session); });
}

}  // namespace motcua::cli
