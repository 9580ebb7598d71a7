// What the ledger shows.
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/postal/ledger_requests.h"
#include "services/postal/ledger_service.h"
#include "services/postal/requests.h"
#include "services/postal/store/listing.h"

namespace motcua::postal {
namespace {

using dossier::v1::DaySettlement;
using dossier::v1::LedgerBook;
using dossier::v1::Posting;

v1::BookBalances BalancesOf(const LedgerBook& book) {
  v1::BookBalances balances;
  balances.set_post_office(book.post_office());
  balances.set_agency_unit(book.agency_unit());
  *balances.mutable_balances() = book.balances();
  balances.set_settled_day(book.settled_day());
  balances.set_last_number(book.last_number());
  return balances;
}

}  // namespace

std::vector<std::string> LedgerService::UnitsOf(const BookName& name) const {
  std::vector<std::string> units = {name.agency_unit};
  const auto* office = catalogue_.FindPostOffice(name.post_office);
  if (office != nullptr) units.push_back(office->unit_code());
  return units;
}

async::Task<absl::StatusOr<LedgerService::Record>> LedgerService::Find(std::string id,
                                                                       std::string_view reason) {
  auto loaded = co_await kept_.Load(ledger_, id);
  if (absl::IsNotFound(loaded.status())) {
    co_return NotFound(reason, "no such record of the ledger").With("id", id);
  }
  if (!loaded.ok()) co_return loaded.status();
  co_return *loaded->state;
}

async::Task<absl::StatusOr<v1::ListBalancesResponse>> LedgerService::ListBalances(
    const Call& call, const v1::ListBalancesRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(std::string list, ListOf(request, call.caller, catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size, PageSizeOf(request.page_size()));
  std::string token = request.page_token();
  MOTCUA_CO_ASSIGN_OR_RETURN(
      ListPage page,
      co_await ReadPage(ledger_.committer(), kLedgerKind, std::move(list), size, std::move(token)));
  auto loaded = co_await ledger_.LoadMany(std::move(page.ids));
  if (!loaded.ok()) co_return loaded.status();
  v1::ListBalancesResponse response;
  for (const auto& stored : *loaded) {
    if (stored.version == 0) continue;
    const LedgerBook& book = stored.state->book();
    const bool wanted =
        request.agency_unit().empty() || book.agency_unit() == request.agency_unit();
    if (wanted) *response.add_books() = BalancesOf(book);
  }
  response.set_next_page_token(std::move(page.next_token));
  co_return response;
}

async::Task<absl::StatusOr<v1::ListPostingsResponse>> LedgerService::ListPostings(
    const Call& call, const v1::ListPostingsRequest& request) {
  const BookName name = NameOf(request);
  MOTCUA_CO_RETURN_IF_ERROR(CheckBook(name, catalogue_));
  if (!request.day().empty()) MOTCUA_CO_RETURN_IF_ERROR(CheckDay(request.day()));
  const std::vector<std::string> units = UnitsOf(name);
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  std::vector<std::string> ids = {IdOf(name), DayId(name, request.day())};
  auto loaded = co_await ledger_.LoadMany(std::move(ids));
  if (!loaded.ok()) co_return loaded.status();
  if (loaded->front().version == 0) co_return NoBook(name);
  v1::ListPostingsResponse response;
  if (loaded->back().version > 0) {
    *response.mutable_postings() = loaded->back().state->day().postings();
  }
  for (const Posting& posting : loaded->front().state->book().postings()) {
    if (request.day().empty() || posting.day() == request.day()) *response.add_postings() = posting;
  }
  co_return response;
}

async::Task<absl::StatusOr<v1::GetDaySettlementResponse>> LedgerService::GetDaySettlement(
    const Call& call, const v1::GetDaySettlementRequest& request) {
  const BookName name = NameOf(request);
  MOTCUA_CO_RETURN_IF_ERROR(CheckBook(name, catalogue_));
  MOTCUA_CO_RETURN_IF_ERROR(CheckDay(request.day()));
  const std::vector<std::string> units = UnitsOf(name);
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  std::string id = DayId(name, request.day());
  MOTCUA_CO_ASSIGN_OR_RETURN(Record record, co_await Find(std::move(id), kSettlementNotFound));
  v1::GetDaySettlementResponse response;
  *response.mutable_settlement() = std::move(*record.mutable_day());
  co_return response;
}

async::Task<absl::StatusOr<v1::ListDaySettlementsResponse>> LedgerService::ListDaySettlements(
    const Call& call, const v1::ListDaySettlementsRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(std::string list, ListOf(request, call.caller, catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const int size, PageSizeOf(request.page_size()));
  std::string token = request.page_token();
  MOTCUA_CO_ASSIGN_OR_RETURN(
      ListPage page,
      co_await ReadPage(ledger_.committer(), kLedgerKind, std::move(list), size, std::move(token)));
  auto loaded = co_await ledger_.LoadMany(std::move(page.ids));
  if (!loaded.ok()) co_return loaded.status();
  v1::ListDaySettlementsResponse response;
  for (const auto& stored : *loaded) {
    if (stored.version == 0) continue;
    const DaySettlement& day = stored.state->day();
    const bool wanted = request.agency_unit().empty() || day.agency_unit() == request.agency_unit();
    const std::vector<std::string> units = UnitsOf(NameOf(day));
    if (!wanted || !auth::RequireCoversAny(call.caller, units, catalogue_).ok()) continue;
    *response.add_settlements() = WithoutPostings(day);
  }
  response.set_next_page_token(std::move(page.next_token));
  co_return response;
}

async::Task<absl::StatusOr<v1::GetQuarterSettlementResponse>> LedgerService::GetQuarterSettlement(
    const Call& call, const v1::GetQuarterSettlementRequest& request) {
  const BookName name = NameOf(request);
  MOTCUA_CO_RETURN_IF_ERROR(CheckBook(name, catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Quarter quarter, QuarterOf(request.year(), request.quarter()));
  const std::vector<std::string> units = UnitsOf(name);
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  std::string id = QuarterId(name, quarter);
  MOTCUA_CO_ASSIGN_OR_RETURN(Record record, co_await Find(std::move(id), kSettlementNotFound));
  v1::GetQuarterSettlementResponse response;
  *response.mutable_settlement() = std::move(*record.mutable_quarter());
  co_return response;
}

}  // namespace motcua::postal
