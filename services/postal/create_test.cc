// CreateConsignment and GetConsignment.
#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;

class CreateTest : public PostalTest {
 protected:
  absl::StatusOr<v1::GetConsignmentResponse> Get(std::string id,
                                                 const runtime::CallContext& call = Everyone()) {
    v1::GetConsignmentRequest request;
    request.set_consignment_id(std::move(id));
    return RunOn(io, service.GetConsignment(call, request));
  }
};

TEST_F(CreateTest, MakesAConsignmentListsItAndTellsIt) {
  const auto made = Create(TransferRequest("r1"));
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->consignment_id(), "EQ000000014VN");
  EXPECT_EQ(made->post_office(), "BD.866");
  EXPECT_EQ(FromProto(made->due_time()), clock.Now() + absl::Hours(48 + 8));
  EXPECT_THAT(Listed("BD.866/CREATED"), ElementsAre("EQ000000014VN"));
  EXPECT_THAT(Listed(Cat("dossier/", kDossier)), ElementsAre("EQ000000014VN"));
  EXPECT_THAT(Open(), ElementsAre("EQ000000014VN"));
  const std::vector<Event> events = Events();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].actor(), "vnpost");
  EXPECT_EQ(events[0].consignment_created().consignment_id(), "EQ000000014VN");
}

TEST_F(CreateTest, ARepeatedRequestMakesNothingNew) {
  const auto first = Create(TransferRequest("r1"));
  clock.Advance(absl::Hours(30));
  const auto again = Create(TransferRequest("r1"));
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, EqualsProto(*first));
  EXPECT_EQ(Open().size(), 1u);
  EXPECT_EQ(Events().size(), 1u);
}

TEST_F(CreateTest, TheSameRequestIdOfAnotherCallerIsAnotherWish) {
  ASSERT_THAT(Create(TransferRequest("r1")), IsOk());
  EXPECT_THAT(Create(TransferRequest("r1"), By("clerk", {"87"})), IsOk());
  EXPECT_EQ(Open().size(), 2u);
}

TEST_F(CreateTest, ARequestIdIsNotUsedTwice) {
  ASSERT_THAT(Create(TransferRequest("r1")), IsOk());
  v1::CreateConsignmentRequest other = TransferRequest("r1");
  other.set_to_unit("866");
  EXPECT_THAT(Create(other), StatusIs(StatusCode::kInvalidArgument, kRequestIdReused));
  EXPECT_EQ(Open().size(), 1u);
}

TEST_F(CreateTest, RefusesAndChangesNothing) {
  v1::CreateConsignmentRequest no_id = TransferRequest(""), bad_id = TransferRequest("a b"),
                               no_unit = TransferRequest("r"), bad_unit = TransferRequest("r");
  no_unit.clear_to_unit();
  bad_unit.set_to_unit("nowhere");
  EXPECT_THAT(Create(no_id), StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(Create(bad_id), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  const auto refused = Create(no_unit);
  EXPECT_THAT(refused, StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("to_unit"));
  EXPECT_THAT(Create(bad_unit), StatusIs(StatusCode::kNotFound, kUnitNotFound));
  EXPECT_THAT(Open(), IsEmpty());
  EXPECT_THAT(Events(), IsEmpty());
}

TEST_F(CreateTest, OnlyForUnitsTheCallerCovers) {
  EXPECT_THAT(Create(TransferRequest("r1"), By("clerk", {"871"})),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  EXPECT_THAT(Create(TransferRequest("r1"), By("clerk", {"866"})), IsOk());
}

TEST_F(CreateTest, SkipsIdentifiersThatAreTaken) {
  MakeTransfer("r1");
  MakeTransfer("r2");
  Call({"DEL", keys.Serial("s10")});
  ConsignmentMaker restarted(consignments, catalogue, clock, metrics);
  PostalService again(consignments, restarted, catalogue, clock, metrics);
  const auto made = RunOn(io, again.CreateConsignment(Everyone(), TransferRequest("r3")));
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->consignment_id(), *MakeS10(3));
  EXPECT_EQ(Open().size(), 3u);
}

TEST_F(CreateTest, AHomeLegKeepsItsAddress) {
  v1::CreateConsignmentRequest request = TransferRequest("r1");
  request.set_kind(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME);
  request.clear_to_unit();
  request.set_address("12 Lý Thường Kiệt");
  request.set_contact_name("Nguyễn Văn An");
  request.set_home_commune("29884");
  const auto made = Create(request);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(Stored(made->consignment_id()).address(), "12 Lý Thường Kiệt");
  EXPECT_EQ(FromProto(made->due_time()), clock.Now() + absl::Hours(24 + 8));
}

TEST_F(CreateTest, ShowsAConsignmentWithItsVersion) {
  const std::string id = MakeTransfer("r1");
  const auto shown = Get(id);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->consignment().id(), id);
  EXPECT_EQ(shown->consignment().version(), 1);
  EXPECT_EQ(shown->consignment().to_unit(), "87.SXD");
}

TEST_F(CreateTest, ShowsOnlyWhatTheCallerCovers) {
  const std::string id = MakeTransfer("r1");
  EXPECT_THAT(Get(id, By("commune", {"29869"})), IsOk());
  EXPECT_THAT(Get(id, By("department", {"87.SXD"})), IsOk());
  EXPECT_THAT(Get(id, By("post office", {"866"})), IsOk());
  EXPECT_THAT(Get(id, By("elsewhere", {"871"})),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
}

TEST_F(CreateTest, SaysWhenThereIsNone) {
  const auto missing = Get("EQ473124829VN");
  EXPECT_THAT(missing, StatusIs(StatusCode::kNotFound, kConsignmentNotFound));
  EXPECT_EQ(MetadataOf(missing.status(), "consignmentId"), "EQ473124829VN");
  EXPECT_THAT(Get(""), StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
}

TEST_F(CreateTest, SaysWhenRedisIsAway) {
  RedisServer mortal;
  redis::Client lost(
      io, {.address = mortal.address(), .connections = 1, .timeout = absl::Milliseconds(200)});
  store::Committer cut(lost, keys);
  Consignments away(cut, std::string(kConsignmentKind),
                    [this](const Consignment& c) { return PlacesOf(keys, c); });
  ConsignmentMaker maker_away(away, catalogue, clock, metrics);
  PostalService service_away(away, maker_away, catalogue, clock, metrics);
  mortal.Kill9();
  EXPECT_THAT(RunOn(io, service_away.CreateConsignment(Everyone(), TransferRequest("r1"))),
              StatusIs(StatusCode::kUnavailable, kRedisUnavailable));
}

}  // namespace
}  // namespace motcua::postal
