// RecordTracking.
#include <algorithm>
#include <random>

#include "services/postal/postal_fixture.h"

namespace motcua::postal {
namespace {

using dossier::v1::TrackingEvent;
using dossier::v1::TrackingKind;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kRecorded = v1::TRACKING_OUTCOME_RECORDED;
constexpr auto kDuplicate = v1::TRACKING_OUTCOME_DUPLICATE;
constexpr auto kUnknown = v1::TRACKING_OUTCOME_UNKNOWN_CONSIGNMENT;
constexpr auto kInvalid = v1::TRACKING_OUTCOME_INVALID;
constexpr auto kNotCovered = v1::TRACKING_OUTCOME_NOT_COVERED;
constexpr auto kUnavailable = v1::TRACKING_OUTCOME_UNAVAILABLE;

class TrackingTest : public PostalTest {
 protected:
  TrackingEvent Report(const std::string& consignment, TrackingKind kind, int minutes) {
    TrackingEvent report;
    report.set_consignment_id(consignment);
    report.set_event_id(Cat(consignment, "-", dossier::v1::TrackingKind_Name(kind), "-", minutes));
    report.set_kind(kind);
    *report.mutable_event_time() = ToProto(clock.Now() + absl::Minutes(minutes));
    return report;
  }
  std::vector<TrackingEvent> WholeWay(const std::string& consignment) {
    return {Report(consignment, dossier::v1::TRACKING_KIND_COLLECTED, 10),
            Report(consignment, dossier::v1::TRACKING_KIND_DEPARTED, 20),
            Report(consignment, dossier::v1::TRACKING_KIND_ARRIVED, 40),
            Report(consignment, dossier::v1::TRACKING_KIND_OUT_FOR_DELIVERY, 50),
            Report(consignment, dossier::v1::TRACKING_KIND_ATTEMPT_FAILED, 60),
            Report(consignment, dossier::v1::TRACKING_KIND_OUT_FOR_DELIVERY, 70),
            Report(consignment, dossier::v1::TRACKING_KIND_DELIVERED, 80)};
  }

  std::vector<int> Record(const std::vector<TrackingEvent>& reports,
                          const runtime::CallContext& call = Everyone()) {
    v1::RecordTrackingRequest request;
    for (const TrackingEvent& report : reports) *request.add_events() = report;
    auto response = RunOn(io, service.RecordTracking(call, request));
    EXPECT_THAT(response, IsOk());
    if (!response.ok()) return {};
    return {response->outcomes().begin(), response->outcomes().end()};
  }

