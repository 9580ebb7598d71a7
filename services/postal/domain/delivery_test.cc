#include "services/postal/domain/delivery.h"

#include "common/base/reasons.h"
#include "services/postal/domain/test_consignments.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using event::v1::Event;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class DeliveryTest : public ConsignmentsTest {
 protected:
  static ProofOfDelivery Proof(RecipientCapacity capacity, absl::Time when = On(2, 9)) {
    ProofOfDelivery proof;
    proof.set_parcel_id(kOneParcel);
    proof.set_recipient_name("Nguyễn Văn An");
    proof.set_capacity(capacity);
    if (capacity == RECIPIENT_CAPACITY_AUTHORISED) proof.set_relation("vợ");
    *proof.mutable_deliver_time() = ToProto(when);
    proof.set_image_sha256(std::string(64, 'a'));
    return proof;
  }
  absl::Status Hand(const ProofOfDelivery& proof, Consignment& consignment) {
    return Deliver(proof, "", "vnpost", consignment, events);
  }
};

// QĐ 45/2016 Đ.10: the citizen or whom the citizen authorised signs for the result.
TEST_F(DeliveryTest, AResultGoesToTheCitizenOrWhomTheCitizenAuthorised) {
  for (auto capacity : {RECIPIENT_CAPACITY_SELF, RECIPIENT_CAPACITY_AUTHORISED}) {
    Consignment result = Result();
    events.clear();
    ASSERT_THAT(Hand(Proof(capacity), result), IsOk());
    EXPECT_EQ(result.state(), CONSIGNMENT_STATE_DELIVERED);
    EXPECT_EQ(result.proofs(0).capacity(), capacity);
    EXPECT_EQ(result.parcels(0).holder().kind(), HOLDER_KIND_CITIZEN);
    EXPECT_EQ(Told(Event::kDelivered).size(), 1u);
  }
  Consignment result = Result();
  EXPECT_THAT(Hand(Proof(RECIPIENT_CAPACITY_OFFICER), result), StatusIs(kInvalid, kFieldInvalid));
}

TEST_F(DeliveryTest, NoEventNamesWhoTookIt) {
  Consignment result = Result();
  ASSERT_THAT(Hand(Proof(RECIPIENT_CAPACITY_SELF), result), IsOk());
  for (const Event& event : events) {
    EXPECT_THAT(event.SerializeAsString(), testing::Not(testing::HasSubstr("Nguyễn Văn An")));
  }
}

TEST_F(DeliveryTest, AProofIsAddedToADeliveryThatWasReported) {
  Consignment result = Result();
  Take(TRACKING_KIND_DELIVERED, On(2, 9), "BD.29884", result);
  EXPECT_TRUE(LacksProof(result, result.parcels(0)));
  ASSERT_THAT(Hand(Proof(RECIPIENT_CAPACITY_SELF), result), IsOk());
  EXPECT_FALSE(LacksProof(result, result.parcels(0)));
  EXPECT_EQ(result.events_size(), 1);
  EXPECT_EQ(Told(Event::kDelivered).size(), 1u);
  EXPECT_THAT(Hand(Proof(RECIPIENT_CAPACITY_SELF), result),
              StatusIs(kFailed, kTransitionNotAllowed));
}

TEST_F(DeliveryTest, WhatWentBackIsNotHandedOver) {
  Consignment result = Result();
  Take(TRACKING_KIND_RETURNED, On(1, 15), "BD.29884", result);
  EXPECT_THAT(Hand(Proof(RECIPIENT_CAPACITY_SELF), result),
              StatusIs(kFailed, kTransitionNotAllowed));
}

// QĐ 45/2016 Đ.7(4): filed when the record of hand-over is signed.
TEST_F(DeliveryTest, TheOfficersSignatureIsTheFilingOfPapersCollectedAtHome) {
  Consignment papers = Make(CONSIGNMENT_KIND_HOME_TO_COUNTER);
  ASSERT_THAT(Hand(Proof(RECIPIENT_CAPACITY_OFFICER, On(2, 10)), papers), IsOk());
  const auto told = Told(Event::kPapersCollected);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(FromProto(told[0].papers_collected().sign_time()), On(2, 10));
}

TEST_F(DeliveryTest, ASignatureAfterTheCarriersReportIsToldAsWell) {
  Consignment papers = Make(CONSIGNMENT_KIND_HOME_TO_COUNTER);
  Take(TRACKING_KIND_DELIVERED, On(2, 9), "BD.866", papers);
  EXPECT_FALSE(Told(Event::kPapersCollected)[0].papers_collected().has_sign_time());
  ASSERT_THAT(Hand(Proof(RECIPIENT_CAPACITY_OFFICER, On(2, 10)), papers), IsOk());
  ASSERT_EQ(Told(Event::kPapersCollected).size(), 2u);
  EXPECT_TRUE(Told(Event::kPapersCollected)[1].papers_collected().has_sign_time());
}

TEST_F(DeliveryTest, RefusesProofsThatShowNothing) {
  struct Row {
    const char* field;
    std::string_view reason;
    std::function<void(ProofOfDelivery&)> spoil;
  };
  const Row rows[] = {
      {"parcel_id", kFieldRequired, [](auto& p) { p.clear_parcel_id(); }},
      {"parcel_id, not S10", kFieldInvalid, [](auto& p) { p.set_parcel_id("EQ1"); }},
      {"recipient_name", kFieldRequired, [](auto& p) { p.clear_recipient_name(); }},
      {"capacity", kFieldRequired, [](auto& p) { p.clear_capacity(); }},
      {"relation of oneself", kFieldInvalid, [](auto& p) { p.set_relation("vợ"); }},
      {"relation", kFieldRequired, [](auto& p) { p.set_capacity(RECIPIENT_CAPACITY_AUTHORISED); }},
      {"deliver_time", kFieldRequired, [](auto& p) { p.clear_deliver_time(); }},
      {"image", kFieldRequired, [](auto& p) { p.clear_image_sha256(); }},
      {"image, too short", kFieldInvalid, [](auto& p) { p.set_image_sha256("ab"); }},
      {"image, upper case", kFieldInvalid,
       [](auto& p) { p.set_image_sha256(std::string(64, 'A')); }},
  };
  EXPECT_THAT(Check(Proof(RECIPIENT_CAPACITY_SELF), On(2, 9)), IsOk());
  for (const Row& row : rows) {
    ProofOfDelivery proof = Proof(RECIPIENT_CAPACITY_SELF);
    row.spoil(proof);
    EXPECT_THAT(Check(proof, On(2, 9)), StatusIs(kInvalid, row.reason)) << row.field;
  }
}

}  // namespace
}  // namespace motcua::postal
