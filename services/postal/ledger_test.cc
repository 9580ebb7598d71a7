// The ledger on a real Redis: what events post, and what LedgerService does.
#include "services/postal/ledger_service.h"

#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using absl::StatusCode;
using dossier::v1::LedgerBook;
using dossier::v1::LedgerEntry;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kOffice[] = "BD.866";
constexpr char kUnit[] = "29869";

class LedgerTest : public PostalTest {
 protected:
  static Event PaidAtPost(int64_t amount, const std::string& code = kDossier) {
    Event event;
    event.set_dossier_code(code);
    event.set_unit_code(kUnit);
    *event.mutable_occur_time() =
        ToProto(absl::FromCivil(absl::CivilHour(2023, 2, 1, 9), LocalZone()));
    event.mutable_paid()->set_amount_vnd(amount);
    event.mutable_paid()->set_collector(type::v1::PAYMENT_COLLECTOR_POST_COUNTER);
    return event;
  }
  static Event Collected(int64_t fee, int64_t postage) {
    Event event = PaidAtPost(0);
    auto& money = *event.mutable_money_collected();
    money.set_consignment_id("EQ000000014VN");
    money.set_post_office(kOffice);
    money.set_agency_unit(kUnit);
    money.set_fee_vnd(fee);
    money.set_postage_vnd(postage);
    return event;
  }
  void Happen(const Event& event) { EXPECT_THAT(React(Deliver(event), event), IsOk()); }

  LedgerBook Book() {
    auto loaded = RunOn(io, ledger.Load(IdOf({kOffice, kUnit})));
    return loaded.ok() ? loaded->state->book() : LedgerBook();
  }
  int64_t On(dossier::v1::LedgerAccount account) { return AmountOn(Book().balances(), account); }

  // A request of any kind that names the book.
  template <class Request>
  static Request For(std::string request_id) {
    Request request;
    request.set_request_id(std::move(request_id));
    request.set_post_office(kOffice);
    request.set_agency_unit(kUnit);
    return request;
  }
  absl::StatusOr<v1::SettleDayResponse> Settle(
      std::string request_id, std::string day = "2023-02-01",
      const runtime::CallContext& call = Everyone()) {
    auto request = For<v1::SettleDayRequest>(std::move(request_id));
    request.clear_agency_unit();
    request.set_day(std::move(day));
    return RunOn(io, books_service.SettleDay(call, request));
  }
  v1::ConfirmDaySettlementRequest Word(std::string request_id, int64_t received,
                                       std::map<std::string, int64_t> lines) {
    auto request = For<v1::ConfirmDaySettlementRequest>(std::move(request_id));
    request.set_day("2023-02-01");
    request.set_received_vnd(received);
    for (const auto& [code, amount] : lines) {
      auto& line = *request.add_lines();
      line.set_dossier_code(code);
      line.set_amount_vnd(amount);
    }
    return request;
  }
  absl::StatusOr<v1::ConfirmDaySettlementResponse> Confirm(
      const v1::ConfirmDaySettlementRequest& request,
      const runtime::CallContext& call = By("officers", {"29869"})) {
    return RunOn(io, books_service.ConfirmDaySettlement(call, request));
  }
  v1::RecordPostingRequest Posting(std::string request_id, dossier::v1::PostingKind kind,
                                   int64_t amount) {
    auto request = For<v1::RecordPostingRequest>(std::move(request_id));
    request.set_kind(kind);
    request.set_amount_vnd(amount);
    return request;
  }
  absl::StatusOr<v1::RecordPostingResponse> Record(
      const v1::RecordPostingRequest& request, const runtime::CallContext& call = Everyone()) {
    return RunOn(io, books_service.RecordPosting(call, request));
  }

  LedgerService books_service{books, catalogue, clock};
};

TEST_F(LedgerTest, APaymentToAPostClerkIsPostedOnce) {
  const Event event = PaidAtPost(50000);
  const store::InboxEntry entry = Deliver(event);
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(React(entry, event), IsOkAndHolds(store::Reaction::kCommitted));
  }
  EXPECT_EQ(On(dossier::v1::LEDGER_ACCOUNT_FEE_PAYABLE), -50000);
  EXPECT_EQ(Book().last_number(), 1);
  EXPECT_THAT(Inbox("postal"), IsEmpty());
  EXPECT_EQ(Events().back().money_posted().number(), 1);
}

