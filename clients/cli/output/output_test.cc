#include "clients/cli/output/json.h"
#include "clients/cli/output/table.h"
#include "clients/cli/output/width.h"
#include "clients/cli/output/words.h"
#include "common/testing/matchers.h"
#include "motcua/dossier/v1/journey.pb.h"

namespace motcua::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kComposed[] = "Đồng Tháp";
// The same nine columns with the marks as code points of their own.
constexpr char kCombining[] = "\u0110o\u0302\u0300ng Tha\u0301p";

TEST(WidthTest, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth(""), 0);
  EXPECT_EQ(DisplayWidth("Dong"), 4);
  EXPECT_EQ(DisplayWidth(kComposed), 9);
  EXPECT_EQ(DisplayWidth(kCombining), 9);
  EXPECT_EQ(DisplayWidth("漢字"), 4);
  EXPECT_EQ(DisplayWidth("\xff\xfe"), 2);
}

TEST(WidthTest, ShortensBetweenLetters) {
  EXPECT_EQ(Shorten("Đồng", 4), "Đồng");
  EXPECT_EQ(Shorten(kComposed, 5), "Đồng…");
  EXPECT_EQ(DisplayWidth(Shorten(kCombining, 5)), 5);
  EXPECT_EQ(Shorten("abc", 1), "…");
}

TEST(WidthTest, PadsToColumns) {
  EXPECT_EQ(Pad("Xã", 4), "Xã  ");
  EXPECT_EQ(PadLeft("Xã", 4), "  Xã");
  EXPECT_EQ(Pad("dài quá", 3), "dài quá");
}

TEST(WidthTest, MakesTextHarmless) {
  EXPECT_EQ(OneLine("a\nb\tc\x1b[2J"), "a b c [2J");
  EXPECT_EQ(OneLine("ngã ba"), "ngã ba");
}

TEST(TableTest, AlignsVietnameseColumns) {
  Table table({{"XÃ"}, {"HỒ SƠ", Align::kRight}, {"GHI CHÚ"}});
  table.Add({"Tân Thuận Đông", "12", "đủ"});
  table.Add({kCombining, "7"});
  EXPECT_EQ(table.Render(0),
            "XÃ              HỒ SƠ  GHI CHÚ\n"
            "Tân Thuận Đông     12  đủ\n" +
                std::string(kCombining) + "           7  -\n");
}

TEST(TableTest, CutsTheWidestColumnToTheTerminal) {
  Table table({{"CODE"}, {"NAME"}, {"FEE", Align::kRight}});
  table.Add({"1.001193", "Thủ tục đăng ký khai sinh có yếu tố nước ngoài", "30.000 đ"});
  const std::string text = table.Render(40);
  EXPECT_THAT(text, HasSubstr("1.001193  Thủ tục đăng ký kha…  30.000 đ"));
  // Where nothing can give way, the line is longer rather than empty.
  EXPECT_THAT(table.Render(5), HasSubstr("1.001193"));
}

TEST(TableTest, FactsLeaveOutWhatIsEmpty) {
  EXPECT_EQ(Facts({{"Mã", "1"}, {"Trống", ""}, {"Phí", "2"}}), "Mã     1\nPhí    2\n");
}

TEST(WordsTest, EnumerationsByWord) {
  EXPECT_EQ(Word(dossier::v1::STEP_STATE_AWAITING_PAPERS), "awaiting-papers");
  EXPECT_EQ(Word(type::v1::CHANNEL_UNSPECIFIED), "");
  EXPECT_THAT(EnumWords(type::v1::Channel_descriptor()),
              ElementsAre("counter", "online", "postal"));
  EXPECT_EQ(EnumValue(type::v1::PaperKind_descriptor(), "certified-copy"), 2);
  EXPECT_EQ(EnumValue(type::v1::PaperKind_descriptor(), "PAPER_KIND_PLAIN_COPY"), 3);
  EXPECT_EQ(EnumValue(type::v1::PaperKind_descriptor(), "unspecified"), std::nullopt);
}

TEST(WordsTest, TimesAreVietnams) {
  const auto morning = ParseTime("2023-01-18T01:30:00Z");
  ASSERT_TRUE(morning.has_value());
  EXPECT_EQ(Local(*morning), "2023-01-18 08:30");
  EXPECT_EQ(ParseTime("2023-01-18 08:30"), morning);
  EXPECT_EQ(ParseTime("2023-01-18T08:30:00"), morning);
  EXPECT_EQ(Local(*ParseTime("2023-01-18")), "2023-01-18 00:00");
  EXPECT_EQ(ParseTime("18/01/2023"), std::nullopt);
  EXPECT_EQ(Local(absl::InfiniteFuture()), "");
}

TEST(WordsTest, LimitsAndMoney) {
  type::v1::TimeLimit limit;
  EXPECT_EQ(Limit(limit), "no limit");
  limit.set_kind(type::v1::LIMIT_KIND_WORKING_DAYS);
  limit.set_amount(10);
  EXPECT_EQ(Limit(limit), "10 working days");
  limit.set_amount(1);
  EXPECT_EQ(Limit(limit), "1 working day");
  EXPECT_EQ(Money(0), "0 đ");
  EXPECT_EQ(Money(999), "999 đ");
  EXPECT_EQ(Money(1500000), "1.500.000 đ");
}

TEST(JsonTest, ComposesAndReads) {
  EXPECT_EQ(JsonObject({{"a\"b", "1"}, {"c", JsonArray({"2", "3"})}}), R"({"a\"b":1,"c":[2,3]})");
  type::v1::Paper paper;
  EXPECT_THAT(FromJson(R"({"name":"Tờ khai","count":2})", &paper), IsOk());
  EXPECT_EQ(paper.count(), 2);
  EXPECT_THAT(FromJson(R"({"nome":"x"})", &paper),
              StatusIs(absl::StatusCode::kInvalidArgument, "USAGE"));
  EXPECT_THAT(ToJson(paper), HasSubstr("\"kind\":\"PAPER_KIND_UNSPECIFIED\""));
}

}  // namespace
}  // namespace motcua::cli
