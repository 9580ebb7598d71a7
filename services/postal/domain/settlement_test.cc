#include "services/postal/domain/settlement.h"

#include "common/base/clock.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

absl::Time At(int day, int hour = 9) {
  return absl::FromCivil(absl::CivilHour(2023, 2, day, hour), LocalZone());
}

SettlementLine Line(std::string code, int64_t amount) {
  SettlementLine line;
  line.set_dossier_code(std::move(code));
  line.set_amount_vnd(amount);
  return line;
}

class SettlementTest : public testing::Test {
 protected:
  BookTurn TurnAt(absl::Time now) { return {book_, events_, "clerk", now}; }

  void PostFee(PostingKind kind, Entries entries, const std::string& code, absl::Time when) {
    BookTurn turn = TurnAt(when);
    PostingWish wish;
    wish.kind = kind;
    wish.entries = std::move(entries);
    wish.dossier_code = code;
    wish.occur_time = when;
    Post(turn, std::move(wish));
  }
  void PayAtCounter(int64_t amount, const std::string& code, absl::Time when) {
    PostFee(POSTING_KIND_FEE_AT_COUNTER, EntriesOf(POSTING_KIND_FEE_AT_COUNTER, amount), code,
            when);
  }
  void PayPostman(int64_t fee, int64_t postage, const std::string& code, absl::Time when) {
    PostFee(POSTING_KIND_COLLECTED_BY_POSTMAN, CollectionEntries(fee, postage), code, when);
  }
  DaySettlement Settle(int day, std::optional<int64_t> counted = std::nullopt) {
    BookTurn turn = TurnAt(At(day, 17));
    auto settled = SettleDay(turn, DayOf(At(day)), counted);
    EXPECT_TRUE(settled.has_value());
    return settled.value_or(DaySettlement());
  }
  absl::Status ConfirmAt(int day, const AgencyWord& word, DaySettlement& settlement) {
    BookTurn turn = TurnAt(At(day));
    return Confirm(turn, word, settlement);
  }
  int64_t On(LedgerAccount account) const { return AmountOn(book_.balances(), account); }

  LedgerBook book_ = NewBook("BD.866", "29869", At(1));
  std::vector<event::v1::Event> events_;
};

TEST_F(SettlementTest, PostmenHandInAndTheFeesGoToTheAgency) {
  PayAtCounter(50000, "D-1", At(1));
  PayPostman(20000, 30000, "D-2", At(1));
  const DaySettlement day = Settle(1);
  EXPECT_EQ(On(LEDGER_ACCOUNT_WITH_POSTMEN), 0);
  EXPECT_EQ(On(LEDGER_ACCOUNT_CASH), 30000) << "the postage stays with the post";
  EXPECT_EQ(On(LEDGER_ACCOUNT_IN_TRANSIT), 70000);
  EXPECT_EQ(On(LEDGER_ACCOUNT_FEE_PAYABLE), -70000) << "until the agency has it";
  EXPECT_EQ(day.remitted_vnd(), 70000);
  EXPECT_EQ(day.postings_size(), 4);
  ASSERT_EQ(day.lines_size(), 2);
  EXPECT_EQ(day.lines(0).dossier_code(), "D-1");
  EXPECT_EQ(day.lines(1).amount_vnd(), 20000) << "without the postage";
  EXPECT_TRUE(day.opening().empty());
  EXPECT_EQ(SumOf(day.closing()), 0);
  EXPECT_EQ(SumOf(day.debits()), -SumOf(day.credits()));
  EXPECT_TRUE(book_.postings().empty());
  EXPECT_TRUE(events_.back().has_book_settled());
}

TEST_F(SettlementTest, NothingToSettleMakesNoStatement) {
  BookTurn turn = TurnAt(At(1, 17));
  EXPECT_FALSE(SettleDay(turn, "2023-02-01", std::nullopt).has_value());
  EXPECT_EQ(book_.settled_day(), "");
  EXPECT_TRUE(events_.empty());
}

