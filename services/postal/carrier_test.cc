// ReportCarrierEvents and the quarantine.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "services/postal/carrier_recorder.h"
#include "services/postal/postal_fixture.h"
#include "services/postal/quarantine_reader.h"
#include "services/postal/tracking_service.h"

namespace motcua::postal {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kRecorded = v1::CARRIER_OUTCOME_RECORDED;
constexpr auto kDuplicate = v1::CARRIER_OUTCOME_DUPLICATE;
constexpr auto kContradicted = v1::CARRIER_OUTCOME_CONTRADICTED;
constexpr auto kIgnored = v1::CARRIER_OUTCOME_IGNORED;
constexpr auto kQuarantined = v1::CARRIER_OUTCOME_QUARANTINED;
constexpr auto kNotCovered = v1::CARRIER_OUTCOME_NOT_COVERED;
constexpr auto kUnavailable = v1::CARRIER_OUTCOME_UNAVAILABLE;
constexpr auto kInvalid = v1::CARRIER_OUTCOME_INVALID;

class CarrierTest : public PostalTest {
 protected:
  CarrierTest() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    WriteTable("");
    EXPECT_THAT(tables.Reload(), IsOk());
    carrier_metrics.Know(tables.all());
  }

  // A carrier "bike" with the codes T, A, D and N, and what is added.
  void WriteTable(const std::string& more) {
    std::ofstream(Cat(folder, "/bike.textproto")) << R"(carriers {
      code: "bike" name: "Xe đạp"
      fields { event_id: "no" item: "parcel" code: "what" time: "when" office: "where" }
      codes { code: "T" kind: TRACKING_KIND_COLLECTED }
      codes { code: "A" kind: TRACKING_KIND_ARRIVED }
      codes { code: "D" kind: TRACKING_KIND_DELIVERED }
      codes { code: "N" })" << more << "}";
  }

  static std::string Told(const std::string& no, const std::string& parcel,
                          const std::string& what, const std::string& when = "2023-02-01 10:00") {
    return Cat(R"({"no":")", no, R"(","parcel":")", parcel, R"(","what":")", what, R"(","when":")",
               when, R"(","where":"870100 - BC Cao Lãnh"})");
  }

  std::vector<int> Report(std::vector<std::string> records,
                          const runtime::CallContext& call = Everyone()) {
    v1::ReportCarrierEventsRequest request;
    request.set_carrier("bike");
    request.mutable_records()->Add(records.begin(), records.end());
    auto response = RunOn(io, tracking.ReportCarrierEvents(call, request));
    EXPECT_THAT(response, IsOk());
    if (!response.ok()) return {};
    return {response->outcomes().begin(), response->outcomes().end()};
  }

  std::vector<v1::QuarantinedRecord> Aside() {
    v1::ListQuarantineRequest request;
    request.set_carrier("bike");
    auto response = RunOn(io, tracking.ListQuarantine(Everyone(), request));
    EXPECT_THAT(response, IsOk());
    return {response->records().begin(), response->records().end()};
  }

  absl::StatusOr<v1::ReplayQuarantineResponse> ReadAgain(int size = 0) {
    v1::ReplayQuarantineRequest request;
    request.set_carrier("bike");
    request.set_page_size(size);
    return RunOn(io, tracking.ReplayQuarantine(Everyone(), request));
  }

  const std::string folder = testing::TempDir() + "carriers-of-the-test";
  CarrierMetrics carrier_metrics{registry};
  CarrierTables tables{folder};
  Quarantine quarantine{committer};
  CarrierRecorder recorder{TrackingRecorder(consignments, catalogue, clock, metrics), tables,
                           quarantine, clock, carrier_metrics};
  QuarantineReader reader{quarantine, recorder, tables, carrier_metrics};
  TrackingService tracking{consignments, recorder, tables, quarantine, reader, catalogue};
};

