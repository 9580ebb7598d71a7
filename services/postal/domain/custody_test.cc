#include "services/postal/domain/custody.h"

#include "services/postal/domain/test_consignments.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

std::string Text(const Holder& holder) {
  return absl::StrCat(HolderKind_Name(holder.kind()).substr(12), " ", holder.code());
}

class CustodyTest : public ConsignmentsTest {
 protected:
  Consignment Travelled() {
    Consignment one = Transfer();
    Take(TRACKING_KIND_COLLECTED, On(1, 14), "BD.866", one);
    Take(TRACKING_KIND_DEPARTED, On(1, 16), "BD.866", one);
    Take(TRACKING_KIND_ARRIVED, On(2, 7), "BD.87", one);
    Take(TRACKING_KIND_OUT_FOR_DELIVERY, On(2, 8), "BD.87", one);
    Take(TRACKING_KIND_DELIVERED, On(2, 9), "BD.87", one);
    return one;
  }
  static std::vector<std::string> Log(const Consignment& consignment) {
    std::vector<std::string> log;
    for (const HandOver& one : consignment.hand_overs()) {
      log.push_back(absl::StrCat(Text(one.from()), " → ", Text(one.to())));
    }
    return log;
  }
};

TEST_F(CustodyTest, LogsWhoGaveItToWhom) {
  const Consignment one = Travelled();
  EXPECT_THAT(Log(one), testing::ElementsAre("UNIT 29869 → POST_OFFICE BD.866",
                                             "POST_OFFICE BD.866 → ON_THE_WAY BD.866",
                                             "ON_THE_WAY BD.866 → POST_OFFICE BD.87",
                                             "POST_OFFICE BD.87 → UNIT 87.SXD"));
  EXPECT_EQ(Text(one.parcels(0).holder()), "UNIT 87.SXD");
  EXPECT_EQ(VerifyLog(one).fault, CustodyFault::kNone);
}

TEST_F(CustodyTest, EachHandOverIsToldWithItsReport) {
  const Consignment one = Travelled();
  const auto told = Told(event::v1::Event::kTrackingRecorded);
  ASSERT_EQ(told.size(), 5u);
  EXPECT_EQ(told[2].tracking_recorded().hand_over().SerializeAsString(),
            one.hand_overs(2).SerializeAsString());
  EXPECT_FALSE(told[3].tracking_recorded().has_hand_over()) << "it was with that office before";
}

TEST_F(CustodyTest, AScanThatComesLateLeavesTheHolderAsItIs) {
  Consignment one = Travelled();
  Take(TRACKING_KIND_ARRIVED, On(1, 20), "BD.29884", one);
  EXPECT_EQ(Text(one.parcels(0).holder()), "UNIT 87.SXD");
  EXPECT_EQ(Log(one).back(), "ON_THE_WAY BD.866 → POST_OFFICE BD.29884");
  EXPECT_EQ(VerifyLog(one).fault, CustodyFault::kNone);
}

TEST_F(CustodyTest, AMissingScanIsAGapInTheLog) {
  Consignment one = Transfer();
  Take(TRACKING_KIND_ARRIVED, On(2, 7), "BD.87", one);
  EXPECT_THAT(Log(one), testing::ElementsAre("UNIT 29869 → POST_OFFICE BD.87"));
}

TEST_F(CustodyTest, WhatIsLostIsWithWhomHadItLast) {
  Consignment one = Transfer();
  Take(TRACKING_KIND_DEPARTED, On(1, 16), "BD.866", one);
  Take(TRACKING_KIND_LOST, On(5, 16), "", one);
  EXPECT_EQ(Text(one.parcels(0).holder()), "ON_THE_WAY BD.866");
}

TEST_F(CustodyTest, FindsEveryAlteration) {
  struct Row {
    const char* name;
    std::function<void(Consignment&)> alter;
    CustodyFault fault;
    int sequence;
  };
  const Row rows[] = {
      {"another holder", [](auto& c) { c.mutable_hand_overs(1)->mutable_to()->set_code("BD.871"); },
       CustodyFault::kHash, 2},
      {"another time",
       [](auto& c) { c.mutable_hand_overs(2)->mutable_hand_over_time()->set_seconds(1); },
       CustodyFault::kHash, 3},
      {"another bag", [](auto& c) { c.mutable_hand_overs(0)->set_bag_id("x"); },
       CustodyFault::kHash, 1},
      {"one taken out", [](auto& c) { c.mutable_hand_overs()->DeleteSubrange(1, 1); },
       CustodyFault::kSequence, 2},
      {"one made anew",
       [](auto& c) {
         HandOver& one = *c.mutable_hand_overs(1);
         one.mutable_to()->set_code("BD.871");
         one.set_hash(HashOf(one));
       },
       CustodyFault::kLink, 3},
      {"another dossier", [](auto& c) { c.set_dossier_code("x"); }, CustodyFault::kLink, 1},
  };
  for (const Row& row : rows) {
    Consignment altered = Travelled();
    row.alter(altered);
    const CustodyFinding finding = VerifyLog(altered);
    EXPECT_EQ(finding.fault, row.fault) << row.name;
    EXPECT_EQ(finding.sequence, row.sequence) << row.name;
  }
}

TEST_F(CustodyTest, ALogBeginsWithTheDossiersLogBefore) {
  Consignment before = Travelled();
  Consignment next = Transfer({kOtherParcel});
  next.set_previous_consignment(before.id());
  next.set_previous_hash(HeadOf(before));
  EXPECT_TRUE(LinksBack(next, before));
  Take(TRACKING_KIND_ARRIVED, On(1, 20), "BD.29884", before);
  EXPECT_TRUE(LinksBack(next, before)) << "a late scan goes behind";
  before.mutable_hand_overs(3)->set_hash("another");
  EXPECT_FALSE(LinksBack(next, before));
}

}  // namespace
}  // namespace motcua::postal
