// WorkService, and places of rounds booked with consignments.
#include "services/postal/work_service.h"

#include <set>

#include "google/protobuf/empty.pb.h"

#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using absl::StatusCode;
using testing::IsEmpty;

class WorkTest : public PostalTest {
 protected:
  WorkTest() { catalogue = TestCatalogue(kTestPostage); }

  static v1::CreateConsignmentRequest FromHome(std::string request_id) {
    v1::CreateConsignmentRequest request = TransferRequest(std::move(request_id));
    request.set_kind(dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER);
    request.clear_from_unit();
    request.set_to_unit("29869");
    request.set_address("12 Lý Thường Kiệt");
    request.set_contact_name("Nguyễn Văn An");
    request.set_home_commune("29884");
    return request;
  }
  Consignment MakeFromHome(std::string request_id) {
    const auto made = Create(FromHome(std::move(request_id)));
    EXPECT_THAT(made, IsOk());
    return made.ok() ? Stored(made->consignment_id()) : Consignment();
  }
  void Scan(const std::string& id, dossier::v1::TrackingKind kind) {
    v1::RecordTrackingRequest scans;
    auto& scan = *scans.add_events();
    scan.set_event_id(Cat(id, "-", kind));
    scan.set_consignment_id(id);
    scan.set_kind(kind);
    *scan.mutable_event_time() = ToProto(clock.Now());
    EXPECT_THAT(RunOn(io, service.RecordTracking(Everyone(), scans)), IsOk());
  }
  absl::StatusOr<v1::GetDayWorkResponse> Work(std::string office, std::string day = "",
                                              const runtime::CallContext& call = Everyone()) {
    v1::GetDayWorkRequest request;
    request.set_post_office(std::move(office));
    request.set_day(std::move(day));
    return RunOn(io, work.GetDayWork(call, request));
  }
  absl::StatusOr<v1::FindVisitResponse> Visit(std::string commune) {
    v1::FindVisitRequest request;
    request.set_home_commune(std::move(commune));
    return RunOn(io, work.FindVisit(By("portal", {}), request));
  }

  WorkService work{consignments, bags, maker.visits(), catalogue, clock};
};

TEST_F(WorkTest, EachHomeGetsAPlaceOfItsOwn) {  // Wednesday, 9:00; the morning's round has begun
  std::vector<std::string> places;
  for (int i = 0; i < 5; ++i) places.push_back(PlaceName(MakeFromHome(Cat("r", i)).visit()));
  EXPECT_EQ(std::set<std::string>(places.begin(), places.end()).size(), 5u);
  const absl::Time afternoon = clock.Now() + absl::Hours(5);
  EXPECT_EQ(places[0], Cat(absl::ToUnixSeconds(afternoon), "/1"));
  EXPECT_EQ(Members(keys.Index(kConsignmentKind, VisitsOf("BD.29884"))).size(), 5u);
}

TEST_F(WorkTest, TwoProcessesThatChooseTheSamePlaceGetTwo) {
  ConsignmentMaker other{consignments, catalogue, clock, metrics};
  PostalService other_service{consignments, other, catalogue, clock, metrics};
  MakeFromHome("r1");  // both know what is taken from now on
  ASSERT_THAT(RunOn(io, other_service.CreateConsignment(Everyone(), FromHome("r2"))), IsOk());
  MakeFromHome("r3");  // the first does not know of r2
  ASSERT_THAT(RunOn(io, other_service.CreateConsignment(Everyone(), FromHome("r4"))), IsOk());
  std::set<std::string> places;
  for (const std::string& id : Open()) places.insert(PlaceName(Stored(id).visit()));
  EXPECT_EQ(places.size(), 4u);
}

TEST_F(WorkTest, ARepeatedRequestTakesNoSecondPlace) {
  const auto first = PlaceName(MakeFromHome("r1").visit());
  for (int i = 0; i < 3; ++i) EXPECT_THAT(Create(FromHome("r1")), IsOk());
  EXPECT_NE(PlaceName(MakeFromHome("r2").visit()), first);
  EXPECT_EQ(Members(keys.Index(kConsignmentKind, VisitsOf("BD.29884"))).size(), 2u);
}

TEST_F(WorkTest, WithoutRoundsNobodyIsPromisedAVisit) {
  catalogue = TestCatalogue();
  EXPECT_FALSE(MakeFromHome("r1").has_visit());
  EXPECT_THAT(Visit("29884"), StatusIs(StatusCode::kOutOfRange, kRoundsFull));
}

