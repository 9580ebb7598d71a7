#include "common/base/reasons.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/postal_fixture.h"
#include "services/postal/workers/gauges.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;
constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kDenied = absl::StatusCode::kPermissionDenied;

class CustodyServiceTest : public PostalTest {
 protected:
  CustodyServiceTest() {
    Dossier& dossier = dossiers.dossiers[kDossier];
    dossier.set_receiving_unit("29869");
    dossier.set_channel(type::v1::CHANNEL_COUNTER);
    dossier.mutable_papers(0)->set_name("Sổ đỏ");
  }
  // The transfer that PapersAwaited asks for, with the dossier's papers.
  std::string Await() {
    Event event;
    event.set_dossier_code(kDossier);
    event.mutable_papers_awaited()->set_from_unit("29869");
    event.mutable_papers_awaited()->set_to_unit("87.SXD");
    EXPECT_THAT(React({}, event), IsOkAndHolds(store::Reaction::kCommitted));
    return Listed(ListOfDossier(kDossier)).back();
  }
  void Report(std::string parcel, TrackingKind kind, std::string office) {
    v1::RecordTrackingRequest request;
    TrackingEvent& report = *request.add_events();
    report.set_event_id(Cat("e", ++serial));
    report.set_consignment_id(std::move(parcel));
    report.set_kind(kind);
    *report.mutable_event_time() = ToProto(clock.Now());
    report.set_post_office(std::move(office));
    const auto answer = RunOn(io, service.RecordTracking(Everyone(), request));
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->outcomes(0), v1::TRACKING_OUTCOME_RECORDED);
  }
  absl::StatusOr<v1::LocatePapersResponse> Locate(const runtime::CallContext& call = Everyone()) {
    v1::LocatePapersRequest request;
    request.set_dossier_code(kDossier);
    return RunOn(io, custody.LocatePapers(call, request));
  }
  absl::StatusOr<v1::VerifyCustodyResponse> Verify() {
    v1::VerifyCustodyRequest request;
    request.set_dossier_code(kDossier);
    return RunOn(io, custody.VerifyCustody(Everyone(), request));
  }
  v1::AuditCustodyResponse Audit() {
    v1::AuditCustodyRequest request;
    request.add_dossier_codes(kDossier);
    request.add_dossier_codes("nothing was carried for it");
    const auto counts = RunOn(io, custody.AuditCustody(Everyone(), request));
    EXPECT_THAT(counts, IsOk());
    return counts.value_or(v1::AuditCustodyResponse());
  }
  absl::StatusOr<v1::ListUnclosedHandOversResponse> Unclosed() {
    return RunOn(io, custody.ListUnclosedHandOvers(Everyone(), {}));
  }
  v1::DeliverParcelRequest Delivery(std::string parcel) {
    v1::DeliverParcelRequest request;
    request.set_request_id("deliver");
    ProofOfDelivery& proof = *request.mutable_proof();
    proof.set_parcel_id(std::move(parcel));
    proof.set_recipient_name("Phạm Thị Cán Bộ");
    proof.set_capacity(RECIPIENT_CAPACITY_OFFICER);
    *proof.mutable_deliver_time() = ToProto(clock.Now());
    proof.set_image_sha256(std::string(64, '0'));
    return request;
  }
  double Unclosed(const std::string& office) {
    const std::string text = registry.Text();
    const std::string name = Cat("postal_hand_overs_unclosed{post_office=\"", office, "\"} ");
    const size_t at = text.find(name);
    return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size()));
  }

  int serial = 0;
};

TEST_F(CustodyServiceTest, SaysWhereEachPaperIs) {
  auto papers = Locate();
  ASSERT_THAT(papers, IsOk());
  ASSERT_EQ(papers->papers_size(), 1);
  EXPECT_EQ(papers->papers(0).holder().code(), "29869");
  EXPECT_EQ(papers->papers(0).holder_name(), "Phường 2");
  const std::string parcel = Await();
  Report(parcel, TRACKING_KIND_DEPARTED, "BD.866");
  papers = Locate();
  ASSERT_EQ(papers->papers_size(), 1);
  EXPECT_EQ(papers->papers(0).paper().name(), "Sổ đỏ");
  EXPECT_EQ(papers->papers(0).holder().kind(), HOLDER_KIND_ON_THE_WAY);
  EXPECT_EQ(papers->papers(0).holder_name(), "Bưu điện Cao Lãnh");
  EXPECT_EQ(papers->papers(0).parcel_id(), parcel);
  EXPECT_TRUE(papers->papers(0).has_receive_due_time());
}

TEST_F(CustodyServiceTest, OnlyWhoCoversTheDossierIsTold) {
  EXPECT_THAT(Locate(By("officers-871", {"871"})), StatusIs(kDenied, kUnitOutOfScope));
  EXPECT_THAT(Locate(By("officers-866", {"866"})), IsOk());
}

