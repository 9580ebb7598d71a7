#include "services/postal/domain/settlement.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/domain/book_settled.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

using AmountByDossier = std::map<std::string, int64_t>;

void PostSum(BookTurn& turn, const std::string& day, PostingKind kind, int64_t amount_vnd) {
  PostingWish wish;
  wish.kind = kind;
  wish.entries = EntriesOf(kind, amount_vnd);
  wish.occur_time = turn.now;
  if (!wish.entries.empty()) PostOn(turn, day, std::move(wish));
}

// Where the accounts stand at the end of the day.
Entries BalancesOn(const LedgerBook& book, const std::string& day) {
  Entries balances = book.settled_balances();
  for (const Posting& posting : book.postings()) {
    if (posting.day() <= day) AddTo(balances, posting.entries());
  }
  return balances;
}

void HandIn(BookTurn& turn, const std::string& day) {
  const Entries balances = BalancesOn(turn.book, day);
  PostSum(turn, day, POSTING_KIND_HANDED_IN, AmountOn(balances, LEDGER_ACCOUNT_WITH_POSTMEN));
}

void BookCount(BookTurn& turn, const std::string& day, int64_t counted_vnd) {
  const int64_t booked = AmountOn(BalancesOn(turn.book, day), LEDGER_ACCOUNT_CASH);
  if (counted_vnd < booked) PostSum(turn, day, POSTING_KIND_CASH_SHORT, booked - counted_vnd);
  if (counted_vnd > booked) PostSum(turn, day, POSTING_KIND_CASH_OVER, counted_vnd - booked);
}

// Pays over what the post owes the agency and has not sent yet. What it sent too much (a payment
// was taken back) is made up for by the fees to come.
int64_t Remit(BookTurn& turn, const std::string& day) {
  const Entries balances = BalancesOn(turn.book, day);
  const int64_t owed = -AmountOn(balances, LEDGER_ACCOUNT_FEE_PAYABLE) -
                       AmountOn(balances, LEDGER_ACCOUNT_IN_TRANSIT);
  const int64_t paid_over = std::max<int64_t>(owed, 0);
  PostSum(turn, day, POSTING_KIND_REMITTED, paid_over);
  return paid_over;
}

// Takes the postings up to the day out of the book.
google::protobuf::RepeatedPtrField<Posting> TakePostings(LedgerBook& book, const std::string& day) {
  google::protobuf::RepeatedPtrField<Posting> taken, left;
  for (Posting& posting : *book.mutable_postings()) {
    *(posting.day() <= day ? taken : left).Add() = std::move(posting);
  }
  *book.mutable_postings() = std::move(left);
  return taken;
}

bool BringsFee(PostingKind kind) {
  return kind == POSTING_KIND_FEE_AT_COUNTER || kind == POSTING_KIND_COLLECTED_BY_POSTMAN ||
         kind == POSTING_KIND_REVERSAL;
}

void AddUp(DaySettlement& statement) {
  AmountByDossier fees;
  for (const Posting& posting : statement.postings()) {
    for (const LedgerEntry& entry : posting.entries()) {
      Entries& side =
          entry.amount_vnd() > 0 ? *statement.mutable_debits() : *statement.mutable_credits();
      AddTo(side, entry.account(), entry.amount_vnd());
    }
    if (!BringsFee(posting.kind())) continue;
    fees[posting.dossier_code()] -= AmountOn(posting.entries(), LEDGER_ACCOUNT_FEE_PAYABLE);
  }
  for (const auto& [code, amount] : fees) {
    if (amount == 0) continue;
    SettlementLine& line = *statement.add_lines();
    line.set_dossier_code(code);
    line.set_amount_vnd(amount);
  }
}

SettlementDifference Difference(std::string dossier_code, DifferenceKind kind, int64_t post_vnd,
                                int64_t agency_vnd) {
  SettlementDifference difference;
  difference.set_dossier_code(std::move(dossier_code));
  difference.set_kind(kind);
  difference.set_post_vnd(post_vnd);
  difference.set_agency_vnd(agency_vnd);
  return difference;
}

DifferenceKind KindOf(int64_t post_vnd, int64_t agency_vnd) {
  if (agency_vnd == 0) return DIFFERENCE_KIND_MISSING_AT_AGENCY;
  return post_vnd == 0 ? DIFFERENCE_KIND_MISSING_AT_POST : DIFFERENCE_KIND_AMOUNT;
}

// What the two say differently, in order of dossiers, the sum last.
std::vector<SettlementDifference> Compare(const DaySettlement& day, const AgencyWord& word) {
  std::map<std::string, std::pair<int64_t, int64_t>> sides;
  for (const SettlementLine& line : day.lines())
    sides[line.dossier_code()].first += line.amount_vnd();
  for (const SettlementLine& line : word.lines)
    sides[line.dossier_code()].second += line.amount_vnd();
  std::vector<SettlementDifference> found;
  for (const auto& [code, amounts] : sides) {
    const auto [post, agency] = amounts;
    if (post != agency) found.push_back(Difference(code, KindOf(post, agency), post, agency));
  }
  if (day.remitted_vnd() == word.received_vnd) return found;
  found.push_back(Difference("", DIFFERENCE_KIND_SUM, day.remitted_vnd(), word.received_vnd));
  return found;
}