TEST_F(CarrierTest, KeepsTheRecordBesideWhatItSays) {
  const std::string id = MakeTransfer("r1");
  const std::string record = Told("7", id, "T");
  EXPECT_THAT(Report({record}), ElementsAre(kRecorded));
  const Consignment stored = Stored(id);
  ASSERT_EQ(stored.events_size(), 1);
  EXPECT_EQ(stored.events(0).raw(), record);
  EXPECT_EQ(stored.events(0).carrier(), "bike");
  EXPECT_EQ(stored.events(0).event_id(), "bike:7");
  EXPECT_EQ(stored.events(0).post_office(), "870100");
  EXPECT_EQ(stored.state(), dossier::v1::CONSIGNMENT_STATE_COLLECTED);
  const Event told = Events().back();
  EXPECT_EQ(told.tracking_recorded().carrier(), "bike");
  EXPECT_THAT(told.SerializeAsString(), testing::Not(testing::HasSubstr("Lãnh")));
}

TEST_F(CarrierTest, EachRecordHasItsOwnOutcome) {
  const std::string id = MakeTransfer("r1");
  const std::vector<int> outcomes =
      Report({Told("1", id, "T"), Told("1", id, "T"), Told("1", id, "A"), Told("2", id, "N"),
              Told("3", id, "Z"), "no json", Told("4", "EQ1", "T"), Told("5", *MakeS10(77), "T"),
              Told("6", id, "A", "2031-02-01 10:00"), std::string(2001, ' ')});
  EXPECT_THAT(outcomes, ElementsAre(kRecorded, kDuplicate, kContradicted, kIgnored, kQuarantined,
                                    kQuarantined, kQuarantined, kQuarantined, kQuarantined,
                                    kInvalid));
  std::vector<int> reasons;
  for (const auto& record : Aside()) reasons.push_back(record.reason());
  EXPECT_THAT(reasons, testing::UnorderedElementsAre(
                           v1::QUARANTINE_REASON_CODE, v1::QUARANTINE_REASON_RECORD,
                           v1::QUARANTINE_REASON_ITEM, v1::QUARANTINE_REASON_CONSIGNMENT,
                           v1::QUARANTINE_REASON_TIME));
}

TEST_F(CarrierTest, OutsideTheReportersUnitsNothingIsRecorded) {
  const std::string id = MakeTransfer("r1");
  EXPECT_THAT(Report({Told("1", id, "T")}, By("elsewhere", {"871"})), ElementsAre(kNotCovered));
  EXPECT_EQ(Stored(id).events_size(), 0);
}

TEST_F(CarrierTest, ACarrierThatContradictsItselfEndsTheSameWhateverCameFirst) {
  std::vector<std::string> told;
  for (const std::string request_id : {"r1", "r2"}) {
    const std::string id = MakeTransfer(request_id);
    std::vector<std::string> records = {Told("1", id, "T"), Told("1", id, "D"),
                                        Told("1", id, "A", "2023-02-01 11:00")};
    if (request_id == "r2") std::ranges::reverse(records);
    for (const std::string& record : records) Report({record});
    Consignment stored = Stored(id);
    EXPECT_EQ(stored.state(), dossier::v1::CONSIGNMENT_STATE_DELIVERED);
    ASSERT_EQ(stored.events_size(), 1);
    EXPECT_TRUE(stored.events(0).contradicted());
    stored.mutable_events(0)->clear_consignment_id();
    stored.mutable_events(0)->clear_raw();
    told.push_back(stored.events(0).SerializeAsString());
  }
  EXPECT_EQ(told[0], told[1]);
}

