#include "services/postal/domain/book.h"

#include <random>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "services/postal/domain/settlement.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;

absl::Time At(int day, int hour = 9) {
  return absl::FromCivil(absl::CivilHour(2023, 2, day, hour), LocalZone());
}

class BookTest : public testing::Test {
 protected:
  BookTurn TurnAt(absl::Time now) { return {book_, events_, "clerk", now}; }

  event::v1::Event Paid(int64_t amount, absl::Time when, const std::string& code = "D-1") {
    event::v1::Event event;
    event.set_dossier_code(code);
    *event.mutable_occur_time() = ToProto(when);
    event.mutable_paid()->set_amount_vnd(amount);
    return event;
  }
  event::v1::Event Collected(int64_t fee, int64_t postage, absl::Time when,
                             const std::string& code = "D-1") {
    event::v1::Event event;
    event.set_dossier_code(code);
    *event.mutable_occur_time() = ToProto(when);
    event.mutable_money_collected()->set_consignment_id("EQ" + code);
    event.mutable_money_collected()->set_fee_vnd(fee);
    event.mutable_money_collected()->set_postage_vnd(postage);
    return event;
  }
  void PostAt(const event::v1::Event& event, absl::Time now) {
    BookTurn turn = TurnAt(now);
    event.has_paid() ? PostPaid(turn, event) : PostCollected(turn, event);
  }
  int64_t On(LedgerAccount account) const { return AmountOn(book_.balances(), account); }

  LedgerBook book_ = NewBook("BD.866", "29869", At(1));
  std::vector<event::v1::Event> events_;
};

TEST_F(BookTest, AFeeAtTheCounterIsOwedToTheAgency) {
  PostAt(Paid(50000, At(1)), At(1));
  EXPECT_EQ(On(LEDGER_ACCOUNT_CASH), 50000);
  EXPECT_EQ(On(LEDGER_ACCOUNT_FEE_PAYABLE), -50000);
  ASSERT_EQ(book_.postings_size(), 1);
  EXPECT_EQ(book_.postings(0).day(), "2023-02-01");
  EXPECT_EQ(book_.postings(0).dossier_code(), "D-1");
  ASSERT_EQ(events_.size(), 1u);
  EXPECT_EQ(SumOf(events_[0].money_posted().entries()), 0);
  EXPECT_EQ(events_[0].unit_code(), "29869");
}

TEST_F(BookTest, ThePostmanHasFeeAndPostageTogether) {  // QĐ 45/2016 Đ.11, Đ.12(3)
  PostAt(Collected(50000, 30000, At(1)), At(1));
  EXPECT_EQ(On(LEDGER_ACCOUNT_WITH_POSTMEN), 80000);
  EXPECT_EQ(On(LEDGER_ACCOUNT_FEE_PAYABLE), -50000);
  EXPECT_EQ(On(LEDGER_ACCOUNT_POSTAGE_REVENUE), -30000);
}

TEST_F(BookTest, BetweenUnitsTheAgencyIsBilled) {
  event::v1::Event event = Collected(0, 30000, At(1));
  event.mutable_money_collected()->set_billed(true);
  PostAt(event, At(1));
  EXPECT_EQ(On(LEDGER_ACCOUNT_POSTAGE_RECEIVABLE), 30000);
  EXPECT_EQ(On(LEDGER_ACCOUNT_POSTAGE_REVENUE), -30000);
}

TEST_F(BookTest, WhatWasNotCollectedAfterAllIsPostedTheOtherWayRound) {
  event::v1::Event event = Collected(50000, 30000, At(1));
  PostAt(event, At(1));
  event.mutable_money_collected()->set_undone(true);
  PostAt(event, At(2));
  EXPECT_TRUE(book_.balances().empty());
  ASSERT_EQ(book_.postings_size(), 2) << "nothing is removed";
  EXPECT_EQ(book_.postings(1).reverses(), 1);
  EXPECT_EQ(book_.postings(1).kind(), POSTING_KIND_REVERSAL);
}

