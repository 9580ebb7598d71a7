#include "services/postal/domain/webhooks.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <string_view>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/crypto/sha256.h"

namespace motcua::postal {
namespace {

using event::v1::Event;

constexpr size_t kIdBytes = 16;
constexpr size_t kLongestDescription = 200;

template <class Values>
bool HoldsOrEmpty(const Values& values, int value) {
  return values.empty() || std::ranges::find(values, value) != values.end();
}

absl::Status Invalid(std::string_view field, std::string_view why) {
  return InvalidArgument(kFieldInvalid, Cat(field, " ", why)).Field(field, why);
}

std::string_view WordOf(std::string_view name, std::string_view prefix) {
  ConsumePrefix(&name, prefix);
  return name;
}

std::string_view WordOf(dossier::v1::ConsignmentState state) {
  return WordOf(dossier::v1::ConsignmentState_Name(state), "CONSIGNMENT_STATE_");
}

// Members of one JSON object.
class Object {
 public:
  Object() : writer_(buffer_) { writer_.StartObject(); }
  void Add(std::string_view name, std::string_view value) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  std::string Text() {
    writer_.EndObject();
    return buffer_.GetString();
  }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace

bool ChangesState(const Event& event) {
  const event::v1::TrackingRecorded& told = event.tracking_recorded();
  return event.has_tracking_recorded() &&
         told.previous_state() != dossier::v1::CONSIGNMENT_STATE_UNSPECIFIED &&
         told.previous_state() != told.state();
}

bool Wants(const Interest& interest, const Event& event, const catalogue::Catalogue& catalogue) {
  const event::v1::TrackingRecorded& told = event.tracking_recorded();
  return HoldsOrEmpty(interest.states, told.state()) &&
         HoldsOrEmpty(interest.kinds, told.consignment_kind()) &&
         catalogue.Covers(interest.unit_code, event.unit_code());
}

std::string DeliveryIdOf(const std::string& webhook_id, const Event& event) {
  Event bare = event;
  bare.mutable_tracking_recorded()->clear_webhooks();
  const std::string digest = Sha256(Cat(webhook_id, "\n", bare.SerializeAsString()));
  return absl::BytesToHexString(ToAbsl(std::string_view(digest).substr(0, kIdBytes)));
}

std::string BodyOf(const std::string& delivery_id, const Event& event) {
  const event::v1::TrackingRecorded& told = event.tracking_recorded();
  const std::string kind = dossier::v1::ConsignmentKind_Name(told.consignment_kind());
  const std::string what = dossier::v1::TrackingKind_Name(told.kind());
  Object body;
  body.Add("id", delivery_id);
  body.Add("type", "consignment.state_changed");
  body.Add("consignment_id", told.consignment_id());
  body.Add("dossier_code", event.dossier_code());
  body.Add("kind", WordOf(kind, "CONSIGNMENT_KIND_"));
  body.Add("state", WordOf(told.state()));
  body.Add("previous_state", WordOf(told.previous_state()));
  body.Add("event", WordOf(what, "TRACKING_KIND_"));
  body.Add("event_id", told.event_id());
  body.Add("post_office", told.post_office());
  body.Add("time", ToStd(absl::FormatTime(FromProto(event.occur_time()), absl::UTCTimeZone())));
  return body.Text();
}

absl::Status CheckSubscription(std::string_view url, const Interest& interest,
                               std::string_view description,
                               const catalogue::Catalogue& catalogue) {
  if (url.empty()) {
    return InvalidArgument(kFieldRequired, "url is required").Field("url", "is required");
  }
  if (catalogue.FindUnit(interest.unit_code) == nullptr) {
    return Invalid("unit_code", "is not known");
  }
  for (int state : interest.states) {
    const bool known = dossier::v1::ConsignmentState_IsValid(state) && state != 0;
    if (!known) return Invalid("states", "holds one that is not known");
  }
  for (int kind : interest.kinds) {
    const bool known = dossier::v1::ConsignmentKind_IsValid(kind) && kind != 0;
    if (!known) return Invalid("kinds", "holds one that is not known");
  }
  if (description.size() <= kLongestDescription) return absl::OkStatus();
  return Invalid("description", Cat("is longer than ", kLongestDescription, " bytes"));
}

}  // namespace motcua::postal
