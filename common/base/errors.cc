#include "common/base/errors.h"

#include "absl/strings/cord.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "google/rpc/error_details.pb.h"

namespace motcua {
namespace {

void Attach(absl::Status& status, const char* url, const google::protobuf::Message& detail) {
  status.SetPayload(url, absl::Cord(detail.SerializeAsString()));
}

template <typename Detail>
std::optional<Detail> DetailOf(const absl::Status& status, const char* url) {
  auto payload = status.GetPayload(url);
  Detail detail;
  if (!payload.has_value() || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

}  // namespace

Error::Error(absl::StatusCode code, std::string_view reason, std::string message)
    : code_(code), reason_(reason), message_(std::move(message)) {}

Error& Error::With(std::string_view key, std::string_view value) {
  metadata_.emplace_back(key, value);
  return *this;
}

Error& Error::With(std::string_view key, int64_t value) { return With(key, Cat(value)); }

Error& Error::Field(std::string_view path, std::string_view description) {
  fields_.emplace_back(path, description);
  return *this;
}

Error& Error::RetryAfter(absl::Duration delay) {
  retry_after_ = delay;
  return *this;
}

Error::operator absl::Status() const {
  absl::Status status(code_, message_);
  google::rpc::ErrorInfo info;
  info.set_reason(reason_);
  info.set_domain(kErrorDomain);
  for (const auto& [key, value] : metadata_) (*info.mutable_metadata())[key] = value;
  Attach(status, kErrorInfoUrl, info);
  if (!fields_.empty()) {
    google::rpc::BadRequest bad;
    for (const auto& [path, description] : fields_) {
      auto* violation = bad.add_field_violations();
      violation->set_field(path);
      violation->set_description(description);
    }
    Attach(status, kBadRequestUrl, bad);
  }
  if (retry_after_.has_value()) {
    google::rpc::RetryInfo retry;
    *retry.mutable_retry_delay() = ToProto(*retry_after_);
    Attach(status, kRetryInfoUrl, retry);
  }
  return status;
}

#define MOTCUA_ERROR_FACTORY(name)                                       \
  Error name(std::string_view reason, std::string message) {             \
    return Error(absl::StatusCode::k##name, reason, std::move(message)); \
  }
MOTCUA_ERROR_FACTORY(InvalidArgument)
MOTCUA_ERROR_FACTORY(NotFound)
MOTCUA_ERROR_FACTORY(AlreadyExists)
MOTCUA_ERROR_FACTORY(FailedPrecondition)
MOTCUA_ERROR_FACTORY(PermissionDenied)
MOTCUA_ERROR_FACTORY(Unauthenticated)
MOTCUA_ERROR_FACTORY(ResourceExhausted)
MOTCUA_ERROR_FACTORY(Unavailable)
MOTCUA_ERROR_FACTORY(Aborted)
MOTCUA_ERROR_FACTORY(DeadlineExceeded)
MOTCUA_ERROR_FACTORY(OutOfRange)
MOTCUA_ERROR_FACTORY(Internal)
#undef MOTCUA_ERROR_FACTORY

std::string ReasonOf(const absl::Status& status) {
  auto info = DetailOf<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
  return info.has_value() ? info->reason() : "";
}

std::string MetadataOf(const absl::Status& status, std::string_view key) {
  auto info = DetailOf<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
  if (!info.has_value()) return "";
  auto it = info->metadata().find(std::string(key));
  return it == info->metadata().end() ? "" : it->second;
}

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> paths;
  auto bad = DetailOf<google::rpc::BadRequest>(status, kBadRequestUrl);
  if (!bad.has_value()) return paths;
  for (const auto& violation : bad->field_violations()) paths.push_back(violation.field());
  return paths;
}

std::optional<absl::Duration> RetryAfterOf(const absl::Status& status) {
  auto retry = DetailOf<google::rpc::RetryInfo>(status, kRetryInfoUrl);
  if (!retry.has_value()) return std::nullopt;
  return FromProto(retry->retry_delay());
}

}  // namespace motcua
