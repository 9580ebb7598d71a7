#include "services/postal/domain/parcels.h"

#include <algorithm>
#include <random>

#include "services/postal/domain/custody.h"
#include "services/postal/domain/test_consignments.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using event::v1::Event;
using testing::ElementsAre;

class ParcelsTest : public ConsignmentsTest {};

TEST_F(ParcelsTest, APartlyDeliveredConsignmentEndsWithItsLastParcel) {
  Consignment two = Transfer({kOneParcel, kOtherParcel});
  Take(TRACKING_KIND_COLLECTED, On(1, 14), "BD.866", two, kOneParcel);
  EXPECT_EQ(two.state(), CONSIGNMENT_STATE_CREATED) << "the other is behind";
  Take(TRACKING_KIND_DELIVERED, On(2, 9), "BD.87", two, kOneParcel);
  EXPECT_EQ(two.state(), CONSIGNMENT_STATE_PARTLY_DELIVERED);
  EXPECT_THAT(Told(Event::kTransferArrived), testing::IsEmpty());
  Take(TRACKING_KIND_DELIVERED, On(3, 9), "BD.87", two, kOtherParcel);
  EXPECT_EQ(two.state(), CONSIGNMENT_STATE_DELIVERED);
  EXPECT_EQ(FromProto(two.finish_time()), On(3, 9));
  EXPECT_EQ(Told(Event::kTransferArrived).size(), 1u);
}

TEST_F(ParcelsTest, OneLostParcelIsALostConsignmentWhenTheOthersAreAtTheirEnd) {
  Consignment two = Transfer({kOneParcel, kOtherParcel});
  Take(TRACKING_KIND_LOST, On(2, 9), "BD.866", two, kOneParcel);
  EXPECT_EQ(two.state(), CONSIGNMENT_STATE_CREATED) << "the other may yet come";
  Take(TRACKING_KIND_DELIVERED, On(3, 9), "BD.87", two, kOtherParcel);
  EXPECT_EQ(two.state(), CONSIGNMENT_STATE_LOST);
  EXPECT_EQ(Told(Event::kLost).size(), 1u);
  Take(TRACKING_KIND_DELIVERED, On(4, 9), "BD.87", two, kOneParcel);
  EXPECT_EQ(two.state(), CONSIGNMENT_STATE_DELIVERED) << "a proof of delivery finds it";
}

TEST_F(ParcelsTest, WhatWasStoredBeforeParcelsWereRecordedHasOne) {
  Consignment old = Transfer();
  old.clear_parcels();
  Take(TRACKING_KIND_COLLECTED, On(1, 14), "BD.866", old);
  ASSERT_EQ(old.parcels_size(), 1);
  EXPECT_EQ(old.parcels(0).id(), old.id());
  EXPECT_EQ(old.state(), CONSIGNMENT_STATE_COLLECTED);
}

TEST_F(ParcelsTest, FaultsAreToldOnceAndTheirEnd) {
  Consignment one = Transfer();
  Take(TRACKING_KIND_COLLECTED, On(1, 14), "BD.866", one);
  Take(TRACKING_KIND_DEPARTED, On(1, 16), "BD.866", one);
  Take(TRACKING_KIND_DAMAGED, On(2, 7), "BD.87", one);
  TrackingEvent missed = ReportOf(kOneParcel, TRACKING_KIND_MISSED, On(2, 8), "BD.866");
  missed.set_bag_id("BD.866-230201-0001");
  Take(missed, one);
  Take(missed, one);
  EXPECT_EQ(one.parcels(0).missed_in_bag(), "BD.866-230201-0001");
  Take(TRACKING_KIND_LOST, On(3, 8), "", one);
  Take(TRACKING_KIND_ARRIVED, On(4, 8), "BD.87", one);
  std::vector<event::v1::ParcelFault> faults;
  for (const Event& event : Told(Event::kParcelFaulted)) {
    faults.push_back(event.parcel_faulted().fault());
    EXPECT_EQ(event.parcel_faulted().post_office(), "BD.866") << "it held the parcel last";
    EXPECT_EQ(FromProto(event.parcel_faulted().carry_time()), On(1, 14));
  }
  EXPECT_THAT(faults, ElementsAre(event::v1::PARCEL_FAULT_DAMAGED, event::v1::PARCEL_FAULT_MISSED,
                                  event::v1::PARCEL_FAULT_LOST, event::v1::PARCEL_FAULT_FOUND));
  EXPECT_EQ(one.parcels(0).missed_in_bag(), "");
}