TEST_F(LedgerTest, ManyPaymentsAtATimeAreAllPosted) {
  std::vector<async::Task<absl::StatusOr<store::Reaction>>> tasks;
  for (int i = 0; i < 100; ++i) {
    const Event event = PaidAtPost(1000 + i, Cat("D-", i));
    tasks.push_back(reactions.React(Deliver(event), event));
  }
  for (const auto& done : RunOn(io, async::WhenAll(std::move(tasks)))) EXPECT_THAT(done, IsOk());
  EXPECT_EQ(Book().last_number(), 100);
  EXPECT_EQ(On(dossier::v1::LEDGER_ACCOUNT_CASH), 100 * 1000 + 99 * 50);
  EXPECT_EQ(SumOf(Book().balances()), 0);
}

TEST_F(LedgerTest, WhatThePostmanCollectedIsPostedFromAReport) {
  catalogue = TestCatalogue(kTestPostage);
  dossiers.dossiers[kDossier].set_fee_vnd(75000);
  dossiers.dossiers[kDossier].set_paid_vnd(25000);
  Event submitted;
  submitted.set_dossier_code(kDossier);
  submitted.mutable_submitted()->set_receiving_unit(kUnit);
  submitted.mutable_submitted()->set_channel(type::v1::CHANNEL_POSTAL);
  Happen(submitted);
  v1::RecordTrackingRequest scans;
  auto& scan = *scans.add_events();
  scan.set_event_id("e1");
  scan.set_consignment_id("EQ000000014VN");
  scan.set_kind(dossier::v1::TRACKING_KIND_COLLECTED);
  *scan.mutable_event_time() = ToProto(clock.Now());
  ASSERT_THAT(RunOn(io, service.RecordTracking(Everyone(), scans)), IsOk());
  const Event told = Events().back();
  ASSERT_TRUE(told.has_money_collected());
  EXPECT_EQ(told.money_collected().fee_vnd(), 50000) << "what is still owed";
  EXPECT_EQ(Inbox("intake").back().money_collected().fee_vnd(), 50000);
  redis::Reply read = Call(
      {"XREADGROUP", "GROUP", "postal", "1", "COUNT", "1", "STREAMS", keys.Inbox("postal"), ">"});
  ASSERT_FALSE(read.items.empty());
  EXPECT_THAT(React({keys.Inbox("postal"), "postal",
                     read.items[0].items[1].items[0].items[0].text}, told), IsOk());
  auto book = RunOn(io, ledger.Load(IdOf({"BD.29884", kUnit})));
  ASSERT_THAT(book, IsOk());
  EXPECT_EQ(AmountOn(book->state->book().balances(), dossier::v1::LEDGER_ACCOUNT_WITH_POSTMEN),
            70000);
}

TEST_F(LedgerTest, APaymentWhereNoPostCarriesIsNoneOfThePosts) {
  Event event = PaidAtPost(50000);
  event.set_unit_code("unknown");
  EXPECT_THAT(React({}, event), IsOkAndHolds(store::Reaction::kIgnored));
}

TEST_F(LedgerTest, ADayIsSettledOnceAndConfirmedByTheAgency) {
  Happen(PaidAtPost(50000));
  Happen(Collected(20000, 30000));
  const auto settled = Settle("s1");
  ASSERT_THAT(settled, IsOk());
  ASSERT_EQ(settled->settlements_size(), 1);
  EXPECT_EQ(settled->settlements(0).remitted_vnd(), 70000);
  const auto again = Settle("s2");
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(again->settlements(0), EqualsProto(settled->settlements(0)));

  v1::ListDaySettlementsRequest open;
  const auto listed = RunOn(io, books_service.ListDaySettlements(Everyone(), open));
  ASSERT_THAT(listed, IsOk());
  EXPECT_EQ(listed->settlements_size(), 1);
  EXPECT_THAT(listed->settlements(0).postings(), IsEmpty()) << "lists are short";

  const auto confirmed = Confirm(Word("c1", 70000, {{kDossier, 70000}}));
  ASSERT_THAT(confirmed, IsOk());
  EXPECT_THAT(confirmed->settlement().differences(), IsEmpty());
  EXPECT_EQ(RunOn(io, books_service.ListDaySettlements(Everyone(), open))->settlements_size(), 0);
  EXPECT_EQ(On(dossier::v1::LEDGER_ACCOUNT_FEE_PAYABLE), 0);
  EXPECT_EQ(On(dossier::v1::LEDGER_ACCOUNT_IN_TRANSIT), 0);
}

