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
