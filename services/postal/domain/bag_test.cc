#include "services/postal/domain/bag.h"

#include "common/base/reasons.h"
#include "services/postal/domain/custody.h"
#include "services/postal/domain/test_consignments.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;

class BagTest : public ConsignmentsTest {
 protected:
  BagTest() {
    for (const char* id : {kOneParcel, kOtherParcel}) {
      Consignment& made = consignments.emplace_back(Transfer({id}));
      Take(TRACKING_KIND_COLLECTED, On(1, 14), "BD.866", made, id);
    }
    for (Consignment& one : consignments) carried[one.id()] = {&one, &events};
    events.clear();
  }
  Doing At(absl::Time now) { return {"vnpost", now, &catalogue.calendar()}; }
  absl::Status Add(std::vector<std::string> ids) {
    return AddParcels(ids, carried, At(On(1, 15)), bag);
  }
  void Send() {
    ASSERT_THAT(Add({kOneParcel, kOtherParcel}), IsOk());
    ASSERT_THAT(Dispatch("S-17", "Lê Văn Bưu", carried, At(On(1, 16)), bag), IsOk());
  }
  const Parcel& ParcelAt(int i) { return consignments[i].parcels(0); }
  BagItemState StateAt(int i) { return bag.items(i).state(); }

  std::deque<Consignment> consignments;
  CarriedParcels carried;
  Bag bag = NewBag("BD.866-230201-0001", "BD.866", "BD.87", On(1, 14, 30));
};

TEST_F(BagTest, WhatIsInItGoesWithIt) {
  Send();
  EXPECT_EQ(bag.state(), BAG_STATE_DISPATCHED);
  EXPECT_EQ(FromProto(bag.due_time()), On(6, 17)) << "after three: counted from the 2nd";
  EXPECT_EQ(bag.giver().name(), "Lê Văn Bưu");
  for (int i : {0, 1}) {
    EXPECT_EQ(ParcelAt(i).bag_id(), bag.id());
    EXPECT_EQ(ParcelAt(i).holder().kind(), HOLDER_KIND_ON_THE_WAY);
    EXPECT_EQ(bag.items(i).paper_count(), 1);
  }
  EXPECT_TRUE(Receive({{kOneParcel, kOtherParcel}, {}}, carried, At(On(2, 7)), bag).empty());
  ASSERT_THAT(Reconcile("Trần Thị Nhận", "", carried, At(On(2, 8)), bag), IsOk());
  for (int i : {0, 1}) {
    EXPECT_EQ(ParcelAt(i).bag_id(), "");
    EXPECT_EQ(ParcelAt(i).holder().code(), "BD.87");
    EXPECT_EQ(StateAt(i), BAG_ITEM_STATE_RECEIVED);
    EXPECT_EQ(consignments[i].hand_overs(2).bag_id(), bag.id());
    EXPECT_EQ(VerifyLog(consignments[i]).fault, CustodyFault::kNone);
  }
  EXPECT_EQ(bag.taker().name(), "Trần Thị Nhận");
  EXPECT_THAT(Told(event::v1::Event::kParcelFaulted), IsEmpty());
}

TEST_F(BagTest, WhatIsNotInItIsShortAndMissed) {
  Send();
  Receive({{kOneParcel}, {}}, carried, At(On(2, 7)), bag);
  EXPECT_EQ(StateAt(1), BAG_ITEM_STATE_EXPECTED);
  ASSERT_THAT(Reconcile("Trần Thị Nhận", "niêm phong rách", carried, At(On(2, 8)), bag), IsOk());
  EXPECT_THAT(ParcelsIn(bag, BAG_ITEM_STATE_SHORT), ElementsAre(kOtherParcel));
  EXPECT_EQ(ParcelAt(1).missed_in_bag(), bag.id());
  EXPECT_EQ(ParcelAt(1).holder().code(), "BD.866") << "who gave it away answers for it";
  EXPECT_TRUE(ParcelAt(1).has_receive_due_time()) << "the hand-over is not closed";
  const auto faults = Told(event::v1::Event::kParcelFaulted);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].parcel_faulted().bag_id(), bag.id());
}

TEST_F(BagTest, WhatIsNotOnTheManifestIsOver) {
  ASSERT_THAT(Add({kOneParcel}), IsOk());
  ASSERT_THAT(Dispatch("S-17", "A", carried, At(On(1, 16)), bag), IsOk());
  EXPECT_THAT(
      Receive({{kOneParcel, kOtherParcel, "EQ000000014VN"}, {}}, carried, At(On(2, 7)), bag),
      ElementsAre(kOtherParcel, "EQ000000014VN"));
  EXPECT_EQ(ParcelAt(1).holder().code(), "BD.87") << "known, so its holder is, too";
  EXPECT_EQ(bag.items(2).consignment_id(), "") << "nobody knows this one";
  EXPECT_THAT(ParcelsIn(bag, BAG_ITEM_STATE_OVER), ElementsAre(kOtherParcel, "EQ000000014VN"));
}

TEST_F(BagTest, AParcelSeenElsewhereIsShortButNotMissed) {
  Send();
  Bag other = NewBag("BD.871-230201-0001", "BD.871", "BD.87", On(1, 14));
  other.set_state(BAG_STATE_DISPATCHED);
  Receive({{kOtherParcel}, {}}, carried, At(On(2, 7)), other);
  Receive({{kOneParcel}, {}}, carried, At(On(2, 7)), bag);
  ASSERT_THAT(Reconcile("A", "", carried, At(On(2, 8)), bag), IsOk());
  EXPECT_EQ(StateAt(1), BAG_ITEM_STATE_SHORT);
  EXPECT_EQ(ParcelAt(1).missed_in_bag(), "");
  EXPECT_THAT(Told(event::v1::Event::kParcelFaulted), IsEmpty());
}