TEST_F(CustodyServiceTest, LogsOfADossierFormOneChain) {
  EXPECT_THAT(Verify(), StatusIs(kNotFound, kConsignmentNotFound));
  const std::string first = Await();
  Report(first, TRACKING_KIND_DELIVERED, "BD.87");
  const std::string second = Await();
  EXPECT_EQ(Stored(second).previous_consignment(), first);
  auto verified = Verify();
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->whole());
  EXPECT_EQ(verified->logs_size(), 2);
  EXPECT_EQ(Audit().broken_logs(), 0);

  // Someone rewrites the first log in the store.
  Consignment altered = Stored(first);
  altered.mutable_hand_overs(0)->set_actor("another");
  Call({"SETRANGE", keys.Aggregate(kConsignmentKind, first), "10", altered.SerializeAsString()});
  verified = Verify();
  ASSERT_THAT(verified, IsOk());
  EXPECT_FALSE(verified->whole());
  EXPECT_EQ(verified->logs(0).fault(), v1::CUSTODY_FAULT_HASH);
  EXPECT_EQ(verified->logs(0).fault_sequence(), 1);
  EXPECT_EQ(Audit().broken_logs(), 1);
}

TEST_F(CustodyServiceTest, AnUnclosedHandOverIsListedWithTheLastHolder) {
  store::Inbox inbox(io, committer, {.service = "postal"}, nullptr);
  store::InboxMetrics inbox_metrics(registry);
  Gauges gauges(committer, inbox, catalogue, clock, metrics, inbox_metrics);
  const std::string parcel = Await();
  Report(parcel, TRACKING_KIND_DEPARTED, "BD.866");
  EXPECT_THAT(Unclosed()->hand_overs(), IsEmpty()) << "it may still come in time";
  clock.Advance(absl::Hours(3 * 24));
  const auto unclosed = Unclosed();
  ASSERT_THAT(unclosed, IsOk());
  ASSERT_EQ(unclosed->hand_overs_size(), 1);
  EXPECT_EQ(unclosed->hand_overs(0).parcel_id(), parcel);
  EXPECT_EQ(unclosed->hand_overs(0).post_office_name(), "Bưu điện Cao Lãnh");
  ASSERT_THAT(RunOn(io, gauges.RunOnce()), IsOk());
  EXPECT_EQ(Unclosed("BD.866"), 1);
  Report(parcel, TRACKING_KIND_ARRIVED, "BD.87");
  EXPECT_THAT(Unclosed()->hand_overs(), IsEmpty());
  ASSERT_THAT(RunOn(io, gauges.RunOnce()), IsOk());
  EXPECT_EQ(Unclosed("BD.866"), 0);
}

TEST_F(CustodyServiceTest, CountsHoldersAndWhatHasNoClaim) {
  const std::string lost = Await();
  Report(lost, TRACKING_KIND_DEPARTED, "BD.866");
  EXPECT_EQ(Audit().on_the_way(), 1);
  Report(lost, TRACKING_KIND_LOST, "");
  EXPECT_EQ(Audit().missing(), 1);
  EXPECT_EQ(Audit().unclaimed(), 1) << "until the event is reacted to";
  ASSERT_THAT(React({}, Inbox("postal").back()), IsOk());
  EXPECT_EQ(Audit().unclaimed(), 0);
  Report(Await(), TRACKING_KIND_COLLECTED, "BD.866");
  EXPECT_EQ(Audit().held(), 1);
  EXPECT_EQ(Audit().parcels(), 2);
  EXPECT_EQ(Audit().unknown(), 0);
}

TEST_F(CustodyServiceTest, AnOfficerSignsForWhatArrives) {
  const std::string parcel = Await();
  const auto answer = RunOn(io, custody.DeliverParcel(Everyone(), Delivery(parcel)));
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->state(), CONSIGNMENT_STATE_DELIVERED);
  EXPECT_EQ(Stored(parcel).proofs(0).recipient_name(), "Phạm Thị Cán Bộ");
  EXPECT_EQ(Locate()->papers(0).holder().code(), "87.SXD");
  EXPECT_THAT(RunOn(io, custody.DeliverParcel(Everyone(), Delivery(parcel))), IsOk()) << "repeated";
  auto other = Delivery(parcel);
  other.set_request_id("another");
  EXPECT_THAT(RunOn(io, custody.DeliverParcel(Everyone(), other)),
              StatusIs(kFailed, kTransitionNotAllowed));
  other.mutable_proof()->set_parcel_id("EQ473124829VN");
  EXPECT_THAT(RunOn(io, custody.DeliverParcel(Everyone(), other)),
              StatusIs(kNotFound, kConsignmentNotFound));
  other.mutable_proof()->clear_image_sha256();
  EXPECT_THAT(RunOn(io, custody.DeliverParcel(Everyone(), other)),
              StatusIs(kInvalid, kFieldRequired));
}

TEST_F(CustodyServiceTest, AResultHandedOverWithoutProofIsKeptInMind) {
  Event ready;
  ready.set_dossier_code(kDossier);
  ready.mutable_result_ready()->set_receiving_unit("29869");
  ready.mutable_result_ready()->set_return_method(type::v1::RETURN_METHOD_POST);
  ASSERT_THAT(React({}, ready), IsOk());
  const std::string parcel = Listed(ListOfDossier(kDossier)).back();
  Report(parcel, TRACKING_KIND_DELIVERED, "BD.29884");
  EXPECT_EQ(Members(keys.Index(kConsignmentKind, kUnprovedList)).size(), 1u);
  auto delivery = Delivery(parcel);
  delivery.mutable_proof()->set_capacity(RECIPIENT_CAPACITY_SELF);
  ASSERT_THAT(RunOn(io, custody.DeliverParcel(Everyone(), delivery)), IsOk());
  EXPECT_THAT(Members(keys.Index(kConsignmentKind, kUnprovedList)), IsEmpty());
}

}  // namespace
}  // namespace motcua::postal
