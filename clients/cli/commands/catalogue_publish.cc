#include <algorithm>
#include <filesystem>

#include "clients/cli/commands/catalogue.h"
#include "clients/cli/errors.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "common/base/strings.h"
#include "common/catalogue/lint/lint.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"
#include "motcua/ops/v1/ops_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service
using catalogue::Catalogue;
using catalogue::Finding;
using catalogue::Severity;
using ops::v1::GetCatalogueStatusResponse;
using ops::v1::OpsService;

struct Args {
  std::string directory;
  bool dry_run = false;
};

// Errors keep it from being sent; warnings are told.
absl::Status CheckFiles(Session& session, const std::vector<Catalogue::File>& files) {
  bool faulty = false;
  for (const Finding& finding : catalogue::Lint(files)) {
    const bool error = finding.severity == Severity::kError;
    session.err() << Cat(finding.file, ":", finding.line, ": ", error ? "error: " : "warning: ",
                         finding.message, " [", finding.rule, "]\n");
    faulty = faulty || error;
  }
  if (!faulty) return absl::OkStatus();
  return absl::FailedPreconditionError("the catalogue has errors: nothing was published");
}

std::string TextOf(Session& session, const PublishCatalogueResponse& answer) {
  std::string text;
  for (const CatalogueChange& change : answer.changes()) {
    Append(&text, change.kind(), " ", change.what(), " ", change.key());
    Append(&text, change.name().empty() ? "" : "  ", change.name(), "\n");
    for (const std::string& detail : change.details()) Append(&text, "    ", detail, "\n");
  }
  if (answer.changes().empty()) text = "Nothing changes.\n";
  Table table({{"PROCEDURE"}, {"VERSION", Align::kRight}, {"OPEN DOSSIERS", Align::kRight}});
  for (const VersionInUse& one : answer.in_use()) {
    table.Add({one.procedure_code(), Cat(one.version()), Cat(one.open_dossiers())});
  }
  if (!table.empty()) {
    Append(&text, "\nOpen dossiers that keep their version:\n", session.Show(table, ""));
  }
  Append(&text, "\n", answer.published() ? "Published: " : "Would be published: ",
         answer.old_version(), " → ", answer.new_version(), "\n");
  if (answer.restart_needed()) text += "Units come or go: services take it up when they start.\n";
  return text;
}

absl::Status Publish(Session& session, const Args& args) {
  const auto files = Catalogue::ReadFiles(args.directory);
  if (!files.ok()) return AsUsage(files.status());
  MOTCUA_RETURN_IF_ERROR(CheckFiles(session, *files));
  PublishCatalogueRequest request;
  request.set_request_id(session.RequestId());
  request.set_dry_run(args.dry_run);
  for (const Catalogue::File& file : *files) {
    CatalogueText& sent = *request.add_files();
    sent.set_name(std::filesystem::path(file.name).filename());
    sent.set_text(file.text);
  }
  MOTCUA_ASSIGN_OR_RETURN(
      const auto answer,
      Call<IntakeService>(session, &IntakeService::Stub::PublishCatalogue, request));
  return session.Answer(answer, TextOf(session, answer));
}

absl::StatusOr<GetCatalogueStatusResponse> StatusOf(Session& session, const std::string& service) {
  MOTCUA_ASSIGN_OR_RETURN(auto channel, session.connection().To(service));
  const auto stub = OpsService::NewStub(channel);
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/true);
  GetCatalogueStatusResponse status;
  MOTCUA_RETURN_IF_ERROR(
      FromGrpc(stub->GetCatalogueStatus(&context, ops::v1::GetCatalogueStatusRequest(), &status)));
  return status;
}

std::string StateOf(const GetCatalogueStatusResponse& status) {
  if (status.restart_needed()) return "restart needed";
  const std::string& published = status.published_version();
  if (published.empty()) return "from its files";
  return published == status.running_version() ? "as published" : "not taken up; see its log";
}

absl::Status ShowStatus(Session& session) {
  Table table({{"SERVICE"}, {"RUNS"}, {"STATE"}, {"PUBLISHED"}, {"BY"}, {"AT"}});
  std::vector<std::string> json;
  absl::Status worst;
  for (const char* service : {"intake", "routing", "postal", "reporting"}) {
    const auto status = StatusOf(session, service);
    if (!status.ok()) {
      worst = status.status();
      table.Add({service, "", std::string(worst.message())});
      continue;
    }
    table.Add({service, status->running_version(), StateOf(*status), status->published_version(),
               status->publisher(), Local(status->publish_time())});
    json.push_back(ToJson(*status));
  }
  session.out() << (session.json() ? Cat(JsonObject({{"services", JsonArray(json)}}), "\n")
                                   : session.Show(table, ""));
  return worst;
}

}  // namespace

void AddCataloguePublish(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("catalogue publish", Group::kCalculators,
               "Makes a catalogue that of all services, without a restart; needs intake.")
      .Text("DIR", &args->directory, "", "Folder of the catalogue.")
      .Required()
      .Flag("--dry-run", &args->dry_run, "Only say what it changes, and for how many dossiers.")
      .Example("motcua catalogue publish --dry-run next-year")
      .Example("motcua catalogue publish next-year --request-id next-year")
      .Run([args](Session& session) { return Publish(session, *args); });
}

void AddCatalogueStatus(Program& program) {
  program
      .Command("catalogue status", Group::kCalculators,
               "Says which catalogue each service runs with, and which was published last.")
      .Example("motcua catalogue status")
      .Run([](Session& session) { return ShowStatus(session); });
}

}  // namespace motcua::cli
