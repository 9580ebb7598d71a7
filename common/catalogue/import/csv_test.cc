#include "common/catalogue/import/csv.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CsvTest, PlainFields) {
  const auto records = ParseCsv("a,b,c\r\n1,,3\n\n4,5,6");
  ASSERT_EQ(records.size(), 3u);
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b", "c"));
  EXPECT_THAT(records[1].fields, ElementsAre("1", "", "3"));
  EXPECT_THAT(records[2].fields, ElementsAre("4", "5", "6"));
  EXPECT_EQ(records[2].line, 4);
}

TEST(CsvTest, QuotedFieldsHoldAnything) {
  const auto records = ParseCsv("\"cha, mẹ\",\"a \"\"b\"\"\",\"one\ntwo\"\nnext,\"\",x\n");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_THAT(records[0].fields, ElementsAre("cha, mẹ", "a \"b\"", "one\ntwo"));
  EXPECT_THAT(records[1].fields, ElementsAre("next", "", "x"));
  EXPECT_EQ(records[1].line, 3);
}

TEST(CsvTest, ByteOrderMarkIsNoText) {
  EXPECT_THAT(ParseCsv("\xEF\xBB\xBF" "a,b")[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT(ParseCsv(""), IsEmpty());
}

TEST(CsvTest, MistakesEndWithTheirLine) {
  const auto records = ParseCsv("a\"b,c\n\"x\"y,z\n\"open,1\ngood,2\n");
  ASSERT_EQ(records.size(), 4u);
  EXPECT_EQ(records[0].mistake, "a quote inside a field without quotes");
  EXPECT_EQ(records[1].mistake, "text after a closing quote");
  EXPECT_EQ(records[2].mistake, "a quote that is never closed");
  EXPECT_EQ(records[3].mistake, "");
  EXPECT_THAT(records[3].fields, ElementsAre("good", "2"));
  EXPECT_EQ(records[3].line, 4);
}

TEST(CsvTest, WritesWhatItReads) {
  const std::vector<std::string> fields = {"plain", "cha, mẹ", "a \"b\"", "one\ntwo", ""};
  EXPECT_THAT(ParseCsv(CsvLine(fields))[0].fields, fields);
}

}  // namespace
}  // namespace motcua::catalogue