// Any permutation and duplication of a feed, in any batches, leaves the same state.
TEST_F(CarrierTest, AnyOrderInAnyBatchesEndsTheSame) {
  std::mt19937 random(5);
  std::string expected;
  for (int round = 0; round < 15; ++round) {
    const std::string id = MakeTransfer(Cat("r", round));
    std::vector<std::string> feed = {
        Told("1", id, "T", "2023-02-01 10:00"), Told("2", id, "A", "2023-02-01 12:00"),
        Told("3", id, "A", "2023-02-01 12:00"), Told("4", id, "D", "2023-02-01 15:00"),
        Told("4", id, "A", "2023-02-01 16:00"), Told("5", id, "A", "2023-02-01 17:00")};
    for (int i = 0; i < 4; ++i) feed.push_back(feed[random() % 6]);
    std::ranges::shuffle(feed, random);
    const auto middle = feed.begin() + static_cast<int>(random() % feed.size());
    for (const auto& batch : {std::vector(feed.begin(), middle), std::vector(middle, feed.end())}) {
      if (!batch.empty()) Report(batch);
    }
    Consignment stored = Stored(id);
    std::string end = dossier::v1::ConsignmentState_Name(stored.state());
    for (auto& event : *stored.mutable_events()) {
      event.clear_consignment_id();
      event.clear_raw();
      Append(&end, event.SerializeAsString());
    }
    if (round == 0) expected = end;
    EXPECT_EQ(end, expected);
  }
}

TEST_F(CarrierTest, AMendedTableReadsWhatWasSetAside) {
  const std::string id = MakeTransfer("r1");
  EXPECT_THAT(Report({Told("1", id, "Z"), Told("2", id, "Y")}), Each(kQuarantined));
  ASSERT_THAT(ReadAgain(), IsOk());
  EXPECT_EQ(Aside().size(), 2u) << "nothing was mended";
  WriteTable(R"(codes { code: "Z" kind: TRACKING_KIND_DELIVERED })");
  const auto again = ReadAgain();
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->read(), 2);
  EXPECT_EQ(again->recorded(), 1);
  EXPECT_EQ(again->kept(), 1);
  EXPECT_EQ(Stored(id).state(), dossier::v1::CONSIGNMENT_STATE_DELIVERED);
  ASSERT_EQ(Aside().size(), 1u);
  EXPECT_EQ(Aside()[0].record(), Told("2", id, "Y"));
}

TEST_F(CarrierTest, WhatWasRecordedButNotTakenOutIsSettledTheNextTime) {
  const std::string id = MakeTransfer("r1");
  Report({Told("1", id, "Z")});
  WriteTable(R"(codes { code: "Z" kind: TRACKING_KIND_ARRIVED })");
  ASSERT_THAT(tables.Reload(), IsOk());
  EXPECT_THAT(Report({Told("1", id, "Z")}), ElementsAre(kRecorded)) << "as a reader killed midway";
  const auto again = ReadAgain();
  EXPECT_EQ(again->settled(), 1);
  EXPECT_THAT(Aside(), IsEmpty());
  EXPECT_EQ(Stored(id).events_size(), 1);
}

TEST_F(CarrierTest, AScanThatComesBeforeItsConsignmentWaitsForIt) {
  const std::string id = *MakeS10(1);
  EXPECT_THAT(Report({Told("1", id, "T")}), ElementsAre(kQuarantined));
  ASSERT_EQ(MakeTransfer("r1"), id);
  EXPECT_EQ(ReadAgain()->recorded(), 1);
  EXPECT_EQ(Stored(id).state(), dossier::v1::CONSIGNMENT_STATE_COLLECTED);
}

TEST_F(CarrierTest, AReasonThatChangedIsTold) {
  Report({Told("1", *MakeS10(77), "Z")});
  WriteTable(R"(codes { code: "Z" kind: TRACKING_KIND_ARRIVED })");
  EXPECT_EQ(ReadAgain()->kept(), 1);
  ASSERT_EQ(Aside().size(), 1u);
  EXPECT_EQ(Aside()[0].reason(), v1::QUARANTINE_REASON_CONSIGNMENT);
}

