#include "clients/province/cashiers.h"

#include <algorithm>

#include "clients/province/draw.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/catalogue/unit_index.h"
#include "motcua/postal/v1/ledger_service.pb.h"

namespace motcua::province {
namespace {

using dossier::v1::LedgerEntry;
using event::v1::Event;

// When a post office settles its day, and a cashier goes through the statement of the day before.
constexpr absl::Duration kSettled = absl::Minutes(17 * 60 + 30);
constexpr absl::Duration kOpened = absl::Hours(8);
// When a cashier who overlooked something puts it right.
constexpr absl::Duration kCorrected = absl::Hours(14);
// Cashiers that overlook a line the first time.
constexpr double kOverlooked = 0.02;

int64_t AmountOn(const google::protobuf::RepeatedPtrField<LedgerEntry>& entries,
                 dossier::v1::LedgerAccount account) {
  int64_t amount = 0;
  for (const LedgerEntry& entry : entries) {
    if (entry.account() == account) amount += entry.amount_vnd();
  }
  return amount;
}

// Whether a clerk or a postman took money, or gave it back.
bool BringsCash(dossier::v1::PostingKind kind) {
  return kind == dossier::v1::POSTING_KIND_FEE_AT_COUNTER ||
         kind == dossier::v1::POSTING_KIND_COLLECTED_BY_POSTMAN ||
         kind == dossier::v1::POSTING_KIND_REVERSAL;
}

// Whether the money went through the post's hands.
bool IsThroughPost(const event::v1::Paid& paid) {
  return paid.collector() == type::v1::PAYMENT_COLLECTOR_POST_COUNTER ||
         paid.collector() == type::v1::PAYMENT_COLLECTOR_POSTMAN;
}

absl::Time At(const std::string& day, absl::Duration time) {
  absl::CivilDay parsed;
  catalogue::ParseDay(day, &parsed);
  return absl::FromCivil(parsed, LocalZone()) + time;
}

ErrandKey KeyOf(ErrandKind kind, const BookKey& book, const std::string& day) {
  return {book.first, kind, Cat(book.second, "/", day)};
}

Errand ErrandOf(ErrandKind kind, const BookKey& book, const std::string& day) {
  Errand errand;
  errand.key = KeyOf(kind, book, day);
  errand.unit = book.second;
  errand.items = {day};
  return errand;
}

// The same for the same book, day and turn, whenever it is played.
std::string IdOf(std::string_view verb, const Errand& errand) {
  return Cat(verb, "-", errand.key.subject, "-", errand.unit, "-", errand.items.front(), "-",
             errand.turn);
}

}  // namespace

void Cashiers::OnEvent(const Event& event) {
  if (event.has_paid() && IsThroughPost(event.paid()) && event.paid().amount_vnd() != 0) {
    tally_.fees_paid += event.paid().amount_vnd();
    paid_[event.dossier_code()].push_back(event.paid().amount_vnd());
  } else if (event.has_money_posted()) {
    On(event, event.money_posted());
  } else if (event.has_book_settled()) {
    On(event, event.book_settled());
  } else if (event.has_settlement_confirmed()) {
    On(event, event.settlement_confirmed());
  }
}

void Cashiers::On(const Event& event, const event::v1::MoneyPosted& posted) {
  const BookKey book(posted.post_office(), event.unit_code());
  ++tally_.postings;
  int64_t sum = 0;
  for (const LedgerEntry& entry : posted.entries()) {
    sum += entry.amount_vnd();
    tally_.books[book][entry.account()] += entry.amount_vnd();
  }
  if (sum != 0) ++tally_.unbalanced;
  if (!BringsCash(posted.kind())) return;
  PlanSettlement(book, posted.day(), FromProto(event.occur_time()));
  const int64_t fee = -AmountOn(posted.entries(), dossier::v1::LEDGER_ACCOUNT_FEE_PAYABLE);
  if (fee == 0) return;
  tally_.fees_posted += fee;
  unsettled_[book].push_back(event.dossier_code());
}

void Cashiers::PlanSettlement(const BookKey& book, const std::string& day, absl::Time now) {
  const absl::Time due = std::max(At(day, kSettled), now);
  agenda_.Set(due, ErrandOf(ErrandKind::kSettle, book, day));
}

void Cashiers::On(const Event& event, const event::v1::BookSettled& settled) {
  if (settled.quarter() != 0) return;
  const BookKey book(settled.post_office(), event.unit_code());
  ++tally_.statements;
  agenda_.Cancel(KeyOf(ErrandKind::kSettle, book, settled.day()));
  Statement statement;
  statement.dossiers = std::exchange(unsettled_[book], {});
  statement.paid_over = AmountOn(settled.debits(), dossier::v1::LEDGER_ACCOUNT_IN_TRANSIT);
  if (statement.dossiers.empty() && statement.paid_over == 0) return;
  const StatementKey key(book, settled.day());
  statements_[key] = std::move(statement);
  PlanWord(key, 0, FromProto(event.occur_time()));
}

// The first word on the next morning, a better one on the same afternoon.
void Cashiers::PlanWord(const StatementKey& statement, int turn, absl::Time now) {
  const auto& [book, day] = statement;
  Errand errand = ErrandOf(ErrandKind::kConfirm, book, day);
  errand.turn = turn;
  absl::CivilDay when = absl::ToCivilDay(now, LocalZone());
  if (turn > 0) {
    return agenda_.Set(std::max(absl::FromCivil(when, LocalZone()) + kCorrected, now),
                       std::move(errand));
  }
  do {
    ++when;
  } while (!calendar_.IsWorkingDay(when));
  agenda_.Set(absl::FromCivil(when, LocalZone()) + kOpened, std::move(errand));
}

void Cashiers::On(const Event& event, const event::v1::SettlementConfirmed& confirmed) {
  const StatementKey key({confirmed.post_office(), event.unit_code()}, confirmed.day());
  agenda_.Cancel(KeyOf(ErrandKind::kConfirm, key.first, key.second));
  const auto found = statements_.find(key);
  if (found == statements_.end()) return;
  LinesOf(found->second);
  if (confirmed.open_differences() == 0) {
    statements_.erase(found);
  } else {
    PlanWord(key, 1, FromProto(event.occur_time()));
  }
}

// Each dossier of the statement with what was paid for it by intake's record, one payment for each fee
// that was posted.
const std::vector<dossier::v1::SettlementLine>& Cashiers::LinesOf(Statement& statement) {
  if (std::exchange(statement.asked, true)) return statement.lines;
  std::map<std::string, int64_t> amounts;
  for (const std::string& code : statement.dossiers) {
    std::deque<int64_t>& paid = paid_[code];
    if (paid.empty()) continue;
    amounts[code] += paid.front();
    paid.pop_front();
    if (paid.empty()) paid_.erase(code);
  }
  for (const auto& [code, amount] : amounts) {
    if (amount == 0) continue;
    dossier::v1::SettlementLine& line = statement.lines.emplace_back();
    line.set_dossier_code(code);
    line.set_amount_vnd(amount);
  }
  return statement.lines;
}

async::Task<bool> Cashiers::Settle(Calls& calls, Errand errand) {
  postal::v1::SettleDayRequest request;
  request.set_request_id(IdOf("settle", errand));
  request.set_post_office(errand.key.subject);
  request.set_agency_unit(errand.unit);
  request.set_day(errand.items.front());
  const auto answer = co_await calls.Call<postal::v1::SettleDayResponse>(
      kPostClerk, "motcua.postal.v1.LedgerService/SettleDay", std::move(request));
  co_return answer.ok();
}

async::Task<bool> Cashiers::Confirm(Calls& calls, std::string cashier, Errand errand) {
  const std::string& day = errand.items.front();
  const auto found = statements_.find({{errand.key.subject, errand.unit}, day});
  if (found == statements_.end()) co_return true;
  std::vector<dossier::v1::SettlementLine> lines = LinesOf(found->second);
  Draw draw(seed_, errand.key.detail, "cashier", errand.turn);
  const bool overlooks = errand.turn == 0 && !lines.empty() && draw.Chance(kOverlooked);
  if (overlooks) lines.pop_back();
  postal::v1::ConfirmDaySettlementRequest request;
  request.set_request_id(IdOf("confirm", errand));
  request.set_post_office(errand.key.subject);
  request.set_agency_unit(errand.unit);
  request.set_day(day);
  request.set_received_vnd(found->second.paid_over);
  *request.mutable_lines() = {lines.begin(), lines.end()};
  const auto answer = co_await calls.Call<postal::v1::ConfirmDaySettlementResponse>(
      std::move(cashier), "motcua.postal.v1.LedgerService/ConfirmDaySettlement",
      std::move(request));
  co_return answer.ok();
}

}  // namespace motcua::province