TEST_F(BookTest, ACompensationIsOwedThenPaidOrTakenBackWhenTheParcelTurnsUp) {  // QĐ 45/2016 Đ.14
  event::v1::Event event = Paid(0, At(1));
  event.mutable_claim_moved()->set_reissue_cost_vnd(20000);
  event.mutable_claim_moved()->set_compensation_vnd(80000);
  const auto move = [&](ClaimState state, int rung = 0) {
    event.mutable_claim_moved()->set_state(state);
    event.mutable_claim_moved()->set_escalation_level(rung);
    BookTurn turn = TurnAt(At(1));
    PostClaim(turn, event);
  };
  move(CLAIM_STATE_FILED);
  move(CLAIM_STATE_REJECTED);
  EXPECT_TRUE(book_.postings().empty());
  move(CLAIM_STATE_ACCEPTED);
  move(CLAIM_STATE_ACCEPTED, 1);
  EXPECT_EQ(On(LEDGER_ACCOUNT_COMPENSATION_PAYABLE), -100000) << "an escalation owes nothing more";
  move(CLAIM_STATE_FOUND);
  EXPECT_TRUE(book_.balances().empty());
  move(CLAIM_STATE_ACCEPTED);
  move(CLAIM_STATE_PAID);
  EXPECT_EQ(On(LEDGER_ACCOUNT_COMPENSATION_EXPENSE), 100000);
  EXPECT_EQ(On(LEDGER_ACCOUNT_CASH), -100000);
}

TEST_F(BookTest, APostingIsTakenBackOnce) {
  PostAt(Paid(50000, At(1)), At(1));
  BookTurn turn = TurnAt(At(2));
  const Posting original = book_.postings(0);
  const auto reversal = Reverse(turn, original, "Thu nhầm");
  ASSERT_THAT(reversal, IsOk());
  EXPECT_EQ(reversal->number(), 2);
  EXPECT_TRUE(book_.balances().empty());
  EXPECT_THAT(Reverse(turn, original, "again"),
              StatusIs(absl::StatusCode::kFailedPrecondition, kPostingReversed));
  EXPECT_THAT(Reverse(turn, *reversal, "back"),
              StatusIs(absl::StatusCode::kFailedPrecondition, kPostingReversed));
  EXPECT_EQ(book_.postings_size(), 2);
}

