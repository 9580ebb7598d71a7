// Errors with machine-readable details. An Error is built where the fault is found and turned
// into an absl::Status; the gRPC edge turns its payloads into google.rpc.Status details.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace motcua {

// Payload keys of absl::Status; the value is the serialized google.rpc message.
inline constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";
inline constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";
inline constexpr char kRetryInfoUrl[] = "type.googleapis.com/google.rpc.RetryInfo";

// google.rpc.ErrorInfo.domain of every error of this system.
inline constexpr char kErrorDomain[] = "motcua";

// An error on its way to becoming a status:
//   return NotFound(kDossierNotFound, "no such dossier").With("dossier", code);
class Error {
 public:
  // `reason` is one of reasons.h; `message` is for people who read logs, in English, and holds no
  // personal data.
  Error(absl::StatusCode code, std::string_view reason, std::string message);

  // Adds a pair to ErrorInfo.metadata.
  Error& With(std::string_view key, std::string_view value);
  Error& With(std::string_view key, int64_t value);
  // Adds a violation to BadRequest; `path` as in "applicant.papers[2].name".
  Error& Field(std::string_view path, std::string_view description);
  // Tells the caller how long to wait before trying again.
  Error& RetryAfter(absl::Duration delay);

  operator absl::Status() const;  // NOLINT: meant to convert in `return`

 private:
  absl::StatusCode code_;
  std::string reason_;
  std::string message_;
  std::vector<std::pair<std::string, std::string>> metadata_;
  std::vector<std::pair<std::string, std::string>> fields_;
  std::optional<absl::Duration> retry_after_;
};

Error InvalidArgument(std::string_view reason, std::string message);
Error NotFound(std::string_view reason, std::string message);
Error AlreadyExists(std::string_view reason, std::string message);
Error FailedPrecondition(std::string_view reason, std::string message);
Error PermissionDenied(std::string_view reason, std::string message);
Error Unauthenticated(std::string_view reason, std::string message);
Error ResourceExhausted(std::string_view reason, std::string message);
Error Unavailable(std::string_view reason, std::string message);
Error Aborted(std::string_view reason, std::string message);
Error DeadlineExceeded(std::string_view reason, std::string message);
Error OutOfRange(std::string_view reason, std::string message);
Error Internal(std::string_view reason, std::string message);

// ErrorInfo.reason of `status`; "" if it has none.
std::string ReasonOf(const absl::Status& status);
// ErrorInfo.metadata[key] of `status`; "" if it has none.
std::string MetadataOf(const absl::Status& status, std::string_view key);
// Paths of the fields that `status` complains about.
std::vector<std::string> FieldsOf(const absl::Status& status);
// RetryInfo.retry_delay of `status`.
std::optional<absl::Duration> RetryAfterOf(const absl::Status& status);

}  // namespace motcua
