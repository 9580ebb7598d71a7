// Bags, claims and settlements that are over: out of Redis, found in the archive, and what comes
// late.
#include "services/postal/keeping_fixture.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr char kOffice[] = "BD.866";
constexpr char kUnit[] = "29869";

class LeavingTest : public KeepingTest {
 protected:
  std::vector<std::string> MakeTransfers(int count) {
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) ids.push_back(MakeTransfer(NextRequest()));
    return ids;
  }
  absl::StatusOr<v1::GetBagResponse> GetBag(const std::string& id) {
    v1::GetBagRequest request;
    request.set_bag_id(id);
    return RunOn(io, manifests.GetBag(Everyone(), request));
  }
  absl::StatusOr<Claim> GetClaim(const std::string& id) {
    v1::GetClaimRequest request;
    request.set_claim_id(id);
    const auto got = RunOn(io, claim_service.GetClaim(Everyone(), request));
    if (!got.ok()) return got.status();
    return got->claim();
  }
  absl::StatusOr<v1::FileClaimResponse> File(const std::string& parcel, ClaimCause cause) {
    v1::FileClaimRequest request;
    request.set_request_id(NextRequest());
    request.set_parcel_id(parcel);
    request.set_cause(cause);
    return RunOn(io, claim_service.FileClaim(Everyone(), request));
  }
  absl::StatusOr<v1::AnswerClaimResponse> Reject(const std::string& claim) {
    v1::AnswerClaimRequest request;
    request.set_request_id(NextRequest());
    request.set_claim_id(claim);
    request.set_answer("Bà Nguyễn Thị Bưởi đã nhận");
    return RunOn(io, claim_service.AnswerClaim(Everyone(), request));
  }
  std::vector<Claim> ClaimsOfTheDossier() {
    v1::ListClaimsRequest request;
    request.set_dossier_code(kDossier);
    const auto list = RunOn(io, claim_service.ListClaims(Everyone(), request));
    EXPECT_THAT(list, IsOk());
    return {list->claims().begin(), list->claims().end()};
  }
  void Fault(const std::string& parcel, event::v1::ParcelFault fault) {
    Event event;
    event.set_dossier_code(kDossier);
    event.set_unit_code(kUnit);
    *event.mutable_occur_time() = ToProto(clock.Now());
    auto& faulted = *event.mutable_parcel_faulted();
    faulted.set_parcel_id(parcel);
    faulted.set_consignment_id(parcel);
    faulted.set_fault(fault);
    faulted.set_post_office(kOffice);
    EXPECT_THAT(React(Deliver(event), event), IsOk());
  }

  // A request of the ledger that names the book.
  template <class Request>
  Request OfBook() {
    Request request;
    request.set_post_office(kOffice);
    request.set_agency_unit(kUnit);
    return request;
  }
  template <class Request>
  Request Asking() {
    Request request = OfBook<Request>();
    request.set_request_id(NextRequest());
    return request;
  }
  absl::StatusOr<v1::SettleDayResponse> SettleDay() {
    auto request = Asking<v1::SettleDayRequest>();
    request.set_day("2023-02-01");
    return RunOn(io, ledger_service.SettleDay(Everyone(), request));
  }
  absl::StatusOr<v1::ConfirmDaySettlementResponse> Confirm(int64_t received) {
    auto request = Asking<v1::ConfirmDaySettlementRequest>();
    request.set_day("2023-02-01");
    request.set_received_vnd(received);
    auto& line = *request.add_lines();
    line.set_dossier_code(kDossier);
    line.set_amount_vnd(50'000);
    return RunOn(io, ledger_service.ConfirmDaySettlement(Everyone(), request));
  }
  absl::StatusOr<v1::SettleQuarterResponse> SettleQuarter() {
    auto request = Asking<v1::SettleQuarterRequest>();
    request.set_year(2023);
    request.set_quarter(1);
    return RunOn(io, ledger_service.SettleQuarter(Everyone(), request));
  }
  // A fee is paid on 2023-02-01, that day is settled, and agreed when the quarter is over.
  void AgreeOnADay() {
    auto paid = Asking<v1::RecordPostingRequest>();
    paid.set_kind(POSTING_KIND_FEE_AT_COUNTER);
    paid.set_amount_vnd(50'000);
    paid.set_dossier_code(kDossier);
    ASSERT_THAT(RunOn(io, ledger_service.RecordPosting(Everyone(), paid)), IsOk());
    ASSERT_THAT(SettleDay(), IsOk());
    clock.Advance(absl::Hours(24 * 60));
    ASSERT_THAT(Confirm(50'000), IsOk());
  }
  bool InRedis(const std::string& ledger_id) { return RunOn(io, ledger.Load(ledger_id)).ok(); }
};

TEST_F(LeavingTest, ABagThatIsReconciledIsFoundByItsNumber) {
  const std::string bag = CarryInBag(MakeTransfers(3));
  const auto before = GetBag(bag);
  ASSERT_THAT(before, IsOk());
  LetGo();
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, bags.Load(bag)).status()));
  EXPECT_THAT(Members(keys.Index(kBagKind, ListOfSender(kOffice, BAG_STATE_RECONCILED))),
              IsEmpty());
  EXPECT_THAT(Members(keys.Ended(kBagKind)), IsEmpty());
  const auto after = GetBag(bag);
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(after->bag(), EqualsProto(before->bag()));
  EXPECT_EQ(keeper.kept[bag].personal(), "");
}

