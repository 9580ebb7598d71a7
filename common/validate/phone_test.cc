#include "common/validate/phone.h"

#include "gtest/gtest.h"

namespace motcua::validate {
namespace {

struct Row {
  std::string_view name;
  std::string_view text;
  std::string_view value;
  std::string_view reason;
};

constexpr Row kRows[] = {
    {"mobile", "0912345678", "0912345678", ""},
    {"mobile of 2018", "0321234567", "0321234567", ""},
    {"with separators", "(091) 234.56-78", "0912345678", ""},
    {"+84", "+84 912 345 678", "0912345678", ""},
    {"0084", "0084912345678", "0912345678", ""},
    {"84", "84912345678", "0912345678", ""},
    {"+84 (0)", "+84 (0)912 345 678", "0912345678", ""},
    {"letters for digits", "O9l2345678", "0912345678", ""},
    {"landline of Đồng Tháp", "0277 3 851 234", "02773851234", ""},
    {"landline of Hà Nội", "+84 24 3825 1234", "02438251234", ""},
    {"empty", "  ", "", "EMPTY"},
    {"plus alone", "+", "", "CHARACTER"},
    {"words", "không có", "", "CHARACTER"},
    {"extension", "02773851234x12", "", "CHARACTER"},
    {"short", "091234567", "", "LENGTH"},
    {"long", "09123456789", "", "LENGTH"},
    {"zero alone", "0", "", "LENGTH"},
    {"0 left out", "912345678", "", "LENGTH"},
    {"short with +84", "+8491234567", "", "LENGTH"},
    {"short landline", "0277385123", "", "LENGTH"},
    {"area code of before 2017", "0673851234", "", "OLD_LANDLINE"},
    {"no such network", "0512345678", "", "PREFIX"},
    {"other country", "+15551234567", "", "PREFIX"},
    {"old mobile", "01629999999", "", "OLD_MOBILE"},
    {"old mobile, +84", "+84 162 999 9999", "", "OLD_MOBILE"},
    {"never a mobile", "01419999999", "", "PREFIX"},
    {"old mobile, short", "0162999999", "", "LENGTH"},
    {"not UTF-8", "09\xff", "", "ENCODING"},
};

TEST(CheckPhone, KnowsNumbersAndFaults) {
  for (const Row& row : kRows) {
    const Verdict verdict = CheckPhone(row.text);
    EXPECT_EQ(verdict.value, row.value) << row.name;
    EXPECT_EQ(verdict.reason, row.reason) << row.name;
  }
}

TEST(CheckPhone, TellsMobileFromLandline) {
  EXPECT_EQ(CheckPhone("0912345678").Fact("kind"), "MOBILE");
  EXPECT_EQ(CheckPhone("02773851234").Fact("kind"), "LANDLINE");
}

// The conversion of 2018, prefix by prefix.
TEST(CheckPhone, HintsAtTheNumberOfToday) {
  constexpr std::pair<std::string_view, std::string_view> kPrefixes[] = {
      {"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"}, {"0166", "036"},
      {"0167", "037"}, {"0168", "038"}, {"0169", "039"}, {"0120", "070"}, {"0121", "079"},
      {"0122", "077"}, {"0126", "076"}, {"0128", "078"}, {"0123", "083"}, {"0124", "084"},
      {"0125", "085"}, {"0127", "081"}, {"0129", "082"}, {"0186", "056"}, {"0188", "058"},
      {"0199", "059"}};
  for (const auto& [old_prefix, new_prefix] : kPrefixes) {
    const Verdict verdict = CheckPhone(std::string(old_prefix) + "1234567");
    const std::string renumbered = std::string(new_prefix) + "1234567";
    EXPECT_EQ(verdict.reason, "OLD_MOBILE");
    EXPECT_EQ(verdict.Fact("renumbered"), renumbered);
    EXPECT_NE(verdict.hint.find(renumbered), std::string::npos) << verdict.hint;
    EXPECT_TRUE(CheckPhone(renumbered).ok()) << renumbered;
  }
}

}  // namespace
}  // namespace motcua::validate
