#include "services/reporting/domain/parcels.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/strings.h"
#include "services/reporting/domain/report.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr int64_t kMicros = 1000000;
constexpr size_t kFields = 5;

// What an event ends and how; no id: none.
struct End {
  std::string_view id;
  int measure = measure::kDelivered;
};

End EndOf(const Event& event) {
  switch (event.what_case()) {
    case Event::kPapersCollected:
      return {event.papers_collected().consignment_id()};
    case Event::kTransferArrived:
      return {event.transfer_arrived().consignment_id()};
    case Event::kDelivered:
      return {event.delivered().consignment_id()};
    case Event::kReturned:
      return {event.returned().consignment_id(), measure::kReturned};
    case Event::kLost:
      return {event.lost().consignment_id(), measure::kLost};
    default:
      return {};
  }
}

Group GroupOfParcel(int kind, std::string_view office, std::string_view unit) {
  return {Family::kPost, std::string(unit), Cat(kind, "|", office)};
}

void Ask(const Event& event, int64_t at, std::string* parcels, CellSink sink) {
  const auto& created = event.consignment_created();
  Append(parcels, created.consignment_id(), ":", static_cast<int>(created.kind()), ":",
         created.post_office(), ":", event.unit_code(), ":", at / kMicros, ";");
  Measures measures = {};
  measures[measure::kCreated] = 1;
  sink(GroupOfParcel(created.kind(), created.post_office(), event.unit_code()), LocalDay(at),
       measures);
}

void TellEnd(const std::vector<std::string_view>& fields, int how, int64_t at, CellSink sink) {
  int kind = 0;
  int64_t since = 0;
  if (!ParseInt(fields[1], &kind) || !ParseInt(fields[4], &since)) return;
  Measures measures = {};
  measures[how] = 1;
  measures[measure::kSeconds] = std::max<int64_t>(at / kMicros - since, 0);
  sink(GroupOfParcel(kind, fields[2], fields[3]), LocalDay(at), measures);
}

}  // namespace

void FoldParcels(const Event& event, int64_t at, std::string* parcels, CellSink sink) {
  if (event.has_consignment_created()) return Ask(event, at, parcels, sink);
  const End end = EndOf(event);
  if (end.id.empty()) return;
  std::string left;
  for (std::string_view parcel : Split(*parcels, ';')) {
    if (parcel.empty()) continue;
    const auto fields = Split(parcel, ':');
    if (fields.size() == kFields && fields[0] == end.id) {
      TellEnd(fields, end.measure, at, sink);
    } else {
      Append(&left, parcel, ";");
    }
  }
  *parcels = std::move(left);
}

}  // namespace motcua::reporting
