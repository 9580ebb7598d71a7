#include "clients/province/carrier_records.h"

#include <set>

#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/shipped/shipped.h"
#include "common/testing/matchers.h"
#include "services/postal/domain/replay.h"
#include "services/postal/domain/s10.h"

namespace motcua::province {
namespace {

using dossier::v1::TrackingEvent;

std::vector<TrackingEvent> Scans(int consignments) {
  std::vector<TrackingEvent> scans;
  for (int i = 1; i <= consignments; ++i) {
    for (auto kind : {dossier::v1::TRACKING_KIND_COLLECTED, dossier::v1::TRACKING_KIND_DELIVERED}) {
      TrackingEvent& scan = scans.emplace_back();
      scan.set_consignment_id(*postal::MakeS10(i));
      scan.set_event_id(Cat(scan.consignment_id(), "-", static_cast<int>(kind)));
      scan.set_kind(kind);
      scan.set_post_office("BD.866");
      scan.mutable_event_time()->set_seconds(1'700'000'000 + 3600 * kind);
    }
  }
  return scans;
}

TEST(CarrierRecordsTest, AThirdOfTheConsignmentsIsToldByTheCarrier) {
  int told = 0;
  for (const TrackingEvent& scan : Scans(1000)) told += IsToldByCarrier(scan);
  EXPECT_GT(told, 500);
  EXPECT_LT(told, 900);
  TrackingEvent lost = Scans(1).front();
  lost.set_kind(dossier::v1::TRACKING_KIND_LOST);
  EXPECT_FALSE(IsToldByCarrier(lost)) << "it has no word for that";
}

TEST(CarrierRecordsTest, RepetitionsDisorderAndUnknownCodesChangeNoEnd) {
  const auto scans = Scans(500);
  const auto records = RecordsOf(scans);
  EXPECT_EQ(RecordsOf(scans), records);
  EXPECT_GT(std::set<std::string>(records.begin(), records.end()).size(), scans.size());
  auto tables = shipped::LoadCarriers("deploy/carriers");
  ASSERT_THAT(tables, IsOk());
  postal::Replay replay(*std::move(tables));
  for (const std::string& text : records) {
    const auto record = postal::CarrierRecord::FromJson(text);
    ASSERT_THAT(record, IsOk()) << text;
    const auto taken = replay.Take(*record);
    EXPECT_EQ(taken.outcome == postal::Replay::Outcome::kQuarantined, HasUnknownCode(text));
  }
  EXPECT_EQ(replay.recorded(), static_cast<int>(scans.size()));
  EXPECT_GT(replay.duplicates(), 0);
  EXPECT_GT(replay.quarantined(), 0);
  for (const auto& [item, history] : replay.items()) {
    EXPECT_EQ(postal::Fold(history).state, dossier::v1::CONSIGNMENT_STATE_DELIVERED);
  }
}

}  // namespace
}  // namespace motcua::province
