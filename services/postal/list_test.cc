// ListConsignments.
#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using absl::StatusCode;
using testing::ElementsAre;

class ListTest : public PostalTest {
 protected:
  static v1::ListConsignmentsRequest OfOffice(std::string office, int page_size = 0) {
    v1::ListConsignmentsRequest request;
    request.set_post_office(std::move(office));
    request.set_page_size(page_size);
    return request;
  }
  static v1::ListConsignmentsRequest OfDossier(std::string code) {
    v1::ListConsignmentsRequest request;
    request.set_dossier_code(std::move(code));
    return request;
  }
  absl::StatusOr<v1::ListConsignmentsResponse> List(const v1::ListConsignmentsRequest& request,
                                                    const runtime::CallContext& call = Everyone()) {
    return RunOn(io, service.ListConsignments(call, request));
  }
  static std::vector<std::string> Ids(const v1::ListConsignmentsResponse& response) {
    std::vector<std::string> ids;
    for (const Consignment& consignment : response.consignments()) ids.push_back(consignment.id());
    return ids;
  }
  std::string Make(std::string request_id, std::string from, std::string to) {
    v1::CreateConsignmentRequest request = TransferRequest(std::move(request_id));
    request.set_from_unit(std::move(from));
    request.set_to_unit(std::move(to));
    clock.Advance(absl::Seconds(1));
    return Create(request)->consignment_id();
  }
  void Collect(const std::string& id) {
    v1::RecordTrackingRequest request;
    request.add_events()->set_consignment_id(id);
    request.mutable_events(0)->set_event_id("scan");
    request.mutable_events(0)->set_kind(dossier::v1::TRACKING_KIND_COLLECTED);
    *request.mutable_events(0)->mutable_event_time() = ToProto(clock.Now());
    ASSERT_THAT(RunOn(io, service.RecordTracking(Everyone(), request)), IsOk());
  }
};

TEST_F(ListTest, AnOfficesNewConsignmentsOldestFirst) {
  const std::string first = Make("r1", "29869", "87.SXD"), second = Make("r2", "866", "871"),
                    elsewhere = Make("r3", "30001", "866"), third = Make("r4", "29869", "871");
  Collect(second);
  const auto listed = List(OfOffice("BD.866"));
  ASSERT_THAT(listed, IsOk());
  EXPECT_THAT(Ids(*listed), ElementsAre(first, third));
  EXPECT_EQ(listed->consignments(0).version(), 1);
  EXPECT_EQ(listed->next_page_token(), "");
}

TEST_F(ListTest, AnOfficesConsignmentsInAState) {
  const std::string first = Make("r1", "29869", "87.SXD");
  Make("r2", "29869", "87.SXD");
  Collect(first);
  v1::ListConsignmentsRequest request = OfOffice("BD.866");
  request.set_state(dossier::v1::CONSIGNMENT_STATE_COLLECTED);
  EXPECT_THAT(Ids(*List(request)), ElementsAre(first));
}

TEST_F(ListTest, PagesCoverAllOnce) {
  std::vector<std::string> made, seen;
  for (int i = 0; i < 11; ++i) made.push_back(Make(Cat("r", i), "29869", "87.SXD"));
  v1::ListConsignmentsRequest request = OfOffice("BD.866", 4);
  do {
    const auto page = List(request);
    ASSERT_THAT(page, IsOk());
    for (std::string& id : Ids(*page)) seen.push_back(std::move(id));
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen, made);
}

TEST_F(ListTest, ADossiersConsignmentsThatTheCallerCovers) {
  const std::string first = Make("r1", "29869", "87.SXD"), second = Make("r2", "871", "30001");
  EXPECT_THAT(Ids(*List(OfDossier(kDossier))), ElementsAre(first, second));
  EXPECT_THAT(Ids(*List(OfDossier(kDossier), By("tam nong", {"871"}))), ElementsAre(second));
  EXPECT_THAT(Ids(*List(OfDossier("another"))), ElementsAre());
  v1::ListConsignmentsRequest both = OfDossier(kDossier);
  both.set_post_office("BD.866");
  EXPECT_THAT(Ids(*List(both)), ElementsAre(first));
}

TEST_F(ListTest, Refusals) {
  EXPECT_THAT(List({}), StatusIs(StatusCode::kInvalidArgument, kFieldRequired));
  EXPECT_THAT(List(OfOffice("BD.1")), StatusIs(StatusCode::kNotFound, kPostOfficeNotFound));
  EXPECT_THAT(List(OfOffice("BD.866", -1)), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
  EXPECT_THAT(List(OfOffice("BD.866"), By("tam nong", {"871"})),
              StatusIs(StatusCode::kPermissionDenied, kUnitOutOfScope));
  v1::ListConsignmentsRequest request = OfOffice("BD.866");
  request.set_page_token("BD.871/CREATED:1:EQ000000014VN");
  EXPECT_THAT(List(request), StatusIs(StatusCode::kInvalidArgument, kPageTokenInvalid));
  request = OfOffice("BD.866");
  request.set_state(static_cast<dossier::v1::ConsignmentState>(40));
  EXPECT_THAT(List(request), StatusIs(StatusCode::kInvalidArgument, kFieldInvalid));
}

}  // namespace
}  // namespace motcua::postal
