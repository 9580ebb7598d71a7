// Consignments that are over: on their way to the archive, found there, and erased.
#include "services/postal/keeping_fixture.h"

namespace motcua::postal {
namespace {

using testing::IsEmpty;

TEST_F(KeepingTest, WhatLeftIsShownAsBefore) {
  const std::string id = MakeDelivered();
  const auto before = Get(id);
  LetGo();
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, consignments.Load(id)).status()));
  EXPECT_THAT(Listed(ListOfDossier(kDossier)), IsEmpty());
  const auto after = Get(id);
  ASSERT_THAT(after, IsOk());
  EXPECT_THAT(after->consignment(), EqualsProto(before->consignment()));
  EXPECT_EQ(keeper.kept[id].state().find("Kiệt"), std::string::npos);
  EXPECT_EQ(keeper.kept[id].dossier_code(), kDossier);
}

TEST_F(KeepingTest, ADossiersListHoldsWhatLeftAndWhatIsThere) {
  const std::string gone = MakeDelivered();
  LetGo();
  const std::string there = MakeTransfer("r1");
  v1::ListConsignmentsRequest request;
  request.set_dossier_code(kDossier);
  const auto listed = RunOn(io, service.ListConsignments(Everyone(), request));
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->consignments_size(), 2);
  EXPECT_EQ(listed->consignments(0).id(), there);
  EXPECT_EQ(listed->consignments(1).id(), gone);
}

TEST_F(KeepingTest, TheChainOfADossierIsCheckedThroughWhatLeft) {
  MakeDelivered();
  const std::string next = MakeTransfer("r1");
  ASSERT_NE(Stored(next).previous_consignment(), "");
  LetGo();
  v1::VerifyCustodyRequest request;
  request.set_dossier_code(kDossier);
  const auto verified = RunOn(io, custody.VerifyCustody(Everyone(), request));
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->whole());
  EXPECT_EQ(verified->logs_size(), 2);
}

// QĐ 45/2016 Đ.10: the slip may come to the office later.
TEST_F(KeepingTest, AProofMayComeWhenTheParcelLeftLongAgo) {
  const std::string id = MakeDelivered();
  LetGo();
  v1::DeliverParcelRequest request;
  request.set_request_id("proof");
  auto& proof = *request.mutable_proof();
  proof.set_parcel_id(id);
  proof.set_recipient_name("Nguyễn Văn An");
  proof.set_capacity(dossier::v1::RECIPIENT_CAPACITY_SELF);
  proof.set_image_sha256(std::string(64, '0'));
  *proof.mutable_deliver_time() = ToProto(clock.Now() - absl::Hours(24 * 31));
  ASSERT_THAT(RunOn(io, custody.DeliverParcel(Everyone(), request)), IsOk());
  EXPECT_EQ(Stored(id).proofs_size(), 1);
  ASSERT_THAT(RunOn(io, leaving.RunOnce()), IsOk());
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, consignments.Load(id)).status()));
  EXPECT_EQ(Get(id)->consignment().proofs_size(), 1);
}

TEST_F(KeepingTest, AReportOfWhatLeftIsRefused) {
  const std::string id = MakeDelivered();
  LetGo();
  v1::RecordTrackingRequest request;
  auto& report = *request.add_events();
  report.set_consignment_id(id);
  report.set_event_id("late");
  report.set_kind(dossier::v1::TRACKING_KIND_RETURNED);
  *report.mutable_event_time() = ToProto(clock.Now());
  const auto recorded = RunOn(io, service.RecordTracking(Everyone(), request));
  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->outcomes(0), v1::TRACKING_OUTCOME_UNKNOWN_CONSIGNMENT);
  EXPECT_TRUE(absl::IsNotFound(RunOn(io, consignments.Load(id)).status()));
  EXPECT_EQ(Get(id)->consignment().state(), dossier::v1::CONSIGNMENT_STATE_DELIVERED);
}

TEST_F(KeepingTest, WhatIsOnItsWayStays) {
  const std::string id = MakeResult();
  LetGo();
  EXPECT_THAT(RunOn(io, consignments.Load(id)), IsOk());
}

TEST_F(KeepingTest, ErasingForgetsThePerson) {
  const std::string id = MakeDelivered();
  const store::InboxEntry entry = Deliver(Erased());
  ASSERT_THAT(RunOn(io, erasure.React(entry, Erased())), IsOk());
  const Consignment stored = Stored(id);
  EXPECT_EQ(stored.contact_name(), "");
  EXPECT_EQ(stored.address(), "");
  EXPECT_EQ(stored.contact_phone(), "");
  EXPECT_TRUE(stored.has_erase_time());
  EXPECT_EQ(stored.state(), dossier::v1::CONSIGNMENT_STATE_DELIVERED);
  EXPECT_THAT(Inbox("postal"), IsEmpty());
}

TEST_F(KeepingTest, WhatIsOnItsWayKeepsItsAddressUntilTheEnd) {
  const std::string id = MakeResult();
  ASSERT_THAT(RunOn(io, erasure.React(Deliver(Erased()), Erased())), IsOk());
  EXPECT_EQ(Stored(id).address(), "12 Lý Thường Kiệt");
}

TEST_F(KeepingTest, ADossierWithoutConsignmentsIsNothingToErase) {
  const auto reaction = RunOn(io, erasure.React(Deliver(Erased()), Erased()));
  ASSERT_THAT(reaction, IsOk());
  EXPECT_EQ(*reaction, store::Reaction::kIgnored);
}

}  // namespace
}  // namespace motcua::postal