TEST_F(SettlementTest, CashThatIsNotThereIsADifference) {
  PayAtCounter(50000, "D-1", At(1));
  const DaySettlement day = Settle(1, 45000);
  EXPECT_EQ(On(LEDGER_ACCOUNT_DIFFERENCE), 5000);
  EXPECT_EQ(day.remitted_vnd(), 50000) << "the post owes what it took";
  EXPECT_EQ(On(LEDGER_ACCOUNT_CASH), -5000) << "made up for by the post";
}

TEST_F(SettlementTest, LaterDaysAreNotInIt) {
  PayAtCounter(50000, "D-1", At(1));
  PayAtCounter(10000, "D-2", At(2));
  const DaySettlement day = Settle(1);
  EXPECT_EQ(day.remitted_vnd(), 50000);
  ASSERT_EQ(book_.postings_size(), 1);
  EXPECT_EQ(book_.postings(0).dossier_code(), "D-2");
}

TEST_F(SettlementTest, AnAgencyThatSaysTheSameClosesTheDay) {
  PayAtCounter(50000, "D-1", At(1));
  DaySettlement day = Settle(1);
  EXPECT_TRUE(IsOpen(day));
  ASSERT_THAT(ConfirmAt(2, {50000, {Line("D-1", 50000)}}, day), IsOk());
  EXPECT_TRUE(day.differences().empty());
  EXPECT_FALSE(IsOpen(day));
  EXPECT_TRUE(book_.balances().empty());
  EXPECT_EQ(events_.back().settlement_confirmed().open_differences(), 0);
}

TEST_F(SettlementTest, DifferencesAreNamedLineByLine) {
  PayAtCounter(50000, "D-1", At(1));
  PayAtCounter(20000, "D-2", At(1));
  PayAtCounter(10000, "D-3", At(1));
  DaySettlement day = Settle(1);
  const AgencyWord word{72000, {Line("D-1", 50000), Line("D-2", 12000), Line("D-4", 10000)}};
  ASSERT_THAT(ConfirmAt(2, word, day), IsOk());
  ASSERT_EQ(day.differences_size(), 4);
  EXPECT_EQ(day.differences(0).dossier_code(), "D-2");
  EXPECT_EQ(day.differences(0).kind(), DIFFERENCE_KIND_AMOUNT);
  EXPECT_EQ(day.differences(0).post_vnd(), 20000);
  EXPECT_EQ(day.differences(0).agency_vnd(), 12000);
  EXPECT_EQ(day.differences(1).dossier_code(), "D-3");
  EXPECT_EQ(day.differences(1).kind(), DIFFERENCE_KIND_MISSING_AT_AGENCY);
  EXPECT_EQ(day.differences(2).dossier_code(), "D-4");
  EXPECT_EQ(day.differences(2).kind(), DIFFERENCE_KIND_MISSING_AT_POST);
  EXPECT_EQ(day.differences(3).kind(), DIFFERENCE_KIND_SUM);
  EXPECT_EQ(On(LEDGER_ACCOUNT_IN_TRANSIT), 8000) << "sent, and not there";
}

TEST_F(SettlementTest, TheAgencysLastWordCounts) {
  PayAtCounter(50000, "D-1", At(1));
  PayAtCounter(20000, "D-2", At(1));
  DaySettlement day = Settle(1);
  ASSERT_THAT(ConfirmAt(2, {50000, {Line("D-1", 50000)}}, day), IsOk());
  EXPECT_EQ(OpenDifferences(day), 2);
  ASSERT_THAT(Explain("D-2", "Nộp hôm sau", "cashier", day), IsOk());
  EXPECT_EQ(OpenDifferences(day), 1);
  EXPECT_THAT(Explain("D-9", "?", "cashier", day),
              StatusIs(absl::StatusCode::kNotFound, kDifferenceNotFound));
  ASSERT_THAT(ConfirmAt(3, {50000, {Line("D-1", 50000)}}, day), IsOk());
  EXPECT_EQ(OpenDifferences(day), 1) << "the same difference stays explained";
  ASSERT_THAT(ConfirmAt(3, {70000, {Line("D-1", 50000), Line("D-2", 20000)}}, day), IsOk());
  EXPECT_EQ(OpenDifferences(day), 0);
  EXPECT_TRUE(book_.balances().empty());
}

