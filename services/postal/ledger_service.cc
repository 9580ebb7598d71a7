#include "services/postal/ledger_service.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/runtime/rpc_server.h"
#include "services/postal/domain/settlement.h"
#include "services/postal/ledger_requests.h"
#include "services/postal/requests.h"
#include "services/postal/store/listing.h"

namespace motcua::postal {
namespace {

using dossier::v1::DaySettlement;
using dossier::v1::Posting;
using Desk = BookKeeper::Desk;

constexpr int kWholePage = 500;

PostingWish WishOf(const v1::RecordPostingRequest& request, absl::Time now) {
  PostingWish wish;
  wish.kind = request.kind();
  wish.entries = EntriesOf(request.kind(), request.amount_vnd());
  wish.dossier_code = request.dossier_code();
  wish.consignment_id = request.consignment_id();
  wish.note = request.note();
  wish.occur_time = now;
  return wish;
}

AgencyWord WordOf(const v1::ConfirmDaySettlementRequest& request) {
  AgencyWord word;
  word.received_vnd = request.received_vnd();
  word.lines.assign(request.lines().begin(), request.lines().end());
  return word;
}

// The posting of the number on the day: not settled yet, or in the day's statement.
const Posting* FindPosting(const Desk& desk, const std::string& day, int64_t number) {
  const auto in = [&](const auto& postings) -> const Posting* {
    for (const Posting& posting : postings) {
      if (posting.number() == number && posting.day() == day) return &posting;
    }
    return nullptr;
  };
  const Posting* found = in(desk.turn.book.postings());
  return found != nullptr ? found : in(desk.others.front()->state.day().postings());
}

}  // namespace

async::Task<absl::StatusOr<v1::RecordPostingResponse>> LedgerService::RecordPosting(
    const Call& call, const v1::RecordPostingRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request, catalogue_));
  const std::string& area = catalogue_.FindPostOffice(request.post_office())->unit_code();
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, area, catalogue_));
  std::function<absl::StatusOr<v1::RecordPostingResponse>(Desk&)> post =
      [&](Desk& desk) -> absl::StatusOr<v1::RecordPostingResponse> {
    v1::RecordPostingResponse response;
    *response.mutable_posting() = Post(desk.turn, WishOf(request, desk.turn.now));
    return response;
  };
  std::vector<std::string> others;
  co_return co_await Change(call, request, std::move(others), std::move(post));
}

async::Task<absl::StatusOr<v1::ReversePostingResponse>> LedgerService::ReversePosting(
    const Call& call, const v1::ReversePostingRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request, catalogue_));
  const std::string& area = catalogue_.FindPostOffice(request.post_office())->unit_code();
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, area, catalogue_));
  const BookName name = NameOf(request);
  std::function<absl::StatusOr<v1::ReversePostingResponse>(Desk&)> reverse =
      [&](Desk& desk) -> absl::StatusOr<v1::ReversePostingResponse> {
    if (desk.is_new) return NoBook(name);
    const Posting* found = FindPosting(desk, request.day(), request.number());
    if (found == nullptr) {
      return NotFound(kPostingNotFound, "no such posting").With("number", request.number());
    }
    const Posting original = *found;  // the book grows meanwhile
    v1::ReversePostingResponse response;
    MOTCUA_ASSIGN_OR_RETURN(*response.mutable_posting(),
                            Reverse(desk.turn, original, request.note()));
    return response;
  };
  std::vector<std::string> others = {DayId(name, request.day())};
  co_return co_await Change(call, request, std::move(others), std::move(reverse));
}

async::Task<absl::StatusOr<std::vector<std::string>>> LedgerService::UnitsWithBooks(
    std::string post_office) {
  std::vector<std::string> units;
  const std::string list = BooksOfOffice(post_office);
  const std::string prefix = IdOf({post_office, ""});
  std::string token;
  do {
    std::string name = list;
    MOTCUA_CO_ASSIGN_OR_RETURN(ListPage page,
                               co_await ReadPage(ledger_.committer(), kLedgerKind, std::move(name),
                                                 kWholePage, std::move(token)));
    for (const std::string& id : page.ids) units.push_back(id.substr(prefix.size()));
    token = std::move(page.next_token);
  } while (!token.empty());
  std::ranges::sort(units);
  co_return units;
}

async::Task<absl::StatusOr<v1::SettleDayResponse>> LedgerService::SettleBook(
    const Call& call, v1::SettleDayRequest request) {
  const BookName name = NameOf(request);
  bool was_settled = false;
  std::function<absl::StatusOr<v1::SettleDayResponse>(Desk&)> settle =
      [&](Desk& desk) -> absl::StatusOr<v1::SettleDayResponse> {
    v1::SettleDayResponse response;
    auto& day = *desk.others.front();
    if (day.exists()) {
      *response.add_settlements() = day.state.day();
      return response;
    }
    was_settled = request.day() <= desk.turn.book.settled_day();
    if (desk.is_new || was_settled) return response;
    std::optional<int64_t> counted;
    if (request.has_counted_cash_vnd()) counted = request.counted_cash_vnd();
    auto statement = postal::SettleDay(desk.turn, request.day(), counted);
    if (!statement.has_value()) return response;
    *day.state.mutable_day() = *std::move(statement);
    day.changed = true;
    *response.add_settlements() = day.state.day();
    return response;
  };
  std::vector<std::string> others = {DayId(name, request.day())};
  // One request settles many books, each in a commit of its own: the statement itself makes a
  // repetition harmless.
  store::Command command;
  BookName book = name;
  std::string actor = call.caller.name;
  auto settled = co_await keeper_.Change<v1::SettleDayResponse>(
      std::move(command), std::move(book), std::move(others), std::move(actor), std::move(settle));
  if (!settled.ok() || !settled->settlements().empty() || !was_settled) co_return settled;
  std::vector<std::string> ids = {DayId(name, request.day())};
  auto left = co_await kept_.Find(std::move(ids));
  if (!left.ok()) co_return left.status();
  for (const auto& one : *left) *settled->add_settlements() = one.state->day();
  co_return settled;
}

