#include "common/base/reasons.h"
#include "services/postal/domain/custody.h"
#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kDenied = absl::StatusCode::kPermissionDenied;

class BagServiceTest : public PostalTest {
 protected:
  static v1::BuildBagRequest BuildRequest(std::string request_id,
                                          std::vector<std::string> parcels) {
    v1::BuildBagRequest request;
    request.set_request_id(std::move(request_id));
    request.set_from_office("BD.866");
    request.set_to_office("BD.87");
    request.mutable_parcel_ids()->Assign(parcels.begin(), parcels.end());
    return request;
  }
  absl::StatusOr<v1::BuildBagResponse> Build(std::vector<std::string> parcels,
                                             std::string request_id = "build") {
    return RunOn(io, manifests.BuildBag(Everyone(), BuildRequest(request_id, std::move(parcels))));
  }
  absl::StatusOr<v1::AddToBagResponse> Add(std::string bag, std::vector<std::string> parcels) {
    v1::AddToBagRequest request;
    request.set_request_id(Cat("add-", ++serial));
    request.set_bag_id(std::move(bag));
    request.mutable_parcel_ids()->Assign(parcels.begin(), parcels.end());
    return RunOn(io, manifests.AddToBag(Everyone(), request));
  }
  absl::StatusOr<v1::DispatchBagResponse> Dispatch(std::string bag,
                                                   const runtime::CallContext& call = Everyone()) {
    v1::DispatchBagRequest request;
    request.set_request_id("dispatch");
    request.set_bag_id(std::move(bag));
    request.set_seal("S-17");
    request.set_signer("Lê Văn Bưu");
    return RunOn(io, manifests.DispatchBag(call, request));
  }
  absl::StatusOr<v1::ReceiveBagResponse> Receive(std::string bag, std::vector<std::string> parcels,
                                                 std::vector<std::string> damaged = {}) {
    v1::ReceiveBagRequest request;
    request.set_request_id(Cat("receive-", ++serial));
    request.set_bag_id(std::move(bag));
    request.mutable_parcel_ids()->Assign(parcels.begin(), parcels.end());
    request.mutable_damaged_ids()->Assign(damaged.begin(), damaged.end());
    request.set_all(parcels.empty() && damaged.empty());
    return RunOn(io, manifests.ReceiveBag(Everyone(), request));
  }
  absl::StatusOr<v1::ReconcileBagResponse> Reconcile(std::string bag) {
    v1::ReconcileBagRequest request;
    request.set_request_id(Cat("reconcile-", ++serial));
    request.set_bag_id(std::move(bag));
    request.set_signer("Trần Thị Nhận");
    return RunOn(io, manifests.ReconcileBag(Everyone(), request));
  }
  std::vector<std::string> MakeTransfers(int count) {
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) ids.push_back(MakeTransfer(Cat("transfer-", ++serial)));
    return ids;
  }
  Bag StoredBag(std::string id) {
    auto loaded = RunOn(io, bags.Load(std::move(id)));
    EXPECT_THAT(loaded, IsOk());
    return loaded.ok() ? *loaded->state : Bag();
  }
  // What was told of bags, in order.
  std::vector<BagState> Moves() {
    std::vector<BagState> states;
    for (const Event& event : Events()) {
      if (event.has_bag_moved()) states.push_back(event.bag_moved().state());
    }
    return states;
  }

  int serial = 0;
};

TEST_F(BagServiceTest, TravelsFromOneOfficeToTheOther) {
  const auto parcels = MakeTransfers(3);
  const auto built = Build(parcels);
  ASSERT_THAT(built, IsOk());
  EXPECT_EQ(built->bag_id(), "BD.866-230201-0001");
  EXPECT_EQ(built->parcels(), 3);
  ASSERT_THAT(Dispatch(built->bag_id()), IsOk());
  EXPECT_EQ(Stored(parcels[0]).state(), CONSIGNMENT_STATE_IN_TRANSIT);
  EXPECT_EQ(Listed("BD.866/IN_TRANSIT").size(), 3u);
  clock.Advance(absl::Hours(22));
  const auto received = Receive(built->bag_id(), {parcels[0], parcels[1]});
  ASSERT_THAT(received, IsOk());
  EXPECT_EQ(received->received(), 2);
  EXPECT_EQ(received->expected(), 1);
  ASSERT_THAT(Receive(built->bag_id(), {}), IsOk()) << "the rest, all at once";
  const auto reconciled = Reconcile(built->bag_id());
  ASSERT_THAT(reconciled, IsOk());
  EXPECT_THAT(reconciled->short_ids(), IsEmpty());
  for (const std::string& id : parcels) {
    const Consignment parcel = Stored(id);
    EXPECT_EQ(parcel.parcels(0).holder().code(), "BD.87");
    EXPECT_EQ(VerifyLog(parcel).fault, CustodyFault::kNone);
  }
  EXPECT_THAT(Moves(), ElementsAre(BAG_STATE_OPEN, BAG_STATE_DISPATCHED, BAG_STATE_RECEIVED,
                                   BAG_STATE_RECONCILED));
}