TEST_F(CarrierTest, ReadsLongQuarantinesPageByPage) {
  const std::string id = MakeTransfer("r1");
  std::vector<std::string> records;
  for (int i = 0; i < 25; ++i) records.push_back(Told(Cat(i), id, i % 2 == 0 ? "Z" : "Y"));
  Report(records);
  WriteTable(R"(codes { code: "Z" kind: TRACKING_KIND_ARRIVED })");
  v1::ReplayQuarantineRequest request;
  request.set_carrier("bike");
  request.set_page_size(4);
  int read = 0, recorded = 0;
  do {
    const auto again = RunOn(io, tracking.ReplayQuarantine(Everyone(), request));
    ASSERT_THAT(again, IsOk());
    read += again->read();
    recorded += again->recorded();
    request.set_page_token(again->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(read, 25);
  EXPECT_EQ(recorded, 13);
  EXPECT_EQ(Aside().size(), 12u);
}

TEST_F(CarrierTest, AWrongTableLeavesTheOldOneInUse) {
  std::ofstream(Cat(folder, "/bike.textproto")) << "carriers { code: 7 }";
  EXPECT_THAT(ReadAgain(), StatusIs(absl::StatusCode::kFailedPrecondition, kCarriersInvalid));
  EXPECT_THAT(Report({Told("1", MakeTransfer("r1"), "T")}), ElementsAre(kRecorded));
}

TEST_F(CarrierTest, DiscardsByIdAndCountsWhatIsLeft) {
  Report({"a", "b", "c"});
  v1::DiscardQuarantinedRequest request;
  request.set_carrier("bike");
  *request.add_ids() = QuarantineId("b");
  *request.add_ids() = QuarantineId("nowhere");
  const auto discarded = RunOn(io, tracking.DiscardQuarantined(Everyone(), request));
  ASSERT_THAT(discarded, IsOk());
  EXPECT_EQ(discarded->discarded(), 1);
  const auto summary =
      RunOn(io, tracking.SummariseQuarantine(Everyone(), v1::SummariseQuarantineRequest()));
  ASSERT_THAT(summary, IsOk());
  ASSERT_EQ(summary->carriers_size(), 1);
  EXPECT_EQ(summary->carriers(0).records(), 2);
}

TEST_F(CarrierTest, ManyConsignmentsInOneCall) {
  std::vector<std::string> records, ids;
  for (int i = 0; i < 200; ++i) {
    ids.push_back(MakeTransfer(Cat("r", i)));
    records.push_back(Told("1", ids.back(), "T"));
    records.push_back(Told("2", ids.back(), "D", "2023-02-01 15:00"));
  }
  std::ranges::shuffle(records, std::mt19937(3));
  EXPECT_THAT(Report(records), Each(kRecorded));
  EXPECT_THAT(Report(records), Each(kDuplicate));
  EXPECT_EQ(Inbox("routing").size(), 200u);
  EXPECT_THAT(Open(), IsEmpty());
}

TEST_F(CarrierTest, OneBrokenConsignmentDoesNotHoldUpTheOthers) {
  const std::string good = MakeTransfer("r1"), broken = MakeTransfer("r2");
  Call({"SET", keys.Aggregate(kConsignmentKind, broken), "0000000007\xff\xff\xff"});
  EXPECT_THAT(Report({Told("1", good, "T"), Told("1", broken, "T")}),
              ElementsAre(kRecorded, kUnavailable));
}

TEST_F(CarrierTest, SaysWhatCouldNotBeRecordedNow) {
  const std::string id = MakeTransfer("r1");
  Server().Stop();
  EXPECT_THAT(Report({Told("1", id, "T"), Told("2", id, "Z")}), Each(kUnavailable));
  Server().Continue();
  EXPECT_THAT(Report({Told("1", id, "T"), Told("2", id, "Z")}),
              ElementsAre(testing::AnyOf(kRecorded, kDuplicate), kQuarantined));
}

TEST_F(CarrierTest, RefusesUnknownCarriersAndOversizedBatches) {
  v1::ReportCarrierEventsRequest request;
  request.set_carrier("pigeon");
  EXPECT_THAT(RunOn(io, tracking.ReportCarrierEvents(Everyone(), request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  request.add_records("{}");
  EXPECT_THAT(RunOn(io, tracking.ReportCarrierEvents(Everyone(), request)),
              StatusIs(absl::StatusCode::kNotFound, kCarrierNotFound));
  for (int i = 0; i < 2000; ++i) request.add_records("{}");
  EXPECT_THAT(RunOn(io, tracking.ReportCarrierEvents(Everyone(), request)),
              StatusIs(absl::StatusCode::kInvalidArgument, kBatchTooLarge));
}

}  // namespace
}  // namespace motcua::postal