TEST_F(LedgerTest, ADifferenceStaysOpenUntilItIsExplained) {
  Happen(PaidAtPost(50000));
  ASSERT_THAT(Settle("s1"), IsOk());
  const auto confirmed = Confirm(Word("c1", 50000, {{"D-other", 50000}}));
  ASSERT_THAT(confirmed, IsOk());
  EXPECT_EQ(confirmed->settlement().differences_size(), 2);
  auto explain = For<v1::ExplainDifferenceRequest>("x1");
  explain.set_day("2023-02-01");
  explain.set_explanation("Ghi nhầm mã hồ sơ");
  for (const auto& difference : confirmed->settlement().differences()) {
    explain.set_request_id("x-" + difference.dossier_code());
    explain.set_dossier_code(difference.dossier_code());
    EXPECT_THAT(RunOn(io, books_service.ExplainDifference(Everyone(), explain)), IsOk());
  }
  explain.set_request_id("x9");
  explain.set_dossier_code("D-9");
  EXPECT_THAT(RunOn(io, books_service.ExplainDifference(Everyone(), explain)),
              StatusIs(StatusCode::kNotFound, kDifferenceNotFound));
  EXPECT_THAT(Members(keys.Index(kLedgerKind, OpenDays())), IsEmpty());
}

TEST_F(LedgerTest, PeoplePostByKindAndTakeBackByACounterPosting) {
  const auto owed =
      Record(Posting("p1", dossier::v1::POSTING_KIND_COMPENSATION_OWED, 120000));
  ASSERT_THAT(owed, IsOk());
  EXPECT_THAT(*Record(Posting("p1", dossier::v1::POSTING_KIND_COMPENSATION_OWED, 120000)),
              EqualsProto(*owed))
      << "the same wish";
  EXPECT_EQ(On(dossier::v1::LEDGER_ACCOUNT_COMPENSATION_PAYABLE), -120000);
  auto reverse = For<v1::ReversePostingRequest>("r1");
  reverse.set_day("2023-02-01");
  reverse.set_number(1);
  reverse.set_note("Nhầm bưu gửi");
  ASSERT_THAT(RunOn(io, books_service.ReversePosting(Everyone(), reverse)), IsOk());
  EXPECT_THAT(Book().balances(), IsEmpty());
  reverse.set_request_id("r2");
  EXPECT_THAT(RunOn(io, books_service.ReversePosting(Everyone(), reverse)),
              StatusIs(StatusCode::kFailedPrecondition, kPostingReversed));
  reverse.set_request_id("r3");
  reverse.set_number(7);
  EXPECT_THAT(RunOn(io, books_service.ReversePosting(Everyone(), reverse)),
              StatusIs(StatusCode::kNotFound, kPostingNotFound));
}

TEST_F(LedgerTest, APostingOfASettledDayIsTakenBackOnTheNext) {
  Happen(PaidAtPost(50000));
  ASSERT_THAT(Settle("s1"), IsOk());
  auto reverse = For<v1::ReversePostingRequest>("r1");
  reverse.set_day("2023-02-01");
  reverse.set_number(1);
  reverse.set_note("Thu nhầm");
  const auto done = RunOn(io, books_service.ReversePosting(Everyone(), reverse));
  ASSERT_THAT(done, IsOk());
  EXPECT_EQ(done->posting().day(), "2023-02-02");
  v1::ListPostingsRequest list;
  list.set_post_office(kOffice);
  list.set_agency_unit(kUnit);
  EXPECT_EQ(RunOn(io, books_service.ListPostings(Everyone(), list))->postings_size(), 1);
  list.set_day("2023-02-01");
  EXPECT_EQ(RunOn(io, books_service.ListPostings(Everyone(), list))->postings_size(), 2);
}

