#include "services/intake/dossier_migrations.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "common/auth/caller.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/intake/domain/migration.h"
#include "services/intake/requests.h"
#include "services/intake/store/dossier_list.h"
#include "services/intake/store/page_token.h"

namespace motcua::intake {
namespace {

constexpr int kLargestPlan = 500;
constexpr char kService[] = "intake";

using catalogue::v1::Procedure;

absl::StatusOr<const Procedure*> FindVersion(const catalogue::Catalogue& catalogue,
                                             const std::string& code, int version) {
  const Procedure* procedure = catalogue.FindProcedureKept(code, version, absl::CivilDay());
  if (procedure != nullptr && version > 0) return procedure;
  return absl::Status(NotFound(kProcedureNotFound, "no such version of the procedure")
                          .With("procedureCode", code)
                          .With("version", version));
}

absl::Status Required(std::string_view field) {
  return InvalidArgument(kFieldRequired, "a required field is missing").Field(field, "is required");
}

v1::DossierMigration Before(const Dossier& dossier, int version) {
  v1::DossierMigration shown;
  shown.set_dossier_code(dossier.code());
  shown.set_from_version(dossier.procedure_version());
  shown.set_to_version(version);
  shown.set_fee_vnd(dossier.fee_vnd());
  return shown;
}

void After(const Dossier& dossier, const Procedure& version, v1::DossierMigration& shown) {
  shown.set_new_fee_vnd(dossier.fee_vnd());
  for (std::string& name : PapersMissingUnder(version, dossier)) {
    shown.add_missing_papers(std::move(name));
  }
}

bool IsConcerned(const Dossier& dossier, const v1::PlanDossierMigrationRequest& request) {
  return dossier.procedure_code() == request.procedure_code() &&
         dossier.procedure_version() != request.to_version() && !dossier.has_accept_time();
}

}  // namespace

absl::StatusOr<v1::DossierMigration> DossierMigrations::Foresee(Dossier dossier,
                                                                int version) const {
  MOTCUA_ASSIGN_OR_RETURN(const Procedure* to,
                          FindVersion(catalogue_, dossier.procedure_code(), version));
  v1::DossierMigration shown = Before(dossier, version);
  std::vector<event::v1::Event> events;
  const absl::Status moved = Migrate(*to, catalogue_, {dossier, events, "", clock_.Now()});
  if (moved.ok()) After(dossier, *to, shown);
  if (!moved.ok()) shown.set_obstacle(std::string(moved.message()));
  return shown;
}

async::Task<absl::StatusOr<v1::PlanDossierMigrationResponse>>
DossierMigrations::PlanDossierMigration(const CallContext& call,
                                        const v1::PlanDossierMigrationRequest& request) {
  if (request.procedure_code().empty()) co_return Required("procedure_code");
  if (request.to_version() == 0) co_return Required("to_version");
  MOTCUA_CO_RETURN_IF_ERROR(
      FindVersion(catalogue_, request.procedure_code(), request.to_version()).status());
  const std::string list = Cat("migration/", request.procedure_code(), "/", request.to_version());
  MOTCUA_CO_ASSIGN_OR_RETURN(std::string position, ParsePageToken(list, request.page_token()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size,
                             PageSize(request.page_size(), kLargestPlan, kLargestPlan));
  std::string open = dossiers_.committer().keys().Open("dossier");
  MOTCUA_CO_ASSIGN_OR_RETURN(const CodePage page,
                             co_await ReadCodes(dossiers_.committer().redis(), std::move(open),
                                                std::move(position), size));
  std::vector<std::string> codes = page.codes;
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto loaded, co_await dossiers_.LoadMany(std::move(codes)));
  v1::PlanDossierMigrationResponse response;
  for (const auto& one : loaded) {
    if (one.state == nullptr || !IsConcerned(*one.state, request)) continue;
    if (!call.caller.Covers(one.state->receiving_unit(), catalogue_)) continue;
    MOTCUA_CO_ASSIGN_OR_RETURN(*response.add_dossiers(),
                               Foresee(*one.state, request.to_version()));
  }
  if (!page.next.empty()) response.set_next_page_token(MakePageToken(list, page.next));
  co_return response;
}

async::Task<absl::StatusOr<v1::MigrateDossierResponse>> DossierMigrations::MigrateDossier(
    const CallContext& call, const v1::MigrateDossierRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckCode(request.dossier_code()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  if (request.to_version() == 0) co_return Required("to_version");
  std::function<absl::StatusOr<v1::MigrateDossierResponse>(store::Draft<Dossier>&)> decide =
      [this, &call,
       &request](store::Draft<Dossier>& draft) -> absl::StatusOr<v1::MigrateDossierResponse> {
    if (!draft.exists()) return DossierNotFound(request.dossier_code());
    MOTCUA_RETURN_IF_ERROR(
        auth::RequireCovers(call.caller, draft.state.receiving_unit(), catalogue_));
    MOTCUA_ASSIGN_OR_RETURN(
        const Procedure* to,
        FindVersion(catalogue_, draft.state.procedure_code(), request.to_version()));
    v1::MigrateDossierResponse response;
    *response.mutable_migration() = Before(draft.state, request.to_version());
    MOTCUA_RETURN_IF_ERROR(
        Migrate(*to, catalogue_, {draft.state, draft.events, call.caller.name, clock_.Now()}));
    After(draft.state, *to, *response.mutable_migration());
    response.set_moved(!draft.events.empty());
    response.set_version(response.moved() ? draft.next_version() : draft.version);
    return response;
  };
  auto command = store::CommandOf(dossiers_.committer().keys(), kService, call.caller.name, request);
  std::string code = request.dossier_code();
  co_return co_await dossiers_.Execute<v1::MigrateDossierResponse>(
      std::move(command), std::move(code), std::move(decide));
}

void DossierMigrations::Serve(runtime::RpcServer& server) {
  runtime::Methods<DossierMigrations> rpc(server, "motcua.intake.v1.DossierMigrationService", this);
  rpc.Unary("PlanDossierMigration", &DossierMigrations::PlanDossierMigration);
  rpc.Unary("MigrateDossier", &DossierMigrations::MigrateDossier);
}

}  // namespace motcua::intake
