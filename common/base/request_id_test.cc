#include "common/base/request_id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua {
namespace {

using testing::ElementsAre;

TEST(CheckRequestId, HasItsAlphabet) {
  EXPECT_THAT(CheckRequestId("a-Z_0.9:x"), IsOk());
  EXPECT_THAT(CheckRequestId(std::string(64, 'a')), IsOk());
  EXPECT_THAT(CheckRequestId(""), StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  for (const std::string& bad : {std::string(65, 'a'), std::string("a b"), std::string("đ")}) {
    const absl::Status status = CheckRequestId(bad);
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid)) << bad;
    EXPECT_THAT(FieldsOf(status), ElementsAre("request_id"));
  }
}

}  // namespace
}  // namespace motcua
