#include "services/postal/domain/entries.h"

#include <algorithm>

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

struct Rule {
  PostingKind kind;
  LedgerAccount debit;
  LedgerAccount credit;
};

constexpr Rule kRules[] = {
    {POSTING_KIND_FEE_AT_COUNTER, LEDGER_ACCOUNT_CASH, LEDGER_ACCOUNT_FEE_PAYABLE},
    {POSTING_KIND_POSTAGE_AT_COUNTER, LEDGER_ACCOUNT_CASH, LEDGER_ACCOUNT_POSTAGE_REVENUE},
    {POSTING_KIND_HANDED_IN, LEDGER_ACCOUNT_CASH, LEDGER_ACCOUNT_WITH_POSTMEN},
    {POSTING_KIND_REMITTED, LEDGER_ACCOUNT_IN_TRANSIT, LEDGER_ACCOUNT_CASH},
    {POSTING_KIND_RECEIVED, LEDGER_ACCOUNT_FEE_PAYABLE, LEDGER_ACCOUNT_IN_TRANSIT},
    {POSTING_KIND_POSTAGE_BILLED, LEDGER_ACCOUNT_POSTAGE_RECEIVABLE, LEDGER_ACCOUNT_POSTAGE_REVENUE},
    {POSTING_KIND_POSTAGE_PAID, LEDGER_ACCOUNT_CASH, LEDGER_ACCOUNT_POSTAGE_RECEIVABLE},
    {POSTING_KIND_POSTAGE_REFUNDED, LEDGER_ACCOUNT_POSTAGE_REVENUE, LEDGER_ACCOUNT_CASH},
    {POSTING_KIND_COMPENSATION_OWED, LEDGER_ACCOUNT_COMPENSATION_EXPENSE,
     LEDGER_ACCOUNT_COMPENSATION_PAYABLE},
    {POSTING_KIND_COMPENSATION_PAID, LEDGER_ACCOUNT_COMPENSATION_PAYABLE, LEDGER_ACCOUNT_CASH},
    {POSTING_KIND_CASH_SHORT, LEDGER_ACCOUNT_DIFFERENCE, LEDGER_ACCOUNT_CASH},
    {POSTING_KIND_CASH_OVER, LEDGER_ACCOUNT_CASH, LEDGER_ACCOUNT_DIFFERENCE},
};

bool IsBefore(const LedgerEntry& entry, LedgerAccount account) { return entry.account() < account; }

}  // namespace

int64_t AmountOn(const Entries& entries, LedgerAccount account) {
  const auto found = std::ranges::find(entries, account, &LedgerEntry::account);
  return found == entries.end() ? 0 : found->amount_vnd();
}

void AddTo(Entries& entries, LedgerAccount account, int64_t amount_vnd) {
  if (amount_vnd == 0) return;
  const auto found = std::lower_bound(entries.begin(), entries.end(), account, &IsBefore);
  if (found == entries.end() || found->account() != account) {
    const int position = static_cast<int>(found - entries.begin());
    LedgerEntry& added = *entries.Add();
    added.set_account(account);
    added.set_amount_vnd(amount_vnd);
    std::rotate(entries.pointer_begin() + position, entries.pointer_end() - 1,
                entries.pointer_end());
    return;
  }
  found->set_amount_vnd(found->amount_vnd() + amount_vnd);
  if (found->amount_vnd() == 0) entries.erase(found);
}

void AddTo(Entries& entries, const Entries& others) {
  for (const LedgerEntry& entry : others) AddTo(entries, entry.account(), entry.amount_vnd());
}

int64_t SumOf(const Entries& entries) {
  int64_t sum = 0;
  for (const LedgerEntry& entry : entries) sum += entry.amount_vnd();
  return sum;
}

Entries Negated(const Entries& entries) {
  Entries negated = entries;
  for (LedgerEntry& entry : negated) entry.set_amount_vnd(-entry.amount_vnd());
  return negated;
}

Entries EntriesOf(PostingKind kind, int64_t amount_vnd) {
  Entries entries;
  const Rule* rule = std::ranges::find(kRules, kind, &Rule::kind);
  if (rule == std::end(kRules)) return entries;
  AddTo(entries, rule->debit, amount_vnd);
  AddTo(entries, rule->credit, -amount_vnd);
  return entries;
}

Entries CollectionEntries(int64_t fee_vnd, int64_t postage_vnd) {
  Entries entries;
  AddTo(entries, LEDGER_ACCOUNT_WITH_POSTMEN, fee_vnd + postage_vnd);
  AddTo(entries, LEDGER_ACCOUNT_FEE_PAYABLE, -fee_vnd);
  AddTo(entries, LEDGER_ACCOUNT_POSTAGE_REVENUE, -postage_vnd);
  return entries;
}

}  // namespace motcua::postal
