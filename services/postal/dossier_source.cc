#include "services/postal/dossier_source.h"

#include <utility>

#include "common/base/status_macros.h"
#include "common/runtime/channel.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::postal {
namespace {

// Beyond it the inbox waits and tries again.
constexpr absl::Duration kTimeout = absl::Seconds(5);

}  // namespace

async::Task<absl::StatusOr<dossier::v1::Dossier>> IntakeDossiers::Get(std::string dossier_code) {
  intake::v1::GetDossierRequest request;
  request.set_dossier_code(std::move(dossier_code));
  std::string method = "/motcua.intake.v1.IntakeService/GetDossier";
  auto response =
      co_await intake_->Call<intake::v1::GetDossierResponse>(std::move(method), request, kTimeout);
  if (!response.ok()) co_return response.status();
  co_return std::move(*response->mutable_dossier());
}

}  // namespace motcua::postal
