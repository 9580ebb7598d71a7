// Redis holds open work: its memory stays the same however much has been done and settled.
#include <map>

#include "services/postal/keeping_fixture.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

constexpr char kOffice[] = "BD.866";
constexpr int kParcels = 60;

class MemoryTest : public KeepingTest {
 protected:
  // What Redis and the other services do as time goes by, which the driven clock does not tell
  // them: answers and serials expire, events are archived and trimmed, inboxes emptied.
  void LetOthersWork() {
    for (const std::string& key : KeysInRedis()) {
      if (Call({"TTL", key}).integer >= 0) Call({"DEL", key});
    }
    Call({"DEL", keys.Inbox("intake"), keys.Inbox("routing")});
    Call({"XTRIM", keys.Events(), "MAXLEN", "0"});
  }
  std::vector<std::string> KeysInRedis() {
    std::vector<std::string> found;
    for (redis::Reply& item : Call({"KEYS", "*"}).items) found.push_back(std::move(item.text));
    std::ranges::sort(found);
    return found;
  }
  int64_t UsedMemory() {
    const std::string info = Call({"INFO", "memory"}).text;
    const std::string_view name = "used_memory:";
    return std::stoll(info.substr(info.find(name) + name.size()));
  }

  // Parcels go in a bag, one is lost on the way, the others are handed over.
  void CarryAndLose() {
    std::vector<std::string> parcels;
    for (int i = 0; i < kParcels; ++i) parcels.push_back(MakeTransfer(NextRequest()));
    CarryInBag(parcels);
    clock.Advance(absl::Hours(1));
    Pump();
    for (int i = 0; i + 1 < kParcels; ++i) Report(parcels[i], TRACKING_KIND_DELIVERED);
    Report(parcels.back(), TRACKING_KIND_LOST);
    Pump();
    PayFor(ClaimIdOf(parcels.back()));
  }
  void PayFor(const std::string& claim) {
    v1::AnswerClaimRequest answer;
    answer.set_request_id(NextRequest());
    answer.set_claim_id(claim);
    answer.set_accepted(true);
    answer.set_reissue_cost_vnd(50'000);
    ASSERT_THAT(RunOn(io, claim_service.AnswerClaim(Everyone(), answer)), IsOk());
    v1::PayClaimRequest pay;
    pay.set_request_id(NextRequest());
    pay.set_claim_id(claim);
    ASSERT_THAT(RunOn(io, claim_service.PayClaim(Everyone(), pay)), IsOk());
    Pump();
  }

  // Fees are paid, one of them back; the day is settled and agreed by each agency.
  void TakeFees() {
    for (int i = 0; i < kParcels; ++i) {
      auto paid = OfBook<v1::RecordPostingRequest>("29869");
      paid.set_kind(POSTING_KIND_FEE_AT_COUNTER);
      paid.set_amount_vnd(10'000);
      paid.set_dossier_code(kDossier);
      const auto posted = RunOn(io, ledger_service.RecordPosting(Everyone(), paid));
      ASSERT_THAT(posted, IsOk());
      if (i > 0) continue;
      auto back = OfBook<v1::ReversePostingRequest>("29869");
      back.set_day(posted->posting().day());
      back.set_number(posted->posting().number());
      back.set_note("Thu nhầm");
      ASSERT_THAT(RunOn(io, ledger_service.ReversePosting(Everyone(), back)), IsOk());
    }
  }
  void SettleDay() {
    auto settle = OfBook<v1::SettleDayRequest>("");
    settle.set_day(DayOf(clock.Now()));
    const auto settled = RunOn(io, ledger_service.SettleDay(Everyone(), settle));
    ASSERT_THAT(settled, IsOk());
    for (const DaySettlement& day : settled->settlements()) {
      auto word = OfBook<v1::ConfirmDaySettlementRequest>(day.agency_unit());
      word.set_day(day.day());
      word.set_received_vnd(day.remitted_vnd());
      *word.mutable_lines() = day.lines();
      ASSERT_THAT(RunOn(io, ledger_service.ConfirmDaySettlement(Everyone(), word)), IsOk());
    }
  }
  // What the agency's word posted is settled on the day after.
  void SettleQuarter() {
    const absl::CivilDay today = absl::ToCivilDay(clock.Now(), LocalZone());
    const int quarter = (today.month() + 2) / 3;
    clock.Advance(absl::Hours(24));
    SettleDay();
    const absl::CivilMonth next = absl::CivilMonth(today.year(), 3 * quarter) + 1;
    clock.Advance(absl::FromCivil(absl::CivilDay(next) + 1, LocalZone()) - clock.Now());
    v1::ListBalancesRequest list;
    list.set_post_office(kOffice);
    const auto books_of_office = RunOn(io, ledger_service.ListBalances(Everyone(), list));
    ASSERT_THAT(books_of_office, IsOk());
    for (const v1::BookBalances& book : books_of_office->books()) {
      auto settle = OfBook<v1::SettleQuarterRequest>(book.agency_unit());
      settle.set_year(static_cast<int>(today.year()));
      settle.set_quarter(quarter);
      ASSERT_THAT(RunOn(io, ledger_service.SettleQuarter(Everyone(), settle)), IsOk());
    }
  }
  template <class Request>
  Request OfBook(const std::string& unit) {
    Request request;
    request.set_request_id(NextRequest());
    request.set_post_office(kOffice);
    request.set_agency_unit(unit);
    return request;
  }

  void WorkAQuarter() {
    CarryAndLose();
    TakeFees();
    SettleDay();
    SettleQuarter();
  }
};

TEST_F(MemoryTest, StaysFlatWhileWhatIsOverGrows) {
  std::vector<std::string> keys_before;
  int64_t memory_before = 0, added = 0;
  for (int round = 1; round <= 8; ++round) {
    WorkAQuarter();
    LetOthersWork();
    const int64_t at_work = UsedMemory();
    LetGo();
    LetOthersWork();
    const std::vector<std::string> left = KeysInRedis();
    const int64_t memory = UsedMemory();
    if (round == 2) {  // the first makes the books and the connections' buffers
      keys_before = left;
      memory_before = memory;
      added = at_work - memory;
    }
    if (round <= 2) continue;
    EXPECT_EQ(left, keys_before) << "round " << round;
    EXPECT_LT(memory - memory_before, added / 4) << "round " << round << " of " << added;
  }
  EXPECT_GT(added, 50'000) << "so much is at work in a quarter";
  EXPECT_LT(keys_before.size(), 12u);
  std::map<std::string, int> kinds;
  for (const auto& [id, kind] : keeper.kind_of) ++kinds[kind];
  EXPECT_EQ(kinds["consignment"], 8 * kParcels);
  EXPECT_EQ(kinds["bag"], 8);
  EXPECT_EQ(kinds["claim"], 8);
  EXPECT_GE(kinds["ledger"], 3 * 8) << "two days and a quarter";
}

}  // namespace
}  // namespace motcua::postal
