// motcua catalogue migrate --not-accepted: requests that intake has and routing has not.
#include "clients/cli/commands/catalogue.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/migration_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

absl::StatusOr<PlanDossierMigrationResponse> PlanAll(Session& session,
                                                     const std::string& procedure, int to) {
  PlanDossierMigrationRequest request;
  request.set_procedure_code(procedure);
  request.set_to_version(to);
  PlanDossierMigrationResponse all;
  do {
    MOTCUA_ASSIGN_OR_RETURN(
        const auto page,
        Call<DossierMigrationService>(
            session, &DossierMigrationService::Stub::PlanDossierMigration, request));
    all.mutable_dossiers()->MergeFrom(page.dossiers());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

// One commit a dossier, each under an id of its own: a run that was cut off can be repeated.
absl::Status Move(Session& session, int to, DossierMigration& planned) {
  MigrateDossierRequest request;
  request.set_request_id(Cat(session.RequestId(), ".", planned.dossier_code()));
  request.set_dossier_code(planned.dossier_code());
  request.set_to_version(to);
  const auto moved = Call<DossierMigrationService>(
      session, &DossierMigrationService::Stub::MigrateDossier, request);
  if (moved.ok()) planned = moved->migration();
  // It was accepted since the plan, or has ended.
  const bool stays = absl::IsFailedPrecondition(moved.status()) || absl::IsNotFound(moved.status());
  if (stays) planned.set_obstacle(std::string(moved.status().message()));
  return stays ? absl::OkStatus() : moved.status();
}

std::string TableOf(Session& session, const PlanDossierMigrationResponse& plan) {
  Table table({{"DOSSIER"},
               {"FROM", Align::kRight},
               {"FEE", Align::kRight},
               {"NEW FEE", Align::kRight},
               {"STILL TO BE HANDED IN"},
               {"WHY NOT"}});
  for (const DossierMigration& one : plan.dossiers()) {
    const auto& missing = one.missing_papers();
    table.Add({one.dossier_code(), Cat(one.from_version()), Cat(one.fee_vnd()),
               Cat(one.new_fee_vnd()), Join({missing.begin(), missing.end()}), one.obstacle()});
  }
  return session.Show(table, "No request is at another version.");
}

}  // namespace

absl::Status MigrateRequests(Session& session, const std::string& procedure, int to, bool dry_run) {
  MOTCUA_ASSIGN_OR_RETURN(auto plan, PlanAll(session, procedure, to));
  absl::Status failure;
  int stuck = 0;
  for (DossierMigration& one : *plan.mutable_dossiers()) {
    if (!dry_run && one.obstacle().empty()) failure = Move(session, to, one);
    if (!failure.ok()) break;
    stuck += one.obstacle().empty() ? 0 : 1;
  }
  MOTCUA_RETURN_IF_ERROR(session.Answer(plan, TableOf(session, plan)));
  MOTCUA_RETURN_IF_ERROR(failure);
  if (stuck == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(Cat(stuck, " dossiers cannot move"));
}

}  // namespace motcua::cli
