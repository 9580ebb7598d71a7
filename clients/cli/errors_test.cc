#include "clients/cli/errors.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;

TEST(ErrorsTest, EachCodeHasItsExit) {
  struct Row {
    absl::StatusCode code;
    ExitCode exit;
  };
  for (const Row& row :
       std::initializer_list<Row>{{absl::StatusCode::kInvalidArgument, kExitRefused},
                                  {absl::StatusCode::kFailedPrecondition, kExitRefused},
                                  {absl::StatusCode::kAborted, kExitRefused},
                                  {absl::StatusCode::kInternal, kExitRefused},
                                  {absl::StatusCode::kUnavailable, kExitUnavailable},
                                  {absl::StatusCode::kDeadlineExceeded, kExitUnavailable},
                                  {absl::StatusCode::kResourceExhausted, kExitUnavailable},
                                  {absl::StatusCode::kNotFound, kExitNotFound},
                                  {absl::StatusCode::kPermissionDenied, kExitPermission},
                                  {absl::StatusCode::kUnauthenticated, kExitPermission}}) {
    EXPECT_EQ(ExitCodeOf(absl::Status(row.code, "x")), row.exit) << row.code;
  }
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), kExitOk);
  EXPECT_EQ(ExitCodeOf(UsageError("x")), kExitUsage);
}

TEST(ErrorsTest, DetailsComeOutOfTheTrailer) {
  google::rpc::ErrorInfo info;
  info.set_reason("PAPERS_MISSING");
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  const grpc::Status status(grpc::StatusCode::FAILED_PRECONDITION, "papers are missing",
                            details.SerializeAsString());
  EXPECT_THAT(FromGrpc(status), StatusIs(absl::StatusCode::kFailedPrecondition, "PAPERS_MISSING"));
  EXPECT_THAT(FromGrpc(grpc::Status::OK), IsOk());
  // A proxy's error has no details, or something else in their place.
  EXPECT_THAT(FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "x", "\xff")),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST(ErrorsTest, SaysReasonFieldAndRetry) {
  const absl::Status status = InvalidArgument(kFieldInvalid, "a field is wrong")
                                  .Field("draft.applicant.name", "must not be empty")
                                  .With("unit", "866")
                                  .RetryAfter(absl::Milliseconds(500));
  EXPECT_EQ(Describe(status),
            "motcua: a field is wrong (INVALID_ARGUMENT FIELD_INVALID)\n"
            "  unit: 866\n"
            "  field draft.applicant.name: must not be empty\n"
            "  try again in 500ms\n");
  EXPECT_EQ(DescribeJson(status),
            "{\"error\":{\"code\":\"INVALID_ARGUMENT\",\"reason\":\"FIELD_INVALID\","
            "\"message\":\"a field is wrong\",\"fields\":[{\"field\":\"draft.applicant.name\","
            "\"description\":\"must not be empty\"}],\"metadata\":{\"unit\":\"866\"},"
            "\"retryAfterSeconds\":0.5}}\n");
}

TEST(ErrorsTest, UnavailableSaysThatRepeatingIsSafe) {
  EXPECT_THAT(Describe(absl::UnavailableError("gone")), HasSubstr("--request-id"));
  EXPECT_EQ(Describe(UsageError("no such file")), "motcua: no such file\n");
}

}  // namespace
}  // namespace motcua::cli
