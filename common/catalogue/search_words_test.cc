#include "common/catalogue/search_words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;

TEST(SearchWordsTest, CutsTextIntoFoldedWords) {
  EXPECT_THAT(WordsOf("Mã 1.001193, Khai-sinh (mới)."),
              ElementsAre("ma", "1.001193", "khai", "sinh", "moi"));
  EXPECT_THAT(WordsOf("  \n\t"), ElementsAre());
}

TEST(SearchWordsTest, TakesKeysOfVniOut) {
  EXPECT_EQ(WithoutVni("d9a8ng"), "dang");
  EXPECT_EQ(WithoutVni("ky1"), "ky");
  EXPECT_EQ(WithoutVni("1.001193"), "1.001193");
}

TEST(SearchWordsTest, TakesKeysOfTelexOut) {
  EXPECT_EQ(WithoutTelex("ddaats"), "dat");
  EXPECT_EQ(WithoutTelex("nhuwowngj"), "nhuong");
  EXPECT_EQ(WithoutTelex("nwowcs"), "nuoc");
  EXPECT_EQ(WithoutTelex("dangd"), "dang");
  EXPECT_EQ(WithoutTelex("truowngf"), "truong") << "the r of tr is a consonant";
  EXPECT_EQ(WithoutTelex("sinhs"), "sinh");
  EXPECT_EQ(WithoutTelex("xoas"), "xoa");
}

TEST(SearchWordsTest, CountsSlips) {
  EXPECT_EQ(Distance("sinh", "sinh", 1), 0);
  EXPECT_EQ(Distance("sinh", "sjnh", 1), 1);
  EXPECT_EQ(Distance("sinh", "sinhh", 1), 1);
  EXPECT_EQ(Distance("sinh", "snih", 1), 1) << "neighbours swapped";
  EXPECT_EQ(Distance("sinh", "tinh", 0), 1);
  EXPECT_EQ(Distance("nghieng", "ngieg", 2), 2);
  EXPECT_EQ(Distance("a", "abcdef", 2), 3);
  EXPECT_EQ(Distance("", "ab", 2), 2);
  EXPECT_EQ(Distance(std::string(100, 'a'), std::string(100, 'b'), 2), 3);
}

TEST(SearchWordsTest, LongerWordsMayHoldMoreSlips) {
  EXPECT_EQ(SlipsAllowed(2), 0);
  EXPECT_EQ(SlipsAllowed(3), 1);
  EXPECT_EQ(SlipsAllowed(6), 1);
  EXPECT_EQ(SlipsAllowed(7), 2);
}

}  // namespace
}  // namespace motcua::catalogue
