#include "common/crypto/hmac.h"

#include "absl/strings/escaping.h"
#include "common/base/strings.h"
#include "gtest/gtest.h"

namespace motcua {
namespace {

std::string HexOf(const Hmac& hmac, std::string_view text) {
  return absl::BytesToHexString(ToAbsl(hmac.Of(text)));
}

// RFC 4231, test case 2.
TEST(HmacTest, IsTheStandardsHmacEachTime) {
  const Hmac hmac("Jefe");
  const std::string wanted = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  EXPECT_EQ(HexOf(hmac, "what do ya want for nothing?"), wanted);
  EXPECT_NE(HexOf(hmac, "something else"), wanted);
  EXPECT_EQ(HexOf(hmac, "what do ya want for nothing?"), wanted);
}

TEST(HmacTest, AnEmptyKeyIsAKey) {
  EXPECT_EQ(HexOf(Hmac(""), "a"), HexOf(Hmac(""), "a"));
  EXPECT_NE(HexOf(Hmac(""), "a"), HexOf(Hmac("k"), "a"));
}

}  // namespace
}  // namespace motcua