TEST_F(LedgerTest, AQuarterIsSettledWhenAllOfItIs) {
  Happen(PaidAtPost(50000));
  auto request = For<v1::SettleQuarterRequest>("q1");
  request.set_year(2023);
  request.set_quarter(1);
  int tries = 0;
  const auto settle = [&] {
    request.set_request_id(Cat("q", ++tries));
    return RunOn(io, books_service.SettleQuarter(Everyone(), request));
  };
  EXPECT_THAT(settle(), StatusIs(StatusCode::kFailedPrecondition, kQuarterNotOver));
  ASSERT_THAT(Settle("s1"), IsOk());
  clock.Advance(absl::Hours(24 * 60));
  EXPECT_THAT(settle(), StatusIs(StatusCode::kFailedPrecondition, kSettlementOpen));
  ASSERT_THAT(Confirm(Word("c1", 50000, {{kDossier, 50000}})), IsOk());
  const auto settled = settle();
  ASSERT_THAT(settled, IsOk());
  EXPECT_EQ(settled->settlement().days(), 1);
  EXPECT_THAT(settle()->settlement(), EqualsProto(settled->settlement())) << "as it was";
  EXPECT_THAT(Confirm(Word("c2", 0, {})),
              StatusIs(StatusCode::kFailedPrecondition, kSettlementClosed));
  v1::GetQuarterSettlementRequest get;
  get.set_post_office(kOffice);
  get.set_agency_unit(kUnit);
  get.set_year(2023);
  get.set_quarter(1);
  EXPECT_THAT(RunOn(io, books_service.GetQuarterSettlement(Everyone(), get)), IsOk());
  get.set_quarter(2);
  EXPECT_THAT(RunOn(io, books_service.GetQuarterSettlement(Everyone(), get)),
              StatusIs(StatusCode::kNotFound, kSettlementNotFound));
}

TEST_F(LedgerTest, BalancesAreListedByOfficeAndByUnit) {
  Happen(PaidAtPost(50000));
  v1::ListBalancesRequest request;
  request.set_post_office(kOffice);
  EXPECT_EQ(RunOn(io, books_service.ListBalances(Everyone(), request))->books_size(), 1);
  request.clear_post_office();
  request.set_agency_unit(kUnit);
  const auto books = RunOn(io, books_service.ListBalances(By("officer", {"29869"}), request));
  ASSERT_THAT(books, IsOk());
  EXPECT_EQ(books->books(0).balances_size(), 2);
  request.clear_agency_unit();
  EXPECT_THAT(RunOn(io, books_service.ListBalances(Everyone(), request)),
              StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
}

TEST_F(LedgerTest, EachSideDoesItsOwnAlone) {
  Happen(PaidAtPost(50000));
  const auto officer = By("officer", {"29869"});
  EXPECT_THAT(Settle("s1", "2023-02-01", officer),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  EXPECT_THAT(Record(Posting("p1", dossier::v1::POSTING_KIND_POSTAGE_PAID, 1), officer),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  ASSERT_THAT(Settle("s2"), IsOk());
  EXPECT_THAT(Confirm(Word("c1", 0, {}), By("other", {"30001"})),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
}

TEST_F(LedgerTest, RefusesAndChangesNothing) {
  const auto invalid = StatusIs(StatusCode::kInvalidArgument, kFieldInvalid);
  EXPECT_THAT(Record(Posting("p1", dossier::v1::POSTING_KIND_REMITTED, 1)), invalid);
  EXPECT_THAT(Record(Posting("p1", dossier::v1::POSTING_KIND_POSTAGE_PAID, 0)), invalid);
  EXPECT_THAT(Record(Posting("p1", dossier::v1::POSTING_KIND_FEE_AT_COUNTER, 1)),
              StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(Settle("s1", "2023-02-02"), invalid) << "to come";
  EXPECT_THAT(Settle("s1", "yesterday"), invalid);
  EXPECT_THAT(Confirm(Word("c1", 1, {})), StatusIs(StatusCode::kNotFound, kSettlementNotFound));
  EXPECT_THAT(Confirm(Word("c1", -1, {})), invalid);
  v1::ListPostingsRequest list;
  list.set_post_office(kOffice);
  list.set_agency_unit(kUnit);
  EXPECT_THAT(RunOn(io, books_service.ListPostings(Everyone(), list)),
              StatusIs(StatusCode::kNotFound, kBookNotFound));
  EXPECT_THAT(Events(), IsEmpty());
}

}  // namespace
}  // namespace motcua::postal
