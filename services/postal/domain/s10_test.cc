#include "services/postal/domain/s10.h"

#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::postal {
namespace {

TEST(S10, MakesIdentifiers) {
  EXPECT_THAT(MakeS10(47312482), IsOkAndHolds("EQ473124829VN"));
  EXPECT_THAT(MakeS10(71761), IsOkAndHolds("EQ000717618VN"));
  EXPECT_THAT(MakeS10(kMaxS10Serial), IsOkAndHolds("EQ999999995VN"));
}

TEST(S10, RefusesSerialsItCannotHold) {
  EXPECT_THAT(MakeS10(0), StatusIs(absl::StatusCode::kOutOfRange, kSerialsExhausted));
  EXPECT_THAT(MakeS10(100'000'000), StatusIs(absl::StatusCode::kOutOfRange, kSerialsExhausted));
}

}  // namespace
}  // namespace motcua::postal
