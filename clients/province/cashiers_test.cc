#include "clients/province/cashiers.h"

#include <algorithm>

#include "clients/province/money.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::province {
namespace {

using event::v1::Event;

constexpr char kOffice[] = "BD.866";
constexpr char kUnit[] = "29869";

absl::Time At(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 2, day, hour, minute), LocalZone());
}

class CashiersTest : public testing::Test {
 protected:
  static Event EventOf(absl::Time time, const std::string& code = "D-1") {
    Event event;
    event.set_dossier_code(code);
    event.set_unit_code(kUnit);
    *event.mutable_occur_time() = ToProto(time);
    return event;
  }
  void HearPaid(int64_t amount, absl::Time time) {
    Event event = EventOf(time);
    event.mutable_paid()->set_amount_vnd(amount);
    event.mutable_paid()->set_collector(type::v1::PAYMENT_COLLECTOR_POST_COUNTER);
    cashiers_.OnEvent(event);
  }
  void HearPosted(int64_t amount, absl::Time time, int64_t wrong_by = 0) {
    Event event = EventOf(time);
    auto& posted = *event.mutable_money_posted();
    posted.set_post_office(kOffice);
    posted.set_day(absl::FormatCivilTime(absl::ToCivilDay(time, LocalZone())));
    posted.set_kind(dossier::v1::POSTING_KIND_FEE_AT_COUNTER);
    Add(dossier::v1::LEDGER_ACCOUNT_CASH, amount + wrong_by, *posted.mutable_entries());
    Add(dossier::v1::LEDGER_ACCOUNT_FEE_PAYABLE, -amount, *posted.mutable_entries());
    cashiers_.OnEvent(event);
  }
  void HearSettled(int64_t paid_over, absl::Time time, const std::string& day) {
    Event event = EventOf(time, "");
    auto& settled = *event.mutable_book_settled();
    settled.set_post_office(kOffice);
    settled.set_day(day);
    Add(dossier::v1::LEDGER_ACCOUNT_IN_TRANSIT, paid_over, *settled.mutable_debits());
    cashiers_.OnEvent(event);
  }
  void HearConfirmed(int open_differences, absl::Time time, const std::string& day) {
    Event event = EventOf(time, "");
    auto& confirmed = *event.mutable_settlement_confirmed();
    confirmed.set_post_office(kOffice);
    confirmed.set_day(day);
    confirmed.set_open_differences(open_differences);
    cashiers_.OnEvent(event);
  }
  template <class Entries>
  static void Add(dossier::v1::LedgerAccount account, int64_t amount, Entries& entries) {
    auto& entry = *entries.Add();
    entry.set_account(account);
    entry.set_amount_vnd(amount);
  }
  std::optional<absl::Time> Due(ErrandKind kind, const std::string& day) {
    return agenda_.DueOf({kOffice, kind, Cat(kUnit, "/", day)});
  }

  calendar::Calendar calendar_;
  Agenda agenda_;
  Cashiers cashiers_{1, calendar_, agenda_};
};

TEST_F(CashiersTest, ADayWithFeesIsSettledInTheEvening) {
  HearPosted(50000, At(1, 9));
  EXPECT_EQ(Due(ErrandKind::kSettle, "2023-02-01"), At(1, 17, 30));
  HearSettled(50000, At(1, 17, 30), "2023-02-01");
  EXPECT_FALSE(Due(ErrandKind::kSettle, "2023-02-01").has_value());
}

TEST_F(CashiersTest, TheAgencyAnswersOnTheNextWorkingDayAndPutsRightWhatItOverlooked) {
  HearPosted(50000, At(3, 9));  // Friday
  HearSettled(50000, At(3, 17, 30), "2023-02-03");
  EXPECT_EQ(Due(ErrandKind::kConfirm, "2023-02-03"), At(6, 8));
  HearConfirmed(1, At(6, 8), "2023-02-03");
  EXPECT_EQ(Due(ErrandKind::kConfirm, "2023-02-03"), At(6, 14));
  HearConfirmed(0, At(6, 14), "2023-02-03");
  EXPECT_FALSE(Due(ErrandKind::kConfirm, "2023-02-03").has_value());
}

TEST_F(CashiersTest, AStatementThatBringsTheAgencyNothingIsNotAnswered) {
  HearSettled(0, At(1, 17, 30), "2023-02-01");
  EXPECT_EQ(agenda_.size(), 0u);
}

TEST_F(CashiersTest, AddsUpWhatTheEventsTell) {
  HearPaid(50000, At(1, 9));
  HearPosted(50000, At(1, 9));
  HearPosted(20000, At(1, 10), /*wrong_by=*/1);
  const MoneyTally& tally = cashiers_.tally();
  EXPECT_EQ(tally.postings, 2);
  EXPECT_EQ(tally.unbalanced, 1);
  EXPECT_EQ(tally.fees_paid, 50000);
  EXPECT_EQ(tally.fees_posted, 70000);
  EXPECT_EQ(tally.books.at({kOffice, kUnit}).at(dossier::v1::LEDGER_ACCOUNT_CASH), 70001);
}

TEST(MoneyInvariantsTest, EachFailsByItsOwnFault) {
  using dossier::v1::LEDGER_ACCOUNT_CASH;
  using dossier::v1::LEDGER_ACCOUNT_FEE_PAYABLE;
  MoneyFindings good;
  good.told.books[{kOffice, kUnit}] = {{LEDGER_ACCOUNT_CASH, 5}, {LEDGER_ACCOUNT_FEE_PAYABLE, -5}};
  good.books = good.told.books;
  const auto failing = [](const MoneyFindings& money) {
    const auto all = MoneyInvariants(money);
    return std::ranges::count_if(all, [](const Invariant& one) { return !one.holds; });
  };
  EXPECT_EQ(failing(good), 0);
  MoneyFindings unbalanced = good;
  unbalanced.told.unbalanced = 1;
  EXPECT_EQ(failing(unbalanced), 1);
  MoneyFindings other = good;
  other.books.begin()->second = {{LEDGER_ACCOUNT_CASH, 6}, {LEDGER_ACCOUNT_FEE_PAYABLE, -6}};
  EXPECT_EQ(failing(other), 1);
  MoneyFindings fees = good;
  fees.told.fees_paid = 1;
  EXPECT_EQ(failing(fees), 1);
  MoneyFindings open = good;
  open.open_differences = 1;
  EXPECT_EQ(failing(open), 1);
  EXPECT_THAT(MoneyTable(good), testing::HasSubstr("fee-payable"));
}

}  // namespace
}  // namespace motcua::province