TEST_F(WorkTest, TellsWhenThePostmanComesNext) {
  const auto visit = Visit("29884");
  ASSERT_THAT(visit, IsOk());
  EXPECT_EQ(visit->post_office(), "BD.29884");
  EXPECT_EQ(FromProto(visit->begin_time()), clock.Now() + absl::Hours(5));
  EXPECT_EQ(visit->free(), 1);
  MakeFromHome("r1");
  EXPECT_EQ(FromProto(Visit("29884")->begin_time()), clock.Now() + absl::Hours(23));
  EXPECT_THAT(Visit("nowhere"), StatusIs(StatusCode::kNotFound, kUnitNotFound));
}

TEST_F(WorkTest, ShowsWhatToFetchTodayAndWhatToHandOver) {
  const Consignment today = MakeFromHome("r1");
  const Consignment tomorrow = MakeFromHome("r2");
  const std::string transfer = MakeTransfer("r3");
  const auto collect = Work("BD.29884");
  ASSERT_THAT(collect, IsOk());
  ASSERT_EQ(collect->collect_size(), 1) << "the other is visited tomorrow";
  EXPECT_EQ(collect->collect(0).consignment_id(), today.id());
  EXPECT_EQ(collect->collect(0).home_commune(), "29884");
  EXPECT_EQ(collect->collect(0).collect_vnd(), 20000);
  EXPECT_EQ(collect->collect_total(), 2);
  EXPECT_EQ(collect->collect_vnd(), 20000);
  EXPECT_EQ(Work("BD.29884", "2023-02-02")->collect_size(), 2);
  EXPECT_EQ(Work("BD.866")->collect(0).unit_code(), "29869") << "originals at the counter";

  Scan(today.id(), dossier::v1::TRACKING_KIND_COLLECTED);
  EXPECT_EQ(Work("BD.29884")->collect_size(), 0);
  const auto deliver = Work("BD.866");
  ASSERT_EQ(deliver->deliver_size(), 1);
  EXPECT_EQ(deliver->deliver(0).unit_code(), "29869");
  EXPECT_EQ(deliver->deliver(0).collect_vnd(), 0) << "it was taken at home";
  Scan(today.id(), dossier::v1::TRACKING_KIND_DELIVERED);
  EXPECT_EQ(Work("BD.866")->deliver_size(), 0);
  EXPECT_EQ(Members(keys.Index(kConsignmentKind, VisitsOf("BD.29884"))).size(), 1u);
  EXPECT_THAT(Stored(transfer).has_visit(), false);
}

TEST_F(WorkTest, ShowsTheBagsOnTheirWay) {
  dossier::v1::Bag bag;
  bag.set_id("BD.866-230201-0001");
  bag.set_from_office("BD.866");
  bag.set_to_office("BD.87");
  bag.set_state(dossier::v1::BAG_STATE_DISPATCHED);
  bag.add_items()->set_parcel_id("EQ000000014VN");
  std::function<absl::StatusOr<google::protobuf::Empty>(store::Draft<dossier::v1::Bag>&)> send =
      [&](auto& draft) -> absl::StatusOr<google::protobuf::Empty> {
    draft.state = bag;
    draft.changed = true;
    return google::protobuf::Empty();
  };
  ASSERT_THAT(RunOn(io, bags.Execute<google::protobuf::Empty>({}, bag.id(), send)), IsOk());
  const auto expected = Work("BD.87");
  ASSERT_THAT(expected, IsOk());
  ASSERT_EQ(expected->bags_size(), 1);
  EXPECT_EQ(expected->bags(0).manifest_id(), bag.id());
  EXPECT_EQ(expected->bags(0).items(), 1);
  EXPECT_EQ(Work("BD.866")->bags_size(), 0);
}

TEST_F(WorkTest, ShowsHowFullTheRoundsAre) {
  MakeFromHome("r1");
  MakeFromHome("r2");
  v1::GetCapacityRequest request;
  request.set_post_office("BD.29884");
  request.set_days(2);
  const auto capacity = RunOn(io, work.GetCapacity(Everyone(), request));
  ASSERT_THAT(capacity, IsOk());
  ASSERT_EQ(capacity->rounds_size(), 4);
  EXPECT_EQ(capacity->rounds(1).places(), 1);
  EXPECT_EQ(capacity->rounds(1).taken(), 1);
  EXPECT_EQ(capacity->rounds(2).taken(), 1);
  EXPECT_EQ(capacity->rounds(3).taken(), 0);
}

TEST_F(WorkTest, IsForThoseWhoCoverTheOffice) {
  EXPECT_THAT(Work("BD.866", "", By("officer", {"871"})),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  EXPECT_THAT(Work("BD.999"), StatusIs(StatusCode::kNotFound, kPostOfficeNotFound));
  EXPECT_THAT(Work(""), StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(Work("BD.866", "today"), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
}

}  // namespace
}  // namespace motcua::postal