TEST_F(BagServiceTest, AllParcelsGoInOrNone) {
  auto parcels = MakeTransfers(2);
  const auto built = Build({});
  ASSERT_THAT(built, IsOk());
  EXPECT_THAT(Add(built->bag_id(), {parcels[0], "EQ473124829VN"}),
              StatusIs(kNotFound, kConsignmentNotFound));
  EXPECT_THAT(StoredBag(built->bag_id()).items(), IsEmpty());
  ASSERT_THAT(Add(built->bag_id(), {parcels[0]}), IsOk());
  EXPECT_THAT(Add(built->bag_id(), {parcels[1], parcels[0]}), StatusIs(kFailed, kParcelNotFit));
  EXPECT_EQ(Stored(parcels[1]).parcels(0).bag_id(), "");
  EXPECT_EQ(Stored(parcels[0]).parcels(0).bag_id(), built->bag_id());
}

TEST_F(BagServiceTest, ARepeatedCallHasOneEffectAndOneAnswer) {
  const auto parcels = MakeTransfers(2);
  const auto built = Build(parcels);
  const auto again = Build(parcels);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->bag_id(), built->bag_id());
  ASSERT_THAT(Dispatch(built->bag_id()), IsOk());
  const size_t events = Events().size();
  ASSERT_THAT(Dispatch(built->bag_id()), IsOk()) << "the first answer";
  EXPECT_EQ(Events().size(), events);
}

TEST_F(BagServiceTest, WhatIsShortOrDamagedGetsAClaim) {
  const auto parcels = MakeTransfers(3);
  const auto built = Build(parcels);
  ASSERT_THAT(Dispatch(built->bag_id()), IsOk());
  clock.Advance(absl::Hours(22));
  ASSERT_THAT(Receive(built->bag_id(), {parcels[0]}, {parcels[1]}), IsOk());
  const auto reconciled = Reconcile(built->bag_id());
  ASSERT_THAT(reconciled, IsOk());
  EXPECT_THAT(reconciled->short_ids(), ElementsAre(parcels[2]));
  EXPECT_THAT(reconciled->damaged_ids(), ElementsAre(parcels[1]));
  ASSERT_EQ(Inbox("postal").size(), 2u);
  for (const Event& event : Inbox("postal")) {
    ASSERT_THAT(React({}, event), IsOkAndHolds(store::Reaction::kCommitted));
    ASSERT_THAT(React({}, event), IsOkAndHolds(store::Reaction::kCommitted)) << "twice is once";
  }
  std::vector<std::string> causes;
  for (const Event& event : Events()) {
    if (!event.has_claim_moved()) continue;
    causes.push_back(
        Cat(event.claim_moved().parcel_id(), " ", ClaimCause_Name(event.claim_moved().cause())));
    EXPECT_EQ(event.claim_moved().post_office(),
              event.claim_moved().cause() == CLAIM_CAUSE_SHORT ? "BD.866" : "BD.87");
  }
  EXPECT_THAT(causes, UnorderedElementsAre(Cat(parcels[1], " CLAIM_CAUSE_DAMAGED"),
                                           Cat(parcels[2], " CLAIM_CAUSE_SHORT")));
}

TEST_F(BagServiceTest, WhatNobodyKnowsIsOver) {
  const auto parcels = MakeTransfers(2);
  const auto built = Build({parcels[0]});
  ASSERT_THAT(Dispatch(built->bag_id()), IsOk());
  const auto received = Receive(built->bag_id(), {parcels[0], parcels[1], "EQ473124829VN"});
  ASSERT_THAT(received, IsOk());
  EXPECT_THAT(received->over_ids(), ElementsAre(parcels[1], "EQ473124829VN"));
  EXPECT_EQ(received->received(), 1);
  EXPECT_EQ(Stored(parcels[1]).parcels(0).holder().code(), "BD.87");
}

TEST_F(BagServiceTest, ParcelsOfOneConsignmentMayTravelApart) {
  auto request = TransferRequest("two");
  request.add_parcels()->add_papers()->set_name("Bản vẽ");
  request.add_parcels()->add_papers()->set_name("Sổ đỏ");
  for (auto& parcel : *request.mutable_parcels()) parcel.mutable_papers(0)->set_count(1);
  const auto made = Create(request);
  ASSERT_THAT(made, IsOk());
  ASSERT_EQ(made->parcel_ids_size(), 2);
  EXPECT_EQ(made->parcel_ids(0), made->consignment_id());
  const auto built = Build({made->parcel_ids(1)});
  ASSERT_THAT(built, IsOk());
  ASSERT_THAT(Dispatch(built->bag_id()), IsOk());
  const Consignment consignment = Stored(made->consignment_id());
  EXPECT_EQ(consignment.parcels(1).holder().kind(), HOLDER_KIND_ON_THE_WAY);
  EXPECT_EQ(consignment.parcels(0).holder().kind(), HOLDER_KIND_UNIT);
  EXPECT_EQ(consignment.state(), CONSIGNMENT_STATE_CREATED);
  v1::GetConsignmentRequest get;
  get.set_consignment_id(made->parcel_ids(1));
  const auto shown = RunOn(io, service.GetConsignment(Everyone(), get));
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->consignment().id(), made->consignment_id());
}