// Explanations of differences that are still the same.
void KeepExplanations(const DaySettlement& day, std::vector<SettlementDifference>& found) {
  for (SettlementDifference& difference : found) {
    for (const SettlementDifference& old : day.differences()) {
      if (old.dossier_code() != difference.dossier_code() ||
          old.post_vnd() != difference.post_vnd() || old.agency_vnd() != difference.agency_vnd()) {
        continue;
      }
      difference = old;
    }
  }
}

void TellConfirmed(BookTurn& turn, const DaySettlement& day) {
  event::v1::Event event;
  event.set_actor(turn.actor);
  event.set_unit_code(day.agency_unit());
  *event.mutable_occur_time() = ToProto(turn.now);
  event::v1::SettlementConfirmed& confirmed = *event.mutable_settlement_confirmed();
  confirmed.set_post_office(day.post_office());
  confirmed.set_day(day.day());
  confirmed.set_remitted_vnd(day.remitted_vnd());
  confirmed.set_received_vnd(day.received_vnd());
  confirmed.set_open_differences(OpenDifferences(day));
  turn.events.push_back(std::move(event));
}

}  // namespace

std::optional<DaySettlement> SettleDay(BookTurn& turn, const std::string& day,
                                       std::optional<int64_t> counted_cash_vnd) {
  LedgerBook& book = turn.book;
  DaySettlement statement;
  *statement.mutable_opening() = book.settled_balances();
  HandIn(turn, day);
  if (counted_cash_vnd.has_value()) BookCount(turn, day, *counted_cash_vnd);
  statement.set_remitted_vnd(Remit(turn, day));
  *statement.mutable_closing() = BalancesOn(book, day);
  *statement.mutable_postings() = TakePostings(book, day);
  if (statement.postings().empty()) return std::nullopt;
  book.set_settled_day(day);
  *book.mutable_settled_balances() = statement.closing();
  statement.set_post_office(book.post_office());
  statement.set_agency_unit(book.agency_unit());
  statement.set_day(day);
  *statement.mutable_settle_time() = ToProto(turn.now);
  statement.set_settled_by(turn.actor);
  AddUp(statement);
  turn.events.push_back(BookSettledEvent(turn, statement, day, 0));
  return statement;
}

absl::Status RequireNotClosed(const DaySettlement& day) {
  if (!day.in_quarter()) return absl::OkStatus();
  return FailedPrecondition(kSettlementClosed, "the quarter of this day is settled")
      .With("day", day.day());
}

absl::Status Confirm(BookTurn& turn, const AgencyWord& word, DaySettlement& day) {
  MOTCUA_RETURN_IF_ERROR(RequireNotClosed(day));
  const int64_t news = word.received_vnd - day.received_vnd();
  if (news != 0) {
    PostingWish wish;
    wish.kind = POSTING_KIND_RECEIVED;
    wish.entries = EntriesOf(wish.kind, news);
    wish.note = Cat("bảng kê ngày ", day.day());
    wish.occur_time = turn.now;
    Post(turn, std::move(wish));
  }
  std::vector<SettlementDifference> found = Compare(day, word);
  KeepExplanations(day, found);
  *day.mutable_differences() = {found.begin(), found.end()};
  day.set_received_vnd(word.received_vnd);
  *day.mutable_confirm_time() = ToProto(turn.now);
  day.set_confirmed_by(turn.actor);
  TellConfirmed(turn, day);
  return absl::OkStatus();
}

absl::Status Explain(const std::string& dossier_code, const std::string& explanation,
                     const std::string& actor, DaySettlement& day) {
  MOTCUA_RETURN_IF_ERROR(RequireNotClosed(day));
  auto& differences = *day.mutable_differences();
  const auto found =
      std::ranges::find(differences, dossier_code, &SettlementDifference::dossier_code);
  if (found == differences.end()) {
    return NotFound(kDifferenceNotFound, "no difference of this dossier on this day")
        .With("dossierCode", dossier_code);
  }
  found->set_explanation(explanation);
  found->set_explained_by(actor);
  return absl::OkStatus();
}

int OpenDifferences(const DaySettlement& day) {
  return static_cast<int>(std::ranges::count_if(
      day.differences(), [](const auto& difference) { return difference.explanation().empty(); }));
}

bool IsOpen(const DaySettlement& day) {
  const bool concerns_agency = day.remitted_vnd() > 0 || !day.lines().empty();
  return (concerns_agency && !day.has_confirm_time()) || OpenDifferences(day) > 0;
}

}  // namespace motcua::postal
