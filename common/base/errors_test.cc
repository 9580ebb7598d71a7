#include "common/base/errors.h"

#include "absl/status/statusor.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/testing/matchers.h"

namespace motcua {
namespace {

using ::testing::ElementsAre;

absl::StatusOr<std::string> Find(bool found) {
  if (!found) return NotFound(kFieldInvalid, "no such thing").With("thing", "t-1").With("n", 7);
  return "thing";
}

absl::StatusOr<int> Length(bool found) {
  MOTCUA_ASSIGN_OR_RETURN(const std::string text, Find(found));
  MOTCUA_RETURN_IF_ERROR(absl::OkStatus());
  return static_cast<int>(text.size());
}

TEST(Errors, CarriesReasonAndMetadata) {
  const auto result = Find(false);
  EXPECT_THAT(result, StatusIs(absl::StatusCode::kNotFound, kFieldInvalid));
  EXPECT_EQ(MetadataOf(result.status(), "thing"), "t-1");
  EXPECT_EQ(MetadataOf(result.status(), "n"), "7");
  EXPECT_EQ(MetadataOf(result.status(), "other"), "");
}

TEST(Errors, NamesFieldsAndRetryDelay) {
  const absl::Status status = InvalidArgument(kFieldRequired, "two fields are empty")
                                  .Field("a.b", "must be given")
                                  .Field("c[1]", "must be given")
                                  .RetryAfter(absl::Milliseconds(1500));
  EXPECT_THAT(FieldsOf(status), ElementsAre("a.b", "c[1]"));
  EXPECT_EQ(RetryAfterOf(status), absl::Milliseconds(1500));
}

TEST(Errors, PlainStatusesHaveNoDetails) {
  const absl::Status status = absl::InternalError("plain");
  EXPECT_EQ(ReasonOf(status), "");
  EXPECT_EQ(ReasonOf(absl::OkStatus()), "");
  EXPECT_TRUE(FieldsOf(status).empty());
  EXPECT_EQ(RetryAfterOf(status), std::nullopt);
}

TEST(StatusMacros, ReturnEarlyWithTheWholeStatus) {
  EXPECT_THAT(Length(true), IsOkAndHolds(5));
  EXPECT_THAT(Length(false), StatusIs(absl::StatusCode::kNotFound, kFieldInvalid));
}

}  // namespace
}  // namespace motcua