TEST_F(BagTest, AScanTwiceCountsOnceAndMayFindDamage) {
  Send();
  Receive({{kOneParcel}, {}}, carried, At(On(2, 7)), bag);
  const int reports = consignments[0].events_size();
  Receive({{kOneParcel}, {}}, carried, At(On(2, 7, 5)), bag);
  EXPECT_EQ(consignments[0].events_size(), reports);
  Receive({{}, {kOneParcel}}, carried, At(On(2, 7, 6)), bag);
  EXPECT_EQ(StateAt(0), BAG_ITEM_STATE_DAMAGED);
  EXPECT_TRUE(ParcelAt(0).damaged());
  EXPECT_EQ(FromProto(bag.items(0).scan_time()), On(2, 7));
}

TEST_F(BagTest, WhatIsPutInIsAtTheOfficeWhateverTheScansSay) {
  Consignment& late = consignments.emplace_back(Transfer({"EQ000000014VN"}));
  carried[late.id()] = {&late, &events};
  ASSERT_THAT(Add({"EQ000000014VN"}), IsOk());
  EXPECT_EQ(late.state(), CONSIGNMENT_STATE_COLLECTED);
  EXPECT_EQ(late.parcels(0).holder().code(), "BD.866");
}

TEST_F(BagTest, ReceivedAndSentOnAtOneInstantItIsOnTheWay) {
  Send();
  Receive({{kOneParcel, kOtherParcel}, {}}, carried, At(On(2, 7)), bag);
  Bag onward = NewBag("BD.87-230202-0001", "BD.87", "BD.871", On(2, 7));
  ASSERT_THAT(AddParcels({kOneParcel}, carried, At(On(2, 7)), onward), IsOk());
  ASSERT_THAT(Dispatch("S-18", "B", carried, At(On(2, 7)), onward), IsOk());
  EXPECT_EQ(ParcelAt(0).holder().kind(), HOLDER_KIND_ON_THE_WAY);
  EXPECT_EQ(ParcelAt(0).holder().code(), "BD.87");
}

TEST_F(BagTest, RefusesWhatDoesNotFitAndPutsNothingIn) {
  Take(TRACKING_KIND_ARRIVED, On(1, 14, 40), "BD.871", consignments[1], kOtherParcel);
  EXPECT_THAT(Add({kOneParcel, kOtherParcel}), StatusIs(kFailed, kParcelNotFit)) << "elsewhere";
  EXPECT_EQ(ParcelAt(0).bag_id(), "");
  EXPECT_THAT(bag.items(), IsEmpty());
  ASSERT_THAT(Add({kOneParcel}), IsOk());
  EXPECT_THAT(Add({kOneParcel}), StatusIs(kFailed, kParcelNotFit)) << "in it already";
  Bag other = NewBag("BD.866-230201-0002", "BD.866", "BD.87", On(1, 14));
  EXPECT_THAT(AddParcels({kOneParcel}, carried, At(On(1, 15)), other),
              StatusIs(kFailed, kParcelNotFit))
      << "in another";
  Take(TRACKING_KIND_DELIVERED, On(1, 14, 50), "BD.87", consignments[1], kOtherParcel);
  EXPECT_THAT(Add({kOtherParcel}), StatusIs(kFailed, kParcelNotFit)) << "at its end";
}

TEST_F(BagTest, ABagGoesOneWay) {
  EXPECT_THAT(Dispatch("S", "A", carried, At(On(1, 16)), bag), StatusIs(kFailed, kBagEmpty));
  EXPECT_THAT(CheckReceiving(bag), StatusIs(kFailed, kBagNotDispatched));
  EXPECT_THAT(Reconcile("A", "", carried, At(On(1, 16)), bag),
              StatusIs(kFailed, kBagNotDispatched));
  Send();
  EXPECT_THAT(Add({kOneParcel}), StatusIs(kFailed, kBagClosed));
  EXPECT_THAT(Dispatch("S", "A", carried, At(On(1, 17)), bag), StatusIs(kFailed, kBagClosed));
  ASSERT_THAT(Reconcile("A", "", carried, At(On(2, 8)), bag), IsOk()) << "an empty bag, too";
  EXPECT_THAT(CheckReceiving(bag), StatusIs(kFailed, kBagClosed));
  EXPECT_THAT(Reconcile("A", "", carried, At(On(2, 8)), bag), StatusIs(kFailed, kBagClosed));
}

TEST_F(BagTest, TellsItsCounts) {
  Send();
  Receive({{"EQ000000014VN"}, {kOneParcel}}, carried, At(On(2, 7)), bag);
  ASSERT_THAT(Reconcile("A", "", carried, At(On(2, 8)), bag), IsOk());
  const auto moved = MovedEvent(bag, At(On(2, 8))).bag_moved();
  EXPECT_EQ(moved.expected(), 2);
  EXPECT_EQ(moved.received(), 0);
  EXPECT_EQ(moved.damaged(), 1);
  EXPECT_EQ(moved.missing(), 1);
  EXPECT_EQ(moved.over(), 1);
}

}  // namespace
}  // namespace motcua::postal