TEST_F(SettlementTest, AFeeTakenBackAfterwardsIsALineOfItsDay) {
  PayAtCounter(50000, "D-1", At(1));
  const Posting paid = book_.postings(0);
  DaySettlement first = Settle(1);
  BookTurn turn = TurnAt(At(2));
  ASSERT_THAT(Reverse(turn, paid, "Thu nhầm"), IsOk());
  PayAtCounter(80000, "D-2", At(2));
  const DaySettlement second = Settle(2);
  EXPECT_EQ(second.remitted_vnd(), 30000);
  ASSERT_EQ(second.lines_size(), 2);
  EXPECT_EQ(second.lines(0).amount_vnd(), -50000);
}

TEST_F(SettlementTest, AQuarterIsTheSumOfItsDays) {  // NĐ 61/2018 Đ.12(9)
  PayAtCounter(50000, "D-1", At(1));
  PayPostman(10000, 30000, "D-2", At(1));
  DaySettlement first = Settle(1);
  ASSERT_THAT(ConfirmAt(2, {60000, {Line("D-1", 50000), Line("D-2", 10000)}}, first), IsOk());
  PayAtCounter(20000, "D-3", At(2));
  DaySettlement second = Settle(2);
  BookTurn turn = TurnAt(At(3));
  const Quarter quarter{2023, 1};
  const auto early = SettleQuarter(turn, quarter, {&first, &second});
  EXPECT_THAT(early, StatusIs(absl::StatusCode::kFailedPrecondition, kSettlementOpen));
  EXPECT_EQ(first.lines_size(), 2) << "nothing was changed";
  ASSERT_THAT(ConfirmAt(3, {20000, {Line("D-3", 20000)}}, second), IsOk());
  DaySettlement third = Settle(3);
  EXPECT_FALSE(IsOpen(third)) << "it brings the agency nothing";
  const auto sum = SettleQuarter(turn, quarter, {&first, &second, &third});
  ASSERT_THAT(sum, IsOk());
  EXPECT_EQ(sum->days(), 3);
  EXPECT_EQ(AmountOn(sum->credits(), LEDGER_ACCOUNT_FEE_PAYABLE), -80000);
  EXPECT_EQ(AmountOn(sum->credits(), LEDGER_ACCOUNT_POSTAGE_REVENUE), -30000);
  EXPECT_EQ(AmountOn(sum->closing(), LEDGER_ACCOUNT_CASH), 30000);
  EXPECT_EQ(SumOf(sum->closing()), 0);
  EXPECT_TRUE(first.in_quarter());
  EXPECT_TRUE(first.postings().empty()) << "they are in the archive";
  EXPECT_THAT(ConfirmAt(4, {}, first),
              StatusIs(absl::StatusCode::kFailedPrecondition, kSettlementClosed));
  EXPECT_EQ(book_.settled_day(), "2023-03-31") << "nothing more is booked into it";
}

TEST_F(SettlementTest, AQuarterWaitsForAllItsPostings) {
  PayAtCounter(50000, "D-1", At(1));
  BookTurn turn = TurnAt(At(3));
  EXPECT_THAT(SettleQuarter(turn, {2023, 1}, {}),
              StatusIs(absl::StatusCode::kFailedPrecondition, kSettlementOpen));
  EXPECT_THAT(SettleQuarter(turn, {2022, 4}, {}), IsOk());
}

TEST(QuarterTest, HasThreeMonths) {
  EXPECT_EQ((Quarter{2024, 1}.first_day()), "2024-01-01");
  EXPECT_EQ((Quarter{2024, 1}.last_day()), "2024-03-31");
  EXPECT_EQ((Quarter{2023, 4}.first_day()), "2023-10-01");
  EXPECT_EQ((Quarter{2023, 4}.last_day()), "2023-12-31");
}

}  // namespace
}  // namespace motcua::postal