  std::string MakeHomeLeg(dossier::v1::ConsignmentKind kind, std::string request_id) {
    v1::CreateConsignmentRequest request = TransferRequest(std::move(request_id));
    request.set_kind(kind);
    if (kind == dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER) {
      request.set_to_unit(request.from_unit());
      request.clear_from_unit();
    } else {
      request.clear_to_unit();
    }
    request.set_address("12 Lý Thường Kiệt");
    request.set_contact_name("Nguyễn Văn An");
    return Create(request)->consignment_id();
  }
};

TEST_F(TrackingTest, MovesThroughTheListsOfItsOffice) {
  const std::string id = MakeTransfer("r1");
  EXPECT_THAT(Record({Report(id, dossier::v1::TRACKING_KIND_COLLECTED, 5)}),
              ElementsAre(kRecorded));
  EXPECT_THAT(Listed("BD.866/CREATED"), IsEmpty());
  EXPECT_THAT(Listed("BD.866/COLLECTED"), ElementsAre(id));
  Record({Report(id, dossier::v1::TRACKING_KIND_ARRIVED, 6)});
  EXPECT_THAT(Listed("BD.866/IN_TRANSIT"), ElementsAre(id));
  Record({Report(id, dossier::v1::TRACKING_KIND_DELIVERED, 7)});
  EXPECT_THAT(Listed("BD.866/DELIVERED"), ElementsAre(id));
  EXPECT_THAT(Listed(Cat("dossier/", kDossier)), ElementsAre(id));
  EXPECT_THAT(Open(), IsEmpty());
}

TEST_F(TrackingTest, AnyOrderInAnyBatchesEndsTheSame) {
  std::mt19937 random(7);
  const std::string first = MakeTransfer("first");
  Record(WholeWay(first));
  Consignment expected = Stored(first);
  for (int round = 0; round < 20; ++round) {
    const std::string id = MakeTransfer(Cat("round-", round));
    std::vector<TrackingEvent> reports = WholeWay(id);
    reports.push_back(reports[random() % reports.size()]);  // one is reported twice
    std::ranges::shuffle(reports, random);
    const auto middle = reports.begin() + static_cast<int>(random() % (reports.size() + 1));
    const std::vector<TrackingEvent> early(reports.begin(), middle), late(middle, reports.end());
    for (const auto& batch : {early, late}) {
      if (!batch.empty()) Record(batch);
    }
    Consignment actual = Stored(id);
    EXPECT_EQ(actual.state(), dossier::v1::CONSIGNMENT_STATE_DELIVERED);
    EXPECT_EQ(actual.events_size(), expected.events_size());
    EXPECT_THAT(actual.finish_time(), EqualsProto(expected.finish_time()));
    for (int i = 0; i < actual.events_size(); ++i) {
      EXPECT_THAT(actual.events(i).event_time(), EqualsProto(expected.events(i).event_time()));
    }
  }
  EXPECT_EQ(Inbox("routing").size(), 21u) << "each arrival is told once";
}

TEST_F(TrackingTest, AReportCountsOnceWithinACallAndOverCalls) {
  const std::string id = MakeTransfer("r1");
  const TrackingEvent report = Report(id, dossier::v1::TRACKING_KIND_COLLECTED, 5);
  EXPECT_THAT(Record({report, report}), ElementsAre(kRecorded, kDuplicate));
  EXPECT_THAT(Record({report}), ElementsAre(kDuplicate));
  EXPECT_EQ(Stored(id).events_size(), 1);
  EXPECT_EQ(Events().size(), 2u) << "the creation and one report";
}

TEST_F(TrackingTest, EachReportHasItsOwnOutcome) {
  const std::string id = MakeTransfer("r1");
  const std::string elsewhere = [&] {
    v1::CreateConsignmentRequest request = TransferRequest("r2");
    request.set_from_unit("30001");
    request.set_to_unit("871");
    return Create(request)->consignment_id();
  }();
  TrackingEvent nameless = Report(id, dossier::v1::TRACKING_KIND_DEPARTED, 6);
  nameless.clear_event_id();
  TrackingEvent misread = Report("EQ000000015VN", dossier::v1::TRACKING_KIND_DEPARTED, 6);
  const std::vector<int> outcomes =
      Record({Report(*MakeS10(77), dossier::v1::TRACKING_KIND_COLLECTED, 5), nameless,
              Report(id, dossier::v1::TRACKING_KIND_COLLECTED, 5), misread,
              Report(elsewhere, dossier::v1::TRACKING_KIND_COLLECTED, 5),
              Report(id, dossier::v1::TRACKING_KIND_DEPARTED, 6)},
             By("cao lanh", {"866"}));
  EXPECT_THAT(outcomes,
              ElementsAre(kUnknown, kInvalid, kRecorded, kInvalid, kNotCovered, kRecorded));
  EXPECT_EQ(Stored(elsewhere).events_size(), 0);
  EXPECT_EQ(Stored(id).state(), dossier::v1::CONSIGNMENT_STATE_IN_TRANSIT);
}

TEST_F(TrackingTest, ReportsOfManyConsignmentsInOneCall) {
  std::vector<TrackingEvent> reports;
  for (int i = 0; i < 100; ++i) {
    const std::vector<TrackingEvent> way = WholeWay(MakeTransfer(Cat("r", i)));
    reports.insert(reports.end(), way.begin(), way.end());
  }
  std::ranges::shuffle(reports, std::mt19937(3));
  EXPECT_THAT(Record(reports), testing::Each(static_cast<int>(kRecorded)));
  EXPECT_EQ(Inbox("routing").size(), 100u);
  EXPECT_THAT(Open(), IsEmpty());
}

TEST_F(TrackingTest, TheEndIsToldOnceToWhomItConcerns) {
  const std::string papers = MakeHomeLeg(dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER, "r1");
  const std::string result = MakeHomeLeg(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME, "r2");
  const std::string originals = MakeTransfer("r3");
  for (const std::string& id : {papers, result, originals}) {
    Record({Report(id, dossier::v1::TRACKING_KIND_DELIVERED, 80)});
    Record({Report(id, dossier::v1::TRACKING_KIND_DELIVERED, 80)});
    Record({Report(id, dossier::v1::TRACKING_KIND_ARRIVED, 90)});
    Record({Report(id, dossier::v1::TRACKING_KIND_DELIVERED, 70)});
  }
  const std::vector<Event> to_intake = Inbox("intake"), to_routing = Inbox("routing");
  ASSERT_EQ(to_intake.size(), 1u);
  EXPECT_EQ(to_intake[0].papers_collected().consignment_id(), papers);
  ASSERT_EQ(to_routing.size(), 2u);
  EXPECT_EQ(to_routing[0].delivered().consignment_id(), result);
  EXPECT_EQ(to_routing[1].transfer_arrived().consignment_id(), originals);
  EXPECT_EQ(to_routing[1].transfer_arrived().to_unit(), "87.SXD");
  EXPECT_THAT(Inbox("postal"), IsEmpty());
}

TEST_F(TrackingTest, WhatGoesWrongIsToldToRouting) {
  const std::string result = MakeHomeLeg(dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME, "r1");
  const std::string originals = MakeTransfer("r2");
  Record({Report(result, dossier::v1::TRACKING_KIND_RETURNED, 80)});
  Record({Report(originals, dossier::v1::TRACKING_KIND_LOST, 80)});
  Record({Report(originals, dossier::v1::TRACKING_KIND_DELIVERED, 95)});
  const std::vector<Event> told = Inbox("routing");
  ASSERT_EQ(told.size(), 3u);
  EXPECT_EQ(told[0].returned().kind(), dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME);
  EXPECT_EQ(told[1].lost().consignment_id(), originals);
  EXPECT_EQ(told[2].transfer_arrived().consignment_id(), originals) << "found after all";
}

TEST_F(TrackingTest, RefusesEmptyAndOversizedBatches) {
  v1::RecordTrackingRequest request;
  EXPECT_THAT(RunOn(io, service.RecordTracking(Everyone(), request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  for (int i = 0; i < 1001; ++i) request.add_events();
  EXPECT_THAT(RunOn(io, service.RecordTracking(Everyone(), request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kBatchTooLarge));
}

TEST_F(TrackingTest, SaysWhatCouldNotBeRecordedNow) {
  const std::string id = MakeTransfer("r1");
  Server().Stop();
  EXPECT_THAT(Record({Report(id, dossier::v1::TRACKING_KIND_COLLECTED, 5)}),
              ElementsAre(kUnavailable));
  Server().Continue();
  const auto again = Record({Report(id, dossier::v1::TRACKING_KIND_COLLECTED, 5)});
  EXPECT_THAT(again, testing::AnyOf(ElementsAre(kRecorded), ElementsAre(kDuplicate)));
  EXPECT_EQ(Stored(id).events_size(), 1);
}

TEST_F(TrackingTest, AReportOfAFurtherParcelGoesToItsConsignment) {
  auto request = TransferRequest("two");
  request.add_parcels();
  request.add_parcels();
  const auto made = Create(request);
  ASSERT_THAT(made, IsOk());
  v1::RecordTrackingRequest reports;
  for (int i : {0, 1}) {
    dossier::v1::TrackingEvent& report = *reports.add_events();
    report.set_event_id(Cat("parcel-", i));
    report.set_consignment_id(made->parcel_ids(i));
    report.set_kind(dossier::v1::TRACKING_KIND_DELIVERED);
    *report.mutable_event_time() = ToProto(clock.Now());
  }
  for (auto outcome : {v1::TRACKING_OUTCOME_RECORDED, v1::TRACKING_OUTCOME_DUPLICATE}) {
    const auto recorded = RunOn(io, service.RecordTracking(Everyone(), reports));
    ASSERT_THAT(recorded, IsOk());
    EXPECT_THAT(recorded->outcomes(), ElementsAre(outcome, outcome));
  }
  EXPECT_EQ(Stored(made->consignment_id()).state(), dossier::v1::CONSIGNMENT_STATE_DELIVERED);
  EXPECT_EQ(Inbox("routing").size(), 1u) << "told once, when both were there";
}

}  // namespace
}  // namespace motcua::postal
