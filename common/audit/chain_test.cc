#include "common/audit/chain.h"

#include "common/audit/verifier.h"
#include "common/testing/matchers.h"

namespace motcua::audit {
namespace {

// Reckoned by another program (Python's hashlib) from docs/audit.md.
TEST(ChainTest, IsAsDocumented) {
  Chain chain(Genesis("A1", "{test}:events"));
  EXPECT_EQ(HexOf(chain.hash()),
            "8dd75aec3005d26fed645d907bf725f72a7c4fa1b5ef62de7ce71c91efc671d9");
  chain.Extend({1, "1-1", "866", std::string_view("\x00\xff", 2)});
  EXPECT_EQ(HexOf(chain.hash()),
            "d71d54a6f799ec3b2f063a5484125a2cd03502c5c94012a5de91af4e4d71a348");
  chain.Extend({2, "1-2", "Thống", ""});
  EXPECT_EQ(HexOf(chain.hash()),
            "6966fa4e655b47ad6546e9d84411d1d8360949a1cc012fc80365e407a27bef13");
  EXPECT_EQ(chain.mark(), 0x6966fa4e655b47adu);
}

TEST(ChainTest, DependsOnWhereOneFieldEndsAndTheNextBegins) {
  Chain one(Genesis("A1", "s")), other(Genesis("A1", "s"));
  one.Extend({1, "1-1", "86", "6"});
  other.Extend({1, "1-1", "8", "66"});
  EXPECT_NE(one.hash(), other.hash());
}

TEST(HashTest, IsReadFromHex) {
  const Hash hash = Genesis("A1", "s");
  EXPECT_EQ(*HashOfHex(HexOf(hash)), hash);
  EXPECT_FALSE(HashOfHex("00").ok());
}

}  // namespace
}  // namespace motcua::audit