async::Task<absl::StatusOr<v1::SettleDayResponse>> LedgerService::SettleDay(
    const Call& call, const v1::SettleDayRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request, catalogue_, clock_.Now()));
  const std::string& area = catalogue_.FindPostOffice(request.post_office())->unit_code();
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, area, catalogue_));
  std::vector<std::string> units = {request.agency_unit()};
  if (request.agency_unit().empty()) {
    std::string office = request.post_office();
    MOTCUA_CO_ASSIGN_OR_RETURN(units, co_await UnitsWithBooks(std::move(office)));
  }
  std::vector<async::Task<absl::StatusOr<v1::SettleDayResponse>>> tasks;
  for (const std::string& unit : units) {
    v1::SettleDayRequest one = request;
    one.set_agency_unit(unit);
    tasks.push_back(SettleBook(call, std::move(one)));
  }
  auto parts = co_await async::WhenAll(std::move(tasks));
  v1::SettleDayResponse response;
  for (auto& part : parts) {
    if (!part.ok()) co_return part.status();
    response.mutable_settlements()->MergeFrom(part->settlements());
  }
  co_return response;
}

template <class Reply, class Request>
async::Task<absl::StatusOr<Reply>> LedgerService::ChangeDay(
    const Call& call, const Request& request, std::function<absl::StatusOr<Reply>(Desk&)> decide) {
  const std::string id = DayId(NameOf(request), request.day());
  std::vector<std::string> others = {id}, ids = {id};
  absl::StatusOr<Reply> changed =
      co_await Change(call, request, std::move(others), std::move(decide));
  if (ReasonOf(changed.status()) != kSettlementNotFound) co_return changed;
  auto left = co_await kept_.Find(std::move(ids));
  if (!left.ok()) co_return left.status();
  if (left->empty()) co_return changed;
  MOTCUA_CO_RETURN_IF_ERROR(RequireNotClosed(left->front().state->day()));
  co_return changed;
}

async::Task<absl::StatusOr<v1::ConfirmDaySettlementResponse>> LedgerService::ConfirmDaySettlement(
    const Call& call, const v1::ConfirmDaySettlementRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request, catalogue_));
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCovers(call.caller, request.agency_unit(), catalogue_));
  const AgencyWord word = WordOf(request);
  std::function<absl::StatusOr<v1::ConfirmDaySettlementResponse>(Desk&)> confirm =
      [&](Desk& desk) -> absl::StatusOr<v1::ConfirmDaySettlementResponse> {
    auto& day = *desk.others.front();
    if (!day.exists()) return NoSettlement(request.day());
    MOTCUA_RETURN_IF_ERROR(Confirm(desk.turn, word, *day.state.mutable_day()));
    day.changed = true;
    v1::ConfirmDaySettlementResponse response;
    *response.mutable_settlement() = WithoutPostings(day.state.day());
    return response;
  };
  co_return co_await ChangeDay(call, request, std::move(confirm));
}

async::Task<absl::StatusOr<v1::ExplainDifferenceResponse>> LedgerService::ExplainDifference(
    const Call& call, const v1::ExplainDifferenceRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request, catalogue_));
  const std::vector<std::string> units = UnitsOf(NameOf(request));
  MOTCUA_CO_RETURN_IF_ERROR(auth::RequireCoversAny(call.caller, units, catalogue_));
  std::function<absl::StatusOr<v1::ExplainDifferenceResponse>(Desk&)> explain =
      [&](Desk& desk) -> absl::StatusOr<v1::ExplainDifferenceResponse> {
    auto& day = *desk.others.front();
    if (!day.exists()) return NoSettlement(request.day());
    MOTCUA_RETURN_IF_ERROR(Explain(request.dossier_code(), request.explanation(), desk.turn.actor,
                                   *day.state.mutable_day()));
    day.changed = true;
    v1::ExplainDifferenceResponse response;
    *response.mutable_settlement() = WithoutPostings(day.state.day());
    return response;
  };
  co_return co_await ChangeDay(call, request, std::move(explain));
}

void LedgerService::set_keeper(keeping::Keeper* keeper) {
  kept_ = keeping::Kept<Record>(keeper, NatureOfKeptSettlements());
}

void Serve(LedgerService& service, runtime::RpcServer& server) {
  runtime::Methods<LedgerService> rpc(server, "motcua.postal.v1.LedgerService", &service);
  rpc.Unary("ListBalances", &LedgerService::ListBalances);
  rpc.Unary("ListPostings", &LedgerService::ListPostings);
  rpc.Unary("RecordPosting", &LedgerService::RecordPosting);
  rpc.Unary("ReversePosting", &LedgerService::ReversePosting);
  rpc.Unary("SettleDay", &LedgerService::SettleDay);
  rpc.Unary("GetDaySettlement", &LedgerService::GetDaySettlement);
  rpc.Unary("ListDaySettlements", &LedgerService::ListDaySettlements);
  rpc.Unary("ConfirmDaySettlement", &LedgerService::ConfirmDaySettlement);
  rpc.Unary("ExplainDifference", &LedgerService::ExplainDifference);
  rpc.Unary("SettleQuarter", &LedgerService::SettleQuarter);
  rpc.Unary("GetQuarterSettlement", &LedgerService::GetQuarterSettlement);
}

}  // namespace motcua::postal