TEST_F(LeavingTest, ABagOnItsWayStays) {
  const auto parcels = MakeTransfers(2);
  const std::string open = BuildBag({parcels[0]}), sent = BuildBag({parcels[1]});
  ASSERT_THAT(Dispatch(sent), IsOk());
  LetGo();
  EXPECT_THAT(RunOn(io, bags.Load(open)), IsOk());
  EXPECT_THAT(RunOn(io, bags.Load(sent)), IsOk());
}

TEST_F(LeavingTest, ABagThatLeftIsClosed) {
  const auto parcels = MakeTransfers(2);
  const std::string bag = CarryInBag(parcels);
  LetGo();
  const auto closed = StatusIs(kFailed, kBagClosed);
  EXPECT_THAT(Receive(bag, parcels), closed);
  EXPECT_THAT(Reconcile(bag), closed);
  EXPECT_THAT(Dispatch(bag), closed);
  auto add = OfBag<v1::AddToBagRequest>(bag);
  add.add_parcel_ids(MakeTransfer(NextRequest()));
  EXPECT_THAT(RunOn(io, manifests.AddToBag(Everyone(), add)), closed);
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, bags.Load(bag)).status()));
  EXPECT_THAT(GetBag("BD.866-230201-0099"), StatusIs(absl::StatusCode::kNotFound, kBagNotFound));
}

TEST_F(LeavingTest, WhileTheArchiveIsAwayABagIsNotSaidToBeUnknown) {
  const std::string bag = CarryInBag(MakeTransfers(2));
  LetGo();
  keeper.status = Unavailable(kPeerUnavailable, "away");
  EXPECT_TRUE(absl::IsUnavailable(GetBag(bag).status()));
}

TEST_F(LeavingTest, AnEndedClaimIsFoundAndItsWordsAreSealed) {
  const std::string parcel = MakeTransfer("transfer");
  ASSERT_THAT(File(parcel, CLAIM_CAUSE_LOST), IsOk());
  LetGo();
  const std::string id = ClaimIdOf(parcel);
  ASSERT_THAT(RunOn(io, claims.Load(id)), IsOk()) << "nobody answered it";
  ASSERT_THAT(Reject(id), IsOk());
  const auto before = GetClaim(id);
  LetGo();
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, claims.Load(id)).status()));
  const auto after = GetClaim(parcel);
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(*after, EqualsProto(*before));
  EXPECT_EQ(ClaimsOfTheDossier().size(), 1u);
  EXPECT_EQ(keeper.kept[id].state().find("Bưởi"), std::string::npos);
  EXPECT_NE(keeper.kept[id].personal().find("Bưởi"), std::string::npos);
}

TEST_F(LeavingTest, WhatComesLateOfAClaimGoesOnFromWhereItEnded) {
  const std::string parcel = MakeTransfer("transfer"), id = ClaimIdOf(parcel);
  Fault(parcel, event::v1::PARCEL_FAULT_MISSED);
  Fault(parcel, event::v1::PARCEL_FAULT_FOUND);
  LetGo();
  ASSERT_TRUE(absl::IsNotFound(RunOn(io, claims.Load(id)).status()));
  Fault(parcel, event::v1::PARCEL_FAULT_LOST);
  const auto again = RunOn(io, claims.Load(id));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->state->state(), CLAIM_STATE_FILED);
  EXPECT_EQ(again->version, 3);
  ASSERT_THAT(Reject(id), IsOk());
  LetGo();
  EXPECT_EQ(GetClaim(id)->state(), CLAIM_STATE_REJECTED);
  Fault(parcel, event::v1::PARCEL_FAULT_DAMAGED);  // it has its claim
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, claims.Load(id)).status()));
  EXPECT_THAT(File(parcel, CLAIM_CAUSE_LOST), StatusIs(kFailed, kClaimExists));
  EXPECT_THAT(Reject(id), StatusIs(kFailed, kTransitionNotAllowed));
  EXPECT_EQ(ClaimsOfTheDossier().size(), 1u);
}

