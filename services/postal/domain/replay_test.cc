#include "services/postal/domain/replay.h"

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/shipped/shipped.h"
#include "common/testing/matchers.h"

namespace motcua::postal {
namespace {

constexpr char kItem[] = "EQ473124829VN";

CarrierRecord FromText(std::string_view json) {
  auto record = CarrierRecord::FromJson(json);
  EXPECT_THAT(record, IsOk()) << json;
  return record.ok() ? *std::move(record) : CarrierRecord();
}

catalogue::v1::CarrierFile Tables() {
  auto tables = shipped::LoadCarriers("deploy/carriers");
  EXPECT_THAT(tables, IsOk());
  return *std::move(tables);
}

std::string EndsOf(const Replay& replay) {
  std::string ends;
  for (const auto& [item, history] : replay.items()) {
    Append(&ends, item, "=", dossier::v1::ConsignmentState_Name(Fold(history).state), " ");
  }
  return ends;
}

// A parcel of the UPU's codes and one of VNPost's own records.
const std::vector<std::string>& History() {
  static const auto* history = new std::vector<std::string>{
      R"({"carrier":"emsevt-v3","event_id":"1","item":"EQ473124829VN","code":"EMA","time":"2023-01-18T08:00:00"})",
      R"({"carrier":"emsevt-v3","event_id":"2","item":"EQ473124829VN","code":"EMF","time":"2023-01-18T17:00:00"})",
      R"({"carrier":"emsevt-v3","event_id":"3","item":"EQ473124829VN","code":"EMG","time":"2023-01-19T06:00:00"})",
      R"({"carrier":"emsevt-v3","event_id":"4","item":"EQ473124829VN","code":"EMH","time":"2023-01-19T09:00:00"})",
      R"({"carrier":"emsevt-v3","event_id":"5","item":"EQ473124829VN","code":"EMI","time":"2023-01-19T15:00:00"})",
      R"({"carrier":"emsevt-v3","event_id":"6","item":"EQ473124829VN","code":"EMG","time":"2023-01-19T16:00:00"})",
      R"({"EventIemID":71,"ItemCode":"RR123456785VN","Status":-2,"CreatedTime":"2023-01-18 10:00:00","Poscode":870000})",
      R"({"EventIemID":72,"ItemCode":"RR123456785VN","Status":12,"CreatedTime":"2023-01-19 07:30:00","Poscode":870000})",
  };
  return *history;
}

TEST(ReplayTest, EndsTheSameInAnyOrderAndAnyNumberOfTimes) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> records = History();
    for (int i = 0; i < 5; ++i) records.push_back(records[random() % History().size()]);
    std::shuffle(records.begin(), records.end(), random);
    Replay replay(Tables());
    for (const std::string& record : records) replay.Take(FromText(record));
    ASSERT_EQ(EndsOf(replay),
              "EQ473124829VN=CONSIGNMENT_STATE_DELIVERED "
              "RR123456785VN=CONSIGNMENT_STATE_OUT_FOR_DELIVERY ");
    ASSERT_EQ(replay.recorded(), static_cast<int>(History().size()));
    ASSERT_EQ(replay.duplicates(), 5);
  }
}

TEST(ReplayTest, ATimeWithoutAZoneIsVietnams) {
  Replay replay(Tables());
  replay.Take(FromText(History()[0]));
  const absl::Time wanted =
      absl::FromCivil(absl::CivilSecond(2023, 1, 18, 8, 0, 0), LocalZone());
  EXPECT_EQ(FromProto(replay.items().at(kItem)[0].event_time()), wanted);
}

TEST(ReplayTest, AKnownCodeThatMovesNothingIsRecorded) {
  Replay replay(Tables());
  replay.Take(FromText(
      R"({"EventIemID":1,"ItemCode":"EQ473124829VN","Status":-3,"CreatedTime":"2023-01-18 10:00:00"})"));
  EXPECT_EQ(replay.recorded(), 1);
  EXPECT_EQ(EndsOf(replay), "EQ473124829VN=CONSIGNMENT_STATE_CREATED ");
}

