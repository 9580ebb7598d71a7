// The RPCs of IntakeService that show dossiers.
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/intake/domain/transitions.h"
#include "services/intake/intake_service.h"
#include "services/intake/requests.h"
#include "services/intake/store/dossier_list.h"
#include "services/intake/store/page_token.h"
#include "services/intake/store/places.h"

namespace motcua::intake {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 500;

// The state a list is asked of; only open dossiers are listed.
absl::StatusOr<DossierState> ListedState(DossierState asked) {
  if (asked == dossier::v1::DOSSIER_STATE_UNSPECIFIED) return dossier::v1::DOSSIER_STATE_SUBMITTED;
  if (dossier::v1::DossierState_IsValid(asked) && !IsFinal(asked)) return asked;
  return absl::Status(InvalidArgument(kFieldInvalid, "state: is not listed")
                          .Field("state", "must be a state before the end"));
}

v1::ListDossiersResponse ShowThoseIn(DossierState state,
                                     const std::vector<store::Versioned<Dossier>>& dossiers) {
  v1::ListDossiersResponse response;
  for (const auto& one : dossiers) {
    if (one.state == nullptr || one.state->state() != state) continue;  // it moved on meanwhile
    Dossier& shown = *response.add_dossiers();
    shown = *one.state;
    shown.set_version(one.version);
  }
  return response;
}

}  // namespace

async::Task<absl::StatusOr<v1::GetDossierResponse>> IntakeService::GetDossier(
    const CallContext& call, const v1::GetDossierRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckCode(request.dossier_code()));
  auto loaded = co_await kept_.Load(dossiers_, request.dossier_code());
  if (absl::IsNotFound(loaded.status())) co_return DossierNotFound(request.dossier_code());
  MOTCUA_CO_RETURN_IF_ERROR(loaded.status());
  const std::string& unit = loaded->state->receiving_unit();
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, unit, catalogue_));
  Log(kInfo, "personal data read",
      {{"caller", call.caller.name}, {"dossier", loaded->state->code()}});
  v1::GetDossierResponse response;
  *response.mutable_dossier() = *loaded->state;
  response.mutable_dossier()->set_version(loaded->version);
  co_return response;
}

async::Task<absl::StatusOr<v1::ListDossiersResponse>> IntakeService::ListDossiers(
    const CallContext& call, const v1::ListDossiersRequest& request) {
  const std::string& unit = request.receiving_unit();
  if (catalogue_.FindUnit(unit) == nullptr) {
    co_return NotFound(kUnitNotFound, "there is no such unit").With("unit", unit);
  }
  MOTCUA_CO_ASSIGN_OR_RETURN(const DossierState state, ListedState(request.state()));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size,
                             PageSize(request.page_size(), kDefaultPage, kLargestPage));
  const std::string key = ListKey(dossiers_.committer().keys(), unit, state);
  MOTCUA_CO_ASSIGN_OR_RETURN(std::string position, ParsePageToken(key, request.page_token()));
  auto page = co_await ReadCodes(dossiers_.committer().redis(), key, std::move(position), size);
  MOTCUA_CO_RETURN_IF_ERROR(page.status());
  auto loaded = co_await dossiers_.LoadMany(std::move(page->codes));
  MOTCUA_CO_RETURN_IF_ERROR(loaded.status());
  v1::ListDossiersResponse response = ShowThoseIn(state, *loaded);
  if (!page->next.empty()) response.set_next_page_token(MakePageToken(key, page->next));
  Log(kInfo, "personal data read",
      {{"caller", call.caller.name}, {"unit", unit}, {"dossiers", response.dossiers_size()}});
  co_return response;
}

}  // namespace motcua::intake
