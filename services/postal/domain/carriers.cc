#include "services/postal/domain/carriers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "common/validate/s10.h"

namespace motcua::postal {
namespace {

using catalogue::v1::Carrier;
using catalogue::v1::CarrierCode;
using catalogue::v1::CarrierFile;
using dossier::v1::TrackingEvent;

constexpr size_t kLongestEventId = 64;

// By the carrier's own name of the field, else by the common one.
std::string_view Part(const CarrierRecord& record, const std::string& own, const char* common) {
  const std::string_view text = own.empty() ? std::string_view() : record.Field(own);
  return text.empty() ? record.Field(common) : text;
}

const Carrier* CarrierOf(const CarrierFile& tables, const CarrierRecord& record) {
  const std::string_view named = record.Field("carrier");
  if (!named.empty()) return FindCarrier(tables, named);
  for (const Carrier& carrier : tables.carriers()) {
    const auto& fields = carrier.fields();
    const bool fits = !fields.item().empty() && !fields.code().empty() &&
                      record.Has(fields.item()) && record.Has(fields.code());
    if (fits) return &carrier;
  }
  return FindCarrier(tables, "motcua");
}

const CarrierCode* Find(const Carrier& carrier, std::string_view code) {
  for (const CarrierCode& one : carrier.codes()) {
    if (one.code() == code) return &one;
  }
  return nullptr;
}

// Whether a zone follows the seconds.
bool HasZone(std::string_view text) {
  constexpr size_t kSecondsEnd = std::string_view("2023-01-18T15:20:00").size();
  return text.size() > kSecondsEnd && text.find_first_of("Zz+-", kSecondsEnd) != text.npos;
}

// The commonest forms first: each that does not fit costs as much as the one that does.
std::optional<absl::Time> ReadTime(std::string_view text) {
  absl::Time time;
  const auto fits = [&](const char* form) {
    return absl::ParseTime(form, ToAbsl(text), LocalZone(), &time, nullptr);
  };
  static constexpr std::array kZoned = {absl::RFC3339_full, "%Y-%m-%d %H:%M:%E*S%Ez"};
  static constexpr std::array kLocal = {"%Y-%m-%d %H:%M:%E*S", "%Y-%m-%dT%H:%M:%E*S",
                                        "%d/%m/%Y %H:%M:%E*S", "%Y%m%d%H%M%S",
                                        "%Y-%m-%dT%H:%M",      "%Y-%m-%d %H:%M"};
  const bool read = HasZone(text) ? std::ranges::any_of(kZoned, fits)
                                  : std::ranges::any_of(kLocal, fits);
  return read ? std::optional(time) : std::nullopt;
}

std::string_view OfficeCode(std::string_view office) {
  return office.substr(0, office.find(" - "));
}

Quarantined Unreadable(std::string_view part) {
  return {"RECORD", Cat(part, " is missing or cannot be read")};
}

// Tells records without an id of their own apart.
std::string IdOf(const CarrierRecord& record, const Carrier& carrier, std::string_view code,
                 const TrackingEvent& event) {
  const std::string_view id = Part(record, carrier.fields().event_id(), "event_id");
  if (!id.empty()) return Cat(carrier.code(), ":", id);
  const int64_t instant = absl::ToUnixMillis(FromProto(event.event_time()));
  return Cat(carrier.code(), ":", code, "@", instant, "@", event.post_office());
}

}  // namespace

const Carrier* FindCarrier(const CarrierFile& tables, std::string_view code) {
  for (const Carrier& carrier : tables.carriers()) {
    if (carrier.code() == code) return &carrier;
  }
  return nullptr;
}

ReadResult ReadRecordOf(const Carrier& carrier, const CarrierRecord& record) {
  const auto& fields = carrier.fields();
  const std::string_view code = Part(record, fields.code(), "code");
  if (code.empty()) return Unreadable("code");
  const auto time = ReadTime(Part(record, fields.time(), "time"));
  if (!time.has_value()) return Unreadable("time");
  const auto item = validate::CheckS10(Part(record, fields.item(), "item"));
  if (!item.ok()) return Quarantined{"ITEM", Cat("the item ", item.hint)};
  if (Part(record, fields.event_id(), "event_id").size() > kLongestEventId) {
    return Unreadable("event_id");
  }
  const CarrierCode* meaning = Find(carrier, code);
  if (meaning == nullptr) {
    return Quarantined{"CODE", Cat(carrier.code(), " has no code ", code)};
  }
  TrackingEvent event;
  event.set_consignment_id(item.value);
  event.set_kind(meaning->kind());
  *event.mutable_event_time() = ToProto(*time);
  event.set_post_office(std::string(OfficeCode(Part(record, fields.office(), "office"))));
  event.set_note(std::string(record.Field("note")));
  event.set_event_id(IdOf(record, carrier, code, event));
  event.set_carrier(carrier.code());
  return event;
}

ReadResult ReadRecord(const CarrierFile& tables, const CarrierRecord& record) {
  const Carrier* carrier = CarrierOf(tables, record);
  if (carrier != nullptr) return ReadRecordOf(*carrier, record);
  return Quarantined{"CARRIER", "no table is of that carrier"};
}

}  // namespace motcua::postal