// TT 17/2017 Đ.8: within six months.
TEST_F(LeavingTest, AComplaintMayComeWhenTheParcelLeftLongAgo) {
  const std::string id = MakeDelivered();
  LetGo();
  ASSERT_TRUE(absl::IsNotFound(RunOn(io, consignments.Load(id)).status()));
  EXPECT_THAT(File(id, CLAIM_CAUSE_DAMAGED), IsOk());
  const std::string other = MakeDelivered();
  for (int month = 0; month < 6; ++month) LetGo();
  EXPECT_THAT(File(other, CLAIM_CAUSE_DAMAGED), StatusIs(kFailed, kClaimTooLate));
}

TEST_F(LeavingTest, AnAuditKnowsClaimsThatLeft) {
  const auto parcels = MakeTransfers(2);
  CarryInBag(parcels);
  Pump();
  ASSERT_THAT(Reject(ClaimIdOf(parcels[1])), IsOk());
  LetGo();
  v1::AuditCustodyRequest request;
  request.add_dossier_codes(kDossier);
  const auto counts = RunOn(io, custody.AuditCustody(Everyone(), request));
  ASSERT_THAT(counts, IsOk());
  EXPECT_EQ(counts->missing(), 1);
  EXPECT_EQ(counts->unclaimed(), 0);
}

TEST_F(LeavingTest, ADayStaysUntilItsQuarterIsSettled) {
  AgreeOnADay();
  for (int month = 0; month < 3; ++month) LetGo();
  EXPECT_TRUE(InRedis(DayId({kOffice, kUnit}, "2023-02-01")));
  ASSERT_THAT(SettleQuarter(), IsOk());
  ASSERT_THAT(RunOn(io, leaving.RunOnce()), IsOk());
  EXPECT_TRUE(InRedis(DayId({kOffice, kUnit}, "2023-02-01")));
}

TEST_F(LeavingTest, ASettledQuarterAndItsDaysAreFoundAndTheBookStays) {
  AgreeOnADay();
  const auto quarter = SettleQuarter();
  ASSERT_THAT(quarter, IsOk());
  auto get_day = OfBook<v1::GetDaySettlementRequest>();
  get_day.set_day("2023-02-01");
  const auto day = RunOn(io, ledger_service.GetDaySettlement(Everyone(), get_day));
  const auto book = RunOn(io, ledger.Load(IdOf({kOffice, kUnit})));
  LetGo();
  EXPECT_FALSE(InRedis(DayId({kOffice, kUnit}, "2023-02-01")));
  EXPECT_FALSE(InRedis(QuarterId({kOffice, kUnit}, {2023, 1})));
  EXPECT_THAT(*RunOn(io, ledger.Load(IdOf({kOffice, kUnit})))->state, EqualsProto(*book->state));
  EXPECT_THAT(*RunOn(io, ledger_service.GetDaySettlement(Everyone(), get_day)), EqualsProto(*day));
  auto get_quarter = OfBook<v1::GetQuarterSettlementRequest>();
  get_quarter.set_year(2023);
  get_quarter.set_quarter(1);
  EXPECT_THAT(RunOn(io, ledger_service.GetQuarterSettlement(Everyone(), get_quarter))->settlement(),
              EqualsProto(quarter->settlement()));
}

// Nothing is settled twice because the first statement is no longer in Redis.
TEST_F(LeavingTest, WhatLeftIsSettledOnceAndForAll) {
  AgreeOnADay();
  const auto quarter = SettleQuarter();
  ASSERT_THAT(quarter, IsOk());
  LetGo();
  const size_t told = Events().size();
  const auto again = SettleQuarter();
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(again->settlement(), EqualsProto(quarter->settlement()));
  const auto day = SettleDay();
  ASSERT_THAT(day, IsOk());
  ASSERT_EQ(day->settlements_size(), 1);
  EXPECT_TRUE(day->settlements(0).in_quarter());
  const auto closed = StatusIs(kFailed, kSettlementClosed);
  EXPECT_THAT(Confirm(1), closed);
  auto explain = Asking<v1::ExplainDifferenceRequest>();
  explain.set_day("2023-02-01");
  explain.set_explanation("muộn");
  EXPECT_THAT(RunOn(io, ledger_service.ExplainDifference(Everyone(), explain)), closed);
  EXPECT_EQ(Events().size(), told);
  EXPECT_FALSE(InRedis(QuarterId({kOffice, kUnit}, {2023, 1})));
}

}  // namespace
}  // namespace motcua::postal