TEST(ReplayTest, WhatCannotBeReadIsQuarantinedWithItsReason) {
  const std::vector<std::pair<std::string, std::string>> bad = {
      {R"({"carrier":"emsevt-v3","item":"EQ473124829VN","code":"ZZZ","time":"2023-01-18T08:00"})", "CODE"},
      {R"({"carrier":"pigeon","item":"EQ473124829VN","code":"EMI","time":"2023-01-18T08:00"})", "CARRIER"},
      {R"({"item":"EQ473124820VN","code":"DELIVERED","time":"2023-01-18T08:00"})", "ITEM"},
      {R"({"item":"EQ473124829VN","code":"DELIVERED","time":"yesterday"})", "RECORD"},
      {R"({"item":"EQ473124829VN","time":"2023-01-18T08:00"})", "RECORD"},
  };
  Replay replay(Tables());
  for (const auto& [record, reason] : bad) {
    const auto taken = replay.Take(FromText(record));
    EXPECT_EQ(taken.outcome, Replay::Outcome::kQuarantined) << record;
    EXPECT_EQ(taken.why.reason, reason) << record;
  }
  EXPECT_EQ(replay.quarantined(), static_cast<int>(bad.size()));
  EXPECT_TRUE(replay.items().empty());
}

TEST(ReplayTest, ACarrierThatContradictsItselfEndsTheSameWhateverCameFirst) {
  std::vector<std::string> records = History();
  records.push_back(
      R"({"carrier":"emsevt-v3","event_id":"5","item":"EQ473124829VN","code":"EMH","time":"2023-01-19T17:00:00"})");
  records.push_back(
      R"({"carrier":"emsevt-v3","event_id":"3","item":"EQ473124829VN","code":"EMG","time":"2023-01-19T06:30:00"})");
  std::mt19937 random(11);
  std::set<std::string> ends;
  for (int round = 0; round < 100; ++round) {
    std::shuffle(records.begin(), records.end(), random);
    Replay replay(Tables());
    for (const std::string& record : records) replay.Take(FromText(record));
    ends.insert(EndsOf(replay));
    for (const auto& event : replay.items().at(kItem)) ends.insert(event.SerializeAsString());
    ASSERT_EQ(replay.contradicted(), 2);
  }
  EXPECT_EQ(ends.size(), 1 + 6u) << "one end, and six events that are always the same";
}

TEST(ReplayTest, EmsTellsTheTimeAndTheOfficeInItsOwnWay) {
  Replay replay(Tables());
  replay.Take(FromText(
      R"j({"tracking_code":"EJ473124829VN","order_code":"ODR356","status_code":4,"note":"Đã đóng chuyến thư đi",)j"
      R"j("locate":"890100 - KTC1 Vĩnh Long (ÐT:02703834180)","datetime":"28/08/2019 07:54:50","ems-transaction":"1234567890"})j"));
  ASSERT_TRUE(replay.items().contains("EJ473124829VN"));
  const auto& event = replay.items().at("EJ473124829VN")[0];
  EXPECT_EQ(event.event_id(), "ems:1234567890");
  EXPECT_EQ(event.post_office(), "890100");
  EXPECT_EQ(event.kind(), dossier::v1::TRACKING_KIND_DEPARTED);
  EXPECT_EQ(FromProto(event.event_time()),
            absl::FromCivil(absl::CivilSecond(2019, 8, 28, 7, 54, 50), LocalZone()));
}

TEST(CarrierRecordTest, KeepsTextsAndWholeNumbersOfTheObjectItself) {
  const CarrierRecord record = FromText(
      R"({"a":"x","b":12,"c":-3,"d":1.5,"e":2.0,"f":{"a":"deep"},"g":[1],"h":null,"i":true,"a":"last"})");
  EXPECT_EQ(record.Field("a"), "last");
  EXPECT_EQ(record.Field("b"), "12");
  EXPECT_EQ(record.Field("c"), "-3");
  EXPECT_EQ(record.Field("d"), "");
  EXPECT_EQ(record.Field("e"), "2");
  for (const char* name : {"f", "g", "h", "i"}) {
    EXPECT_EQ(record.Field(name), "") << name;
    EXPECT_TRUE(record.Has(name)) << name;
  }
  EXPECT_FALSE(record.Has("z"));
}

TEST(CarrierRecordTest, RefusesWhatIsNoObject) {
  for (const char* json : {"", "x", "[1]", "7", "\"a\"", "null", "{\"a\":1", "{\"a\":1} x",
                           "{\"a\":\"\xff\"}"}) {
    EXPECT_FALSE(CarrierRecord::FromJson(json).ok()) << json;
  }
  EXPECT_FALSE(CarrierRecord::FromJson(std::string(100000, '[')).ok());
}

TEST(CarrierTablesTest, EveryCodeIsThereOnce) {
  const auto tables = Tables();
  for (const auto& carrier : tables.carriers()) {
    std::set<std::string> codes;
    for (const auto& code : carrier.codes()) EXPECT_TRUE(codes.insert(code.code()).second);
    EXPECT_FALSE(codes.empty()) << carrier.code();
  }
}

}  // namespace
}  // namespace motcua::postal
