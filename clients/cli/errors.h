// Errors as a person or a script sees them: one clear message, one exit code.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace motcua::cli {

// What the process says to its caller.
enum ExitCode {
  kExitOk = 0,
  // The system refused, with a reason.
  kExitRefused = 1,
  // Wrong options, or a file that cannot be read.
  kExitUsage = 2,
  // A service cannot be reached, is overloaded or did not answer in time: try again.
  kExitUnavailable = 3,
  kExitNotFound = 4,
  // Not known, or not allowed.
  kExitPermission = 5,
};

// A fault of the caller of this program, found before anything was sent.
absl::Status UsageError(std::string message);

// The status of a call, with the google.rpc details of its trailer as payloads.
absl::Status FromGrpc(const grpc::Status& status);

ExitCode ExitCodeOf(const absl::Status& status);

// Lines for people: what went wrong, the reason word, the fields, when to try again.
std::string Describe(const absl::Status& status);

// The same for programs, as one line of JSON:
// {"error":{"code":…,"reason":…,"message":…,"fields":[{"field":…,"description":…}],"metadata":{…},
// "retryAfterSeconds":…}}
std::string DescribeJson(const absl::Status& status);

}  // namespace motcua::cli
