#include "clients/province/money.h"

#include <algorithm>
#include <set>
#include <utility>

#include "clients/cli/output/table.h"
#include "clients/cli/output/words.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "motcua/postal/v1/ledger_service.pb.h"

namespace motcua::province {
namespace {

using postal::v1::ListBalancesRequest;
using postal::v1::ListBalancesResponse;
using postal::v1::ListDaySettlementsRequest;
using postal::v1::ListDaySettlementsResponse;

constexpr int kPage = 500;
constexpr char kService[] = "/motcua.postal.v1.LedgerService/";

// All pages of a list, one after the other.
template <class Response, class Request>
async::Task<absl::StatusOr<Response>> AskAll(Wire& wire, std::string method, Request request) {
  Response all;
  request.set_page_size(kPage);
  do {
    std::string service = "postal", path = Cat(kService, method);
    auto page = co_await wire.Call<Response>(kOperator, std::move(service), std::move(path), request);
    if (!page.ok()) co_return page.status();
    request.set_page_token(page->next_page_token());
    all.MergeFrom(*page);
  } while (!request.page_token().empty());
  co_return all;
}

std::set<std::string> OfficesOf(const MoneyTally& told) {
  std::set<std::string> offices;
  for (const auto& [book, amounts] : told.books) offices.insert(book.first);
  return offices;
}

Amounts AmountsOf(const postal::v1::BookBalances& book) {
  Amounts amounts;
  for (const auto& entry : book.balances()) amounts[entry.account()] = entry.amount_vnd();
  return amounts;
}

int64_t SumOf(const Amounts& amounts) {
  int64_t sum = 0;
  for (const auto& [account, amount] : amounts) sum += amount;
  return sum;
}

Amounts WithoutZeros(Amounts amounts) {
  std::erase_if(amounts, [](const auto& one) { return one.second == 0; });
  return amounts;
}

Invariant AddsUpToZero(const MoneyFindings& money) {
  const auto wrong = std::ranges::count_if(
      money.books, [](const auto& book) { return SumOf(book.second) != 0; });
  return {"every posting and every book adds up to zero", wrong == 0 && money.told.unbalanced == 0,
          Cat(money.told.postings, " postings, ", money.books.size(), " books, ",
              money.told.unbalanced + wrong, " wrong")};
}

Invariant BooksAreTheirPostings(const MoneyFindings& money) {
  int wrong = 0;
  for (const auto& [book, amounts] : money.told.books) {
    const auto found = money.books.find(book);
    wrong += found == money.books.end() || found->second != WithoutZeros(amounts);
  }
  return {"the books are the sum of the archive's postings", wrong == 0,
          Cat(money.told.books.size(), " and ", money.books.size(), " books, ", wrong, " differ")};
}

Invariant FeesAreTheSame(const MoneyFindings& money) {
  return {"fees paid through the post are fees the post owes",
          money.told.fees_paid == money.told.fees_posted,
          Cat(cli::Money(money.told.fees_paid), " and ", cli::Money(money.told.fees_posted))};
}

Invariant SidesAgree(const MoneyFindings& money) {
  return {"post and agencies agree on every statement", money.open_differences == 0,
          Cat(money.told.statements, " statements, ", money.open_differences,
              " open differences, ", money.unconfirmed, " not answered yet")};
}

}  // namespace

async::Task<absl::StatusOr<MoneyFindings>> AskMoney(Wire& wire, MoneyTally told) {
  MoneyFindings money;
  for (const std::string& office : OfficesOf(told)) {
    ListBalancesRequest request;
    request.set_post_office(office);
    std::string method = "ListBalances";
    auto list =
        co_await AskAll<ListBalancesResponse>(wire, std::move(method), std::move(request));
    if (!list.ok()) co_return list.status();
    for (const auto& book : list->books()) {
      money.books[{book.post_office(), book.agency_unit()}] = AmountsOf(book);
    }
  }
  ListDaySettlementsRequest request;
  request.set_open_only(true);
  std::string method = "ListDaySettlements";
  auto open =
      co_await AskAll<ListDaySettlementsResponse>(wire, std::move(method), std::move(request));
  if (!open.ok()) co_return open.status();
  for (const auto& day : open->settlements()) {
    if (!day.has_confirm_time()) ++money.unconfirmed;
    for (const auto& difference : day.differences()) {
      if (difference.explanation().empty()) ++money.open_differences;
    }
  }
  money.told = std::move(told);
  co_return money;
}

std::vector<Invariant> MoneyInvariants(const MoneyFindings& money) {
  return {AddsUpToZero(money), BooksAreTheirPostings(money), FeesAreTheSame(money),
          SidesAgree(money)};
}

std::string MoneyTable(const MoneyFindings& money) {
  Amounts all;
  for (const auto& [book, amounts] : money.books) {
    for (const auto& [account, amount] : amounts) all[account] += amount;
  }
  cli::Table table({{"Account of the post's books"}, {"Balance", cli::Align::kRight}});
  for (const auto& [account, amount] : all) table.Add({cli::Word(account), cli::Money(amount)});
  table.Add({"All", cli::Money(SumOf(all))});
  return table.Render(0);
}

}  // namespace motcua::province
