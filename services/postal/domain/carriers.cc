#include "services/postal/domain/carriers.h"

#include <cmath>
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
using google::protobuf::Struct;
using google::protobuf::Value;

constexpr size_t kLongestEventId = 64;

// Texts as they are, whole numbers as digits; anything else is no part of an event.
std::string TextOf(const Value& value) {
  if (value.kind_case() == Value::kStringValue) return value.string_value();
  if (value.kind_case() != Value::kNumberValue) return "";
  const double number = value.number_value();
  const bool whole = std::nearbyint(number) == number && std::fabs(number) < 9e15;
  return whole ? Cat(static_cast<int64_t>(number)) : "";
}

std::string Part(const Struct& record, const std::string& name) {
  const auto found = record.fields().find(name);
  return found == record.fields().end() ? "" : TextOf(found->second);
}

// By the carrier's own name of the field, else by the common one.
std::string Part(const Struct& record, const std::string& own, const char* common) {
  std::string text = own.empty() ? "" : Part(record, own);
  return text.empty() ? Part(record, std::string(common)) : text;
}

const Carrier* Named(const CarrierFile& tables, std::string_view code) {
  for (const Carrier& carrier : tables.carriers()) {
    if (carrier.code() == code) return &carrier;
  }
  return nullptr;
}

const Carrier* CarrierOf(const CarrierFile& tables, const Struct& record) {
  const std::string named = Part(record, "carrier");
  if (!named.empty()) return Named(tables, named);
  for (const Carrier& carrier : tables.carriers()) {
    const auto& fields = carrier.fields();
    const bool fits = !fields.item().empty() && !fields.code().empty() &&
                      record.fields().contains(fields.item()) &&
                      record.fields().contains(fields.code());
    if (fits) return &carrier;
  }
  return Named(tables, "motcua");
}

const CarrierCode* Find(const Carrier& carrier, std::string_view code) {
  for (const CarrierCode& one : carrier.codes()) {
    if (one.code() == code) return &one;
  }
  return nullptr;
}

std::optional<absl::Time> ReadTime(const std::string& text) {
  absl::Time time;
  for (const char* zoned : {absl::RFC3339_full, "%Y-%m-%d %H:%M:%E*S%Ez"}) {
    if (absl::ParseTime(zoned, text, &time, nullptr)) return time;
  }
  for (const char* local : {"%Y-%m-%dT%H:%M:%E*S", "%Y-%m-%d %H:%M:%E*S", "%Y-%m-%dT%H:%M",
                            "%Y-%m-%d %H:%M", "%Y%m%d%H%M%S"}) {
    if (absl::ParseTime(local, text, LocalZone(), &time, nullptr)) return time;
  }
  return std::nullopt;
}

Quarantined Record(std::string_view part) {
  return {"RECORD", Cat(part, " is missing or cannot be read")};
}

}  // namespace

std::variant<TrackingEvent, Quarantined> ReadRecord(const CarrierFile& tables,
                                                    const Struct& record) {
  const Carrier* carrier = CarrierOf(tables, record);
  if (carrier == nullptr) return Quarantined{"CARRIER", "no table is of that carrier"};
  const auto& fields = carrier->fields();
  const std::string code = Part(record, fields.code(), "code");
  if (code.empty()) return Record("code");
  const std::string time_text = Part(record, fields.time(), "time");
  const auto time = ReadTime(time_text);
  if (!time.has_value()) return Record("time");
  const auto item = validate::CheckS10(Part(record, fields.item(), "item"));
  if (!item.ok()) return Quarantined{"ITEM", Cat("the item ", item.hint)};
  const CarrierCode* meaning = Find(*carrier, code);
  if (meaning == nullptr) {
    return Quarantined{"CODE", Cat(carrier->code(), " has no code ", code)};
  }
  TrackingEvent event;
  event.set_consignment_id(item.value);
  event.set_kind(meaning->kind());
  *event.mutable_event_time() = ToProto(*time);
  event.set_post_office(Part(record, fields.office(), "office"));
  event.set_note(Part(record, "note"));
  const std::string id = Part(record, fields.event_id(), "event_id");
  if (id.size() > kLongestEventId) return Record("event_id");
  const std::string told = Cat(code, "@", absl::ToUnixMillis(*time), "@", event.post_office());
  event.set_event_id(Cat(carrier->code(), ":", id.empty() ? told : id));
  return event;
}

}  // namespace motcua::postal
