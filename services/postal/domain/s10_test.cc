#include "services/postal/domain/s10.h"

#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::postal {
namespace {

struct Known {
  const char* digits;
  char check;
};

// Worked by hand from the standard's weights; they cover both special remainders.
constexpr Known kKnown[] = {{"47312482", '9'}, {"12345678", '5'}, {"00071761", '8'},
                            {"47110815", '1'}, {"96633102", '0'}, {"00000000", '5'},
                            {"99999999", '5'}};

TEST(S10, CheckDigits) {
  for (const Known& known : kKnown) EXPECT_EQ(S10CheckDigit(known.digits), known.check);
}

TEST(S10, MakesIdentifiers) {
  EXPECT_THAT(MakeS10(47312482), IsOkAndHolds("EQ473124829VN"));
  EXPECT_THAT(MakeS10(71761), IsOkAndHolds("EQ000717618VN"));
  EXPECT_THAT(MakeS10(kMaxS10Serial), IsOkAndHolds("EQ999999995VN"));
}

TEST(S10, RefusesSerialsItCannotHold) {
  EXPECT_THAT(MakeS10(0), StatusIs(absl::StatusCode::kOutOfRange, kSerialsExhausted));
  EXPECT_THAT(MakeS10(100'000'000), StatusIs(absl::StatusCode::kOutOfRange, kSerialsExhausted));
}

TEST(S10, KnowsItsForm) {
  EXPECT_TRUE(IsS10("EQ473124829VN"));
  EXPECT_TRUE(IsS10("RB123456785US"));
  EXPECT_FALSE(IsS10("RB123456786US"));
  EXPECT_FALSE(IsS10("EB900717618HK"));
  for (const char* text : {"", "EQ47312482VN", "eq473124829VN", "EQ4731248x9VN", "EQ4731248299N",
                           "EQ473124829VNX", "1Q473124829VN"}) {
    EXPECT_FALSE(IsS10(text)) << text;
  }
}

// The standard's two special remainders share digits with others, so a few mistakes stay unseen.
TEST(S10, FindsNearlyEveryWrongDigit) {
  int mistakes = 0, found = 0;
  for (int64_t serial = 1; serial < kMaxS10Serial; serial += 987'654) {
    const std::string id = *MakeS10(serial);
    for (size_t i = 2; i < 10; ++i) {
      std::string wrong = id;
      wrong[i] = wrong[i] == '9' ? '0' : wrong[i] + 1;
      ++mistakes;
      found += IsS10(wrong) ? 0 : 1;
    }
  }
  EXPECT_GT(found * 100, mistakes * 95);
}

}  // namespace
}  // namespace motcua::postal
