#include "clients/province/carrier_records.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/time/time.h"
#include "clients/province/draw.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

using dossier::v1::TrackingEvent;

constexpr uint64_t kSeed = 20230118;
constexpr double kToldByCarrier = 1.0 / 3;
constexpr double kTwice = 0.1;
constexpr double kFollowedByUnknown = 0.02;

// The carrier's word; "" where it has none.
std::string_view CodeOf(dossier::v1::TrackingKind kind) {
  switch (kind) {
    case dossier::v1::TRACKING_KIND_COLLECTED:
      return "-2";
    case dossier::v1::TRACKING_KIND_DEPARTED:
      return "2";
    case dossier::v1::TRACKING_KIND_ARRIVED:
      return "3";
    case dossier::v1::TRACKING_KIND_OUT_FOR_DELIVERY:
      return "12";
    case dossier::v1::TRACKING_KIND_DELIVERED:
      return "5";
    default:
      return "";
  }
}

std::string RecordOf(const TrackingEvent& scan, std::string_view id, std::string_view code) {
  const std::string time =
      absl::FormatTime("%Y-%m-%d %H:%M:%E*S", FromProto(scan.event_time()), LocalZone());
  return Cat(R"({"EventIemID":")", id, R"(","ItemCode":")", scan.consignment_id(),
             R"(","Poscode":")", scan.post_office(), R"(","Status":)", code, R"(,"CreatedTime":")",
             time, R"("})");
}

}  // namespace

bool IsToldByCarrier(const TrackingEvent& scan) {
  if (CodeOf(scan.kind()).empty()) return false;
  return Draw(kSeed, scan.consignment_id(), "carrier").Chance(kToldByCarrier);
}

std::vector<std::string> RecordsOf(const std::vector<TrackingEvent>& scans) {
  std::vector<std::pair<double, std::string>> records;
  for (const TrackingEvent& scan : scans) {
    Draw draw(kSeed, scan.event_id(), "record");
    const std::string record = RecordOf(scan, scan.event_id(), CodeOf(scan.kind()));
    records.emplace_back(draw.Uniform(), record);
    if (draw.Chance(kTwice)) records.emplace_back(draw.Uniform(), record);
    if (!draw.Chance(kFollowedByUnknown)) continue;
    records.emplace_back(draw.Uniform(),
                         RecordOf(scan, Cat(scan.event_id(), "-x"), kUnknownCode));
  }
  std::ranges::sort(records);
  std::vector<std::string> texts;
  for (auto& [place, record] : records) texts.push_back(std::move(record));
  return texts;
}

bool HasUnknownCode(const std::string& record) {
  return record.find(Cat(R"("Status":)", kUnknownCode, ",")) != std::string::npos;
}

}  // namespace motcua::province