TEST_F(BagServiceTest, HundredsMoveInOneCommit) {
  const auto parcels = MakeTransfers(500);
  const auto built = Build(parcels);
  ASSERT_THAT(built, IsOk());
  ASSERT_THAT(Dispatch(built->bag_id()), IsOk());
  EXPECT_EQ(Listed("BD.866/IN_TRANSIT").size(), 500u);
  ASSERT_THAT(Receive(built->bag_id(), {}), IsOk());
  ASSERT_THAT(Reconcile(built->bag_id()), IsOk());
  EXPECT_EQ(Stored(parcels[499]).parcels(0).holder().code(), "BD.87");
}

TEST_F(BagServiceTest, IsListedBySenderAndReceiver) {
  const auto first = Build(MakeTransfers(1), "one"), second = Build({}, "two");
  ASSERT_THAT(Dispatch(first->bag_id()), IsOk());
  v1::ListBagsRequest request;
  request.set_from_office("BD.866");
  auto listed = RunOn(io, manifests.ListBags(Everyone(), request));
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->bags_size(), 2);
  EXPECT_EQ(listed->bags(0).parcels(), 1);
  EXPECT_THAT(listed->bags(0).bag().items(), IsEmpty());
  request.clear_from_office();
  request.set_to_office("BD.87");
  request.set_state(BAG_STATE_DISPATCHED);
  listed = RunOn(io, manifests.ListBags(Everyone(), request));
  ASSERT_EQ(listed->bags_size(), 1);
  EXPECT_EQ(listed->bags(0).bag().id(), first->bag_id());
  ASSERT_THAT(Reconcile(first->bag_id()), IsOk());
  request.clear_state();
  listed = RunOn(io, manifests.ListBags(Everyone(), request));
  ASSERT_EQ(listed->bags_size(), 1) << "the one that is still open";
  EXPECT_EQ(listed->bags(0).bag().id(), second->bag_id());
}

TEST_F(BagServiceTest, EachSideDoesItsPart) {
  const auto built = Build(MakeTransfers(1));
  EXPECT_THAT(Dispatch(built->bag_id(), By("vnpost-871", {"871"})),
              StatusIs(kDenied, kUnitOutOfScope));
  EXPECT_THAT(Dispatch(built->bag_id(), By("vnpost-866", {"866"})), IsOk());
  v1::ReceiveBagRequest request;
  request.set_request_id("receive");
  request.set_bag_id(built->bag_id());
  request.set_all(true);
  EXPECT_THAT(RunOn(io, manifests.ReceiveBag(By("vnpost-866", {"866"}), request)),
              StatusIs(kDenied, kUnitOutOfScope));
  v1::GetBagRequest get;
  get.set_bag_id(built->bag_id());
  EXPECT_THAT(RunOn(io, manifests.GetBag(By("vnpost-866", {"866"}), get)), IsOk());
  EXPECT_THAT(RunOn(io, manifests.GetBag(By("vnpost-871", {"871"}), get)),
              StatusIs(kDenied, kUnitOutOfScope));
}

TEST_F(BagServiceTest, RefusesWrongRequests) {
  EXPECT_THAT(Dispatch("BD.866-230201-0009"), StatusIs(kNotFound, kBagNotFound));
  auto request = BuildRequest("x", {});
  request.set_to_office("BD.866");
  EXPECT_THAT(RunOn(io, manifests.BuildBag(Everyone(), request)),
              StatusIs(kInvalid, kFieldInvalid));
  request.set_to_office("BD.999");
  EXPECT_THAT(RunOn(io, manifests.BuildBag(Everyone(), request)),
              StatusIs(kNotFound, kPostOfficeNotFound));
  EXPECT_THAT(Build({"EQ1"}), StatusIs(kInvalid, kFieldInvalid));
  EXPECT_THAT(Build({"EQ473124829VN", "EQ473124829VN"}), StatusIs(kInvalid, kFieldInvalid));
  EXPECT_THAT(Build(std::vector<std::string>(501, "EQ473124829VN")),
              StatusIs(kInvalid, kBatchTooLarge));
}

}  // namespace
}  // namespace motcua::postal
