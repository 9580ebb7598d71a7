#include "clients/cli/errors.h"

#include <map>

#include "absl/strings/cord.h"
#include "absl/strings/str_format.h"
#include "clients/cli/output/json.h"
#include "clients/cli/output/width.h"
#include "common/base/errors.h"
#include "common/base/strings.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace motcua::cli {
namespace {

// Reason of errors found here, before anything was sent.
constexpr std::string_view kUsage = "USAGE";

template <class Detail>
Detail DetailOf(const absl::Status& status, const char* url) {
  Detail detail;
  const auto payload = status.GetPayload(url);
  if (payload.has_value()) detail.ParseFromString(std::string(*payload));
  return detail;
}

google::rpc::ErrorInfo InfoOf(const absl::Status& status) {
  return DetailOf<google::rpc::ErrorInfo>(status, kErrorInfoUrl);
}

google::rpc::BadRequest FieldsAtFault(const absl::Status& status) {
  return DetailOf<google::rpc::BadRequest>(status, kBadRequestUrl);
}

std::map<std::string, std::string> SortedMetadata(const google::rpc::ErrorInfo& info) {
  return {info.metadata().begin(), info.metadata().end()};
}

}  // namespace

absl::Status UsageError(std::string message) {
  return motcua::InvalidArgument(kUsage, std::move(message));
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return result;
  for (const auto& detail : details.details()) {
    result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

ExitCode ExitCodeOf(const absl::Status& status) {
  if (ReasonOf(status) == kUsage) return kExitUsage;
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kExitOk;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
      return kExitUnavailable;
    case absl::StatusCode::kNotFound:
      return kExitNotFound;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return kExitPermission;
    default:
      return kExitRefused;
  }
}

std::string Describe(const absl::Status& status) {
  const google::rpc::ErrorInfo info = InfoOf(status);
  if (info.reason() == kUsage) return Cat("motcua: ", std::string(status.message()), "\n");
  const std::string code = absl::StatusCodeToString(status.code());
  std::string lines = Cat("motcua: ", OneLine(std::string(status.message())), " (", code,
                          info.reason().empty() ? "" : " ", info.reason(), ")\n");
  for (const auto& [key, value] : SortedMetadata(info)) {
    Append(&lines, "  ", key, ": ", OneLine(value), "\n");
  }
  const google::rpc::BadRequest bad = FieldsAtFault(status);
  for (const auto& field : bad.field_violations()) {
    // Many messages are just that.
    if (status.message() == Cat(field.field(), ": ", field.description())) continue;
    Append(&lines, "  field ", field.field(), ": ", OneLine(field.description()), "\n");
  }
  if (const auto delay = RetryAfterOf(status)) {
    Append(&lines, "  try again in ", absl::FormatDuration(*delay), "\n");
  } else if (ExitCodeOf(status) == kExitUnavailable) {
    Append(&lines, "  try again; the same --request-id makes that safe\n");
  }
  return lines;
}

std::string DescribeJson(const absl::Status& status) {
  const google::rpc::ErrorInfo info = InfoOf(status);
  std::vector<std::pair<std::string, std::string>> metadata;
  for (const auto& [key, value] : SortedMetadata(info))
    metadata.emplace_back(key, JsonString(value));
  std::vector<std::string> fields;
  const google::rpc::BadRequest bad = FieldsAtFault(status);
  for (const auto& field : bad.field_violations()) {
    fields.push_back(JsonObject(
        {{"field", JsonString(field.field())}, {"description", JsonString(field.description())}}));
  }
  std::vector<std::pair<std::string, std::string>> error = {
      {"code", JsonString(absl::StatusCodeToString(status.code()))},
      {"reason", JsonString(info.reason())},
      {"message", JsonString(std::string(status.message()))},
      {"fields", JsonArray(fields)},
      {"metadata", JsonObject(metadata)}};
  if (const auto delay = RetryAfterOf(status)) {
    error.emplace_back("retryAfterSeconds", absl::StrFormat("%g", absl::ToDoubleSeconds(*delay)));
  }
  return Cat(JsonObject({{"error", JsonObject(error)}}), "\n");
}

}  // namespace motcua::cli
