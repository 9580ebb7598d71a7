// Money: post clerks settle their books each day, the agencies' cashiers say what they received.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "clients/province/agenda.h"
#include "clients/province/calls.h"
#include "common/async/task.h"
#include "common/calendar/calendar.h"
#include "motcua/dossier/v1/ledger.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::province {

// A book: post office and agency unit.
using BookKey = std::pair<std::string, std::string>;
// Amounts in đồng by account.
using Amounts = std::map<dossier::v1::LedgerAccount, int64_t>;

// Added up from the archive's events.
struct MoneyTally {
  int64_t postings = 0;
  int64_t unbalanced = 0;  // postings that do not add up to zero
  int64_t statements = 0;
  int64_t fees_posted = 0;  // by the post, in đồng
  int64_t fees_paid = 0;    // through the post by intake's record, in đồng
  std::map<BookKey, Amounts> books;
};

// What is heard puts errands on the agenda; errands become calls. The agencies know what was paid from
// intake alone and hear from the post which dossiers a statement is about, never an amount.
class Cashiers {
 public:
  // References must outlive this.
  Cashiers(uint64_t seed, const calendar::Calendar& calendar, Agenda& agenda)
      : seed_(seed), calendar_(calendar), agenda_(agenda) {}

  void OnEvent(const event::v1::Event& event);

  // True if the call was answered as wished. `cashier`: name on the certificate of the agency's.
  async::Task<bool> Settle(Calls& calls, Errand errand);
  async::Task<bool> Confirm(Calls& calls, std::string cashier, Errand errand);

  const MoneyTally& tally() const { return tally_; }

 private:
  // The statement of a day.
  struct Statement {
    std::vector<std::string> dossiers;  // one for each fee that was posted, in order
    bool asked = false;                 // the lines are made
    std::vector<dossier::v1::SettlementLine> lines;  // by the agency's record
    int64_t paid_over = 0;
  };
  // Book and day.
  using StatementKey = std::pair<BookKey, std::string>;

  void On(const event::v1::Event& event, const event::v1::MoneyPosted& posted);
  void On(const event::v1::Event& event, const event::v1::BookSettled& settled);
  void On(const event::v1::Event& event, const event::v1::SettlementConfirmed& confirmed);
  void PlanSettlement(const BookKey& book, const std::string& day, absl::Time now);
  void PlanWord(const StatementKey& statement, int turn, absl::Time now);
  const std::vector<dossier::v1::SettlementLine>& LinesOf(Statement& statement);

  uint64_t seed_;
  const calendar::Calendar& calendar_;
  Agenda& agenda_;
  std::map<std::string, std::deque<int64_t>> paid_;         // by dossier, not in a statement yet
  std::map<BookKey, std::vector<std::string>> unsettled_;  // dossiers of fees posted since
  std::map<StatementKey, Statement> statements_;           // not agreed yet
  MoneyTally tally_;
};

}  // namespace motcua::province
