// How the ledger settles quarters.
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/domain/settlement.h"
#include "services/postal/ledger_requests.h"
#include "services/postal/ledger_service.h"
#include "services/postal/requests.h"
#include "services/postal/store/listing.h"

namespace motcua::postal {
namespace {

using dossier::v1::DaySettlement;
using Desk = BookKeeper::Desk;

constexpr int kWholePage = 500;

}  // namespace

async::Task<absl::StatusOr<std::vector<std::string>>> LedgerService::DaysIn(BookName name,
                                                                            Quarter quarter) {
  const std::string first = DayId(name, quarter.first_day());
  const std::string last = DayId(name, quarter.last_day());
  std::vector<std::string> ids;
  std::string token;
  do {
    std::string list = DaysOfBook(name);
    MOTCUA_CO_ASSIGN_OR_RETURN(ListPage page,
                               co_await ReadPage(ledger_.committer(), kLedgerKind, std::move(list),
                                                 kWholePage, std::move(token)));
    for (std::string& id : page.ids) {
      if (first <= id && id <= last) ids.push_back(std::move(id));
    }
    token = std::move(page.next_token);
  } while (!token.empty());
  co_return ids;
}

async::Task<absl::StatusOr<v1::SettleQuarterResponse>> LedgerService::SettleQuarter(
    const Call& call, const v1::SettleQuarterRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  const BookName name = NameOf(request);
  MOTCUA_CO_RETURN_IF_ERROR(CheckBook(name, catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Quarter quarter, QuarterOf(request.year(), request.quarter()));
  MOTCUA_CO_RETURN_IF_ERROR(CheckOver(quarter, clock_.Now()));
  const std::string& area = catalogue_.FindPostOffice(name.post_office)->unit_code();
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, area, catalogue_));
  auto settled = co_await MakeQuarter(call, request, quarter, /*may_make=*/false);
  if (ReasonOf(settled.status()) != kSettlementNotFound) co_return settled;
  // Only now: one that is neither in Redis nor kept was never made.
  std::string id = QuarterId(name, quarter);
  auto left = co_await Find(std::move(id), kSettlementNotFound);
  if (ReasonOf(left.status()) == kSettlementNotFound) {
    co_return co_await MakeQuarter(call, request, quarter, /*may_make=*/true);
  }
  if (!left.ok()) co_return left.status();
  v1::SettleQuarterResponse response;
  *response.mutable_settlement() = std::move(*left->mutable_quarter());
  co_return response;
}

async::Task<absl::StatusOr<v1::SettleQuarterResponse>> LedgerService::MakeQuarter(
    const Call& call, const v1::SettleQuarterRequest& request, Quarter quarter, bool may_make) {
  const BookName name = NameOf(request);
  MOTCUA_CO_ASSIGN_OR_RETURN(std::vector<std::string> others, co_await DaysIn(name, quarter));
  others.push_back(QuarterId(name, quarter));
  std::function<absl::StatusOr<v1::SettleQuarterResponse>(Desk&)> settle =
      [&](Desk& desk) -> absl::StatusOr<v1::SettleQuarterResponse> {
    if (desk.is_new) return NoBook(name);
    v1::SettleQuarterResponse response;
    auto& made = *desk.others.back();
    if (!made.exists() && !may_make) return NoSettlement(Cat(quarter.year, "-", quarter.quarter));
    if (!made.exists()) {
      std::vector<DaySettlement*> days;
      for (size_t i = 0; i + 1 < desk.others.size(); ++i) {
        days.push_back(desk.others[i]->state.mutable_day());
        desk.others[i]->changed = true;
      }
      MOTCUA_ASSIGN_OR_RETURN(*made.state.mutable_quarter(),
                              postal::SettleQuarter(desk.turn, quarter, days));
      made.changed = true;
    }
    *response.mutable_settlement() = made.state.quarter();
    return response;
  };
  co_return co_await Change(call, request, std::move(others), std::move(settle));
}

}  // namespace motcua::postal
