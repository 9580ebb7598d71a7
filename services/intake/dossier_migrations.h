// The RPCs of motcua.intake.v1.DossierMigrationService.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/call_context.h"
#include "common/runtime/rpc_server.h"
#include "motcua/intake/v1/migration_service.pb.h"
#include "services/intake/intake_service.h"

namespace motcua::intake {

class DossierMigrations {
 public:
  // All must outlive the object.
  DossierMigrations(Dossiers& dossiers, const catalogue::Catalogue& catalogue, const Clock& clock)
      : dossiers_(dossiers), catalogue_(catalogue), clock_(clock) {}

  async::Task<absl::StatusOr<v1::PlanDossierMigrationResponse>> PlanDossierMigration(
      const CallContext& call, const v1::PlanDossierMigrationRequest& request);
  async::Task<absl::StatusOr<v1::MigrateDossierResponse>> MigrateDossier(
      const CallContext& call, const v1::MigrateDossierRequest& request);

  // Registers every RPC. The object must outlive the server.
  void Serve(runtime::RpcServer& server);

 private:
  absl::StatusOr<v1::DossierMigration> Foresee(dossier::v1::Dossier dossier, int version) const;

  Dossiers& dossiers_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
};

}  // namespace motcua::intake