TEST_F(BookTest, WhatASettlementPostedIsNotTakenBack) {
  PostAt(Paid(50000, At(1)), At(1));
  BookTurn turn = TurnAt(At(1, 17));
  const auto day = SettleDay(turn, "2023-02-01", std::nullopt);
  ASSERT_TRUE(day.has_value());
  const Posting remitted = day->postings(1);
  EXPECT_EQ(remitted.kind(), POSTING_KIND_REMITTED);
  EXPECT_THAT(Reverse(turn, remitted, "no"),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

TEST_F(BookTest, WhatComesAfterTheSettlementIsBookedOnTheNextDay) {
  PostAt(Paid(50000, At(1)), At(1));
  BookTurn turn = TurnAt(At(1, 17));
  SettleDay(turn, "2023-02-01", std::nullopt);
  PostAt(Paid(20000, At(1, 18)), At(1, 18));
  PostAt(Paid(10000, At(3)), At(3));
  EXPECT_EQ(book_.postings(0).day(), "2023-02-02");
  EXPECT_EQ(book_.postings(1).day(), "2023-02-03");
}

TEST_F(BookTest, AccountsStandInOrderOnce) {
  Entries entries;
  AddTo(entries, LEDGER_ACCOUNT_DIFFERENCE, 5);
  AddTo(entries, LEDGER_ACCOUNT_CASH, 1);
  AddTo(entries, LEDGER_ACCOUNT_FEE_PAYABLE, -6);
  AddTo(entries, LEDGER_ACCOUNT_CASH, 2);
  std::vector<int> accounts;
  for (const LedgerEntry& entry : entries) accounts.push_back(entry.account());
  EXPECT_THAT(accounts, ElementsAre(LEDGER_ACCOUNT_CASH, LEDGER_ACCOUNT_FEE_PAYABLE,
                                    LEDGER_ACCOUNT_DIFFERENCE));
  EXPECT_EQ(AmountOn(entries, LEDGER_ACCOUNT_CASH), 3);
  AddTo(entries, LEDGER_ACCOUNT_CASH, -3);
  EXPECT_EQ(entries.size(), 2);
}

// Whatever happens to a book, every posting and the whole add up to zero, numbers have no gap, and
// the balances are the sum of all postings there ever were.
class AnyHistory : public BookTest, public testing::WithParamInterface<int> {
 protected:
  void Do(std::mt19937& random, absl::Time now) {
    const auto amount = [&] { return std::uniform_int_distribution<int64_t>(1, 500000)(random); };
    const std::string code = "D-" + std::to_string(random() % 7);
    BookTurn turn = TurnAt(now);
    switch (random() % 7) {
      case 0:
        return PostAt(Paid(amount(), now, code), now);
      case 1:
        return PostAt(Collected(amount(), amount(), now, code), now);
      case 2: {
        event::v1::Event undone = Collected(amount(), amount(), now, code);
        undone.mutable_money_collected()->set_undone(true);
        return PostAt(undone, now);
      }
      case 3: {
        if (book_.postings().empty()) return;
        const Posting any = book_.postings(random() % book_.postings_size());
        Reverse(turn, any, "thử").status().IgnoreError();
        return;
      }
      case 4: {
        if (DayOf(now) <= book_.settled_day()) return;
        std::optional<int64_t> counted;
        if (random() % 2) counted = amount();
        auto day = SettleDay(turn, DayOf(now), counted);
        if (day.has_value()) days_.push_back(*std::move(day));
        return;
      }
      case 5: {
        if (days_.empty()) return;
        AgencyWord word{.received_vnd = amount(), .lines = {}};
        ASSERT_THAT(Confirm(turn, word, days_[random() % days_.size()]), IsOk());
        return;
      }
      default: {
        PostingWish wish;
        wish.kind = POSTING_KIND_COMPENSATION_OWED;
        wish.entries = EntriesOf(wish.kind, amount());
        wish.occur_time = now;
        Post(turn, std::move(wish));
      }
    }
  }

  std::vector<DaySettlement> days_;
};

TEST_P(AnyHistory, AddsUpToZero) {
  std::mt19937 random(GetParam());
  absl::Time now = At(1);
  for (int i = 0; i < 200; ++i) {
    Do(random, now);
    now += absl::Minutes(random() % 600);
    ASSERT_EQ(SumOf(book_.balances()), 0) << "step " << i;
  }
  Entries sum;
  int64_t number = 0;
  for (const event::v1::Event& event : events_) {
    if (!event.has_money_posted()) continue;
    const event::v1::MoneyPosted& posted = event.money_posted();
    ASSERT_EQ(posted.number(), ++number);
    ASSERT_GE(posted.entries_size(), 2);
    ASSERT_EQ(SumOf(posted.entries()), 0);
    AddTo(sum, posted.entries());
  }
  EXPECT_GT(number, 50);
  EXPECT_EQ(number, book_.last_number());
  EXPECT_EQ(sum.size(), book_.balances_size());
  for (const LedgerEntry& entry : sum) EXPECT_EQ(entry.amount_vnd(), On(entry.account()));
  for (size_t i = 1; i < days_.size(); ++i) {
    Entries change = days_[i].opening();
    AddTo(change, Negated(days_[i - 1].closing()));
    EXPECT_TRUE(change.empty()) << "a day opens as the day before closed: " << days_[i].day();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyHistory, testing::Range(1, 21));

}  // namespace
}  // namespace motcua::postal