TEST_F(ParcelsTest, WhatIsOnTheWayIsToBeReceivedInTwoWorkingDays) {
  Consignment one = Transfer();
  Take(TRACKING_KIND_COLLECTED, On(2, 14), "BD.866", one);
  EXPECT_FALSE(one.parcels(0).has_receive_due_time());
  Take(TRACKING_KIND_DEPARTED, On(2, 14, 30), "BD.866", one);
  EXPECT_EQ(FromProto(one.parcels(0).receive_due_time()), On(6, 17)) << "Friday, then Monday";
  Take(TRACKING_KIND_ARRIVED, On(3, 7), "BD.87", one);
  EXPECT_FALSE(one.parcels(0).has_receive_due_time());
}

// TT 17/2017 Đ.5: at least two invitations, two working days apart; the 3rd is a Friday.
TEST_F(ParcelsTest, AResultGoesBackAfterTwoInvitationsTwoWorkingDaysApart) {
  Consignment result = Result();
  Take(TRACKING_KIND_OUT_FOR_DELIVERY, On(3, 8), "BD.29884", result);
  Take(TRACKING_KIND_ATTEMPT_FAILED, On(3, 9), "BD.29884", result);
  Take(TRACKING_KIND_ATTEMPT_FAILED, On(6, 9), "BD.29884", result);
  EXPECT_FALSE(result.parcels(0).has_return_order_time()) << "one working day apart";
  Take(TRACKING_KIND_ATTEMPT_FAILED, On(7, 9), "BD.29884", result);
  EXPECT_EQ(FromProto(result.parcels(0).return_order_time()), On(7, 9));
  Take(TRACKING_KIND_ATTEMPT_FAILED, On(8, 9), "BD.29884", result);
  ASSERT_EQ(Told(Event::kReturnOrdered).size(), 1u);
  EXPECT_EQ(Told(Event::kReturnOrdered)[0].return_ordered().attempts(), 3);
  Take(TRACKING_KIND_RETURNED, On(9, 9), "BD.866", result);
  EXPECT_FALSE(result.parcels(0).has_return_order_time());
  EXPECT_EQ(result.parcels(0).holder().code(), "29869");
}

TEST_F(ParcelsTest, PapersBetweenUnitsAreBroughtAgainAndAgain) {
  Consignment transfer = Transfer();
  Take(TRACKING_KIND_ATTEMPT_FAILED, On(2, 9), "BD.87", transfer);
  Take(TRACKING_KIND_ATTEMPT_FAILED, On(8, 9), "BD.87", transfer);
  EXPECT_FALSE(transfer.parcels(0).has_return_order_time());
}

// Whatever order reports come in, and however often, the parcels end up the same.
TEST_F(ParcelsTest, ParcelsDependOnWhatWasReportedNotOnItsOrder) {
  std::mt19937 random(230201);
  const Kind kinds[] = {TRACKING_KIND_COLLECTED,      TRACKING_KIND_DEPARTED,
                        TRACKING_KIND_ARRIVED,        TRACKING_KIND_OUT_FOR_DELIVERY,
                        TRACKING_KIND_ATTEMPT_FAILED, TRACKING_KIND_DELIVERED,
                        TRACKING_KIND_RETURNED,       TRACKING_KIND_LOST,
                        TRACKING_KIND_DAMAGED,        TRACKING_KIND_MISSED};
  const char* offices[] = {"", "BD.866", "BD.87", "BD.29884"};
  for (int round = 0; round < 300; ++round) {
    std::vector<TrackingEvent> reports;
    for (int i = 0; i < 8; ++i) {
      reports.push_back(ReportOf(random() % 2 ? kOneParcel : kOtherParcel,
                                 kinds[random() % std::size(kinds)],
                                 On(1 + static_cast<int>(random() % 5), 8), offices[random() % 4]));
    }
    Consignment first = Transfer({kOneParcel, kOtherParcel});
    for (const auto& report : reports) Take(report, first);
    std::ranges::shuffle(reports, random);
    Consignment second = Transfer({kOneParcel, kOtherParcel});
    for (const auto& report : reports) Take(report, second);
    for (const auto& report : reports) Take(report, second);
    EXPECT_EQ(VerifyLog(second).fault, CustodyFault::kNone);
    first.clear_hand_overs();  // the log tells how it became known
    second.clear_hand_overs();
    EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString()) << first.DebugString();
  }
}

}  // namespace
}  // namespace motcua::postal
