#include "common/validate/s10.h"

#include <set>

#include "gtest/gtest.h"

namespace motcua::validate {
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
  EXPECT_EQ(S10Of("EQ", 47312482), "EQ473124829VN");
  EXPECT_EQ(S10Of("EQ", 71761), "EQ000717618VN");
  EXPECT_EQ(S10Of("RA", kMaxS10Serial), "RA999999995VN");
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

struct Row {
  std::string_view name;
  std::string_view text;
  std::string_view value;
  std::string_view reason;
};

constexpr Row kRows[] = {
    {"good", "EQ473124829VN", "EQ473124829VN", ""},
    {"spaces", " EQ 473 124 829 VN ", "EQ473124829VN", ""},
    {"small letters", "eq473124829vn", "EQ473124829VN", ""},
    {"other country", "RB123456785US", "RB123456785US", ""},
    {"remainder 10", "CP966331020VN", "CP966331020VN", ""},
    {"remainder 0", "VV000000005VN", "VV000000005VN", ""},
    {"empty", "", "", "EMPTY"},
    {"short", "EQ47312482VN", "", "LENGTH"},
    {"long", "EQ4731248299VN", "", "LENGTH"},
    {"other letter among digits", "EQ4731X4829VN", "", "CHARACTER"},
    {"digit in the service", "E4473124829VN", "", "CHARACTER"},
    {"letter beyond A-Z", "ÊQ473124829VN", "", "CHARACTER"},
    {"O for 0", "EQOOO717618VN", "", "LOOK_ALIKE"},
    {"l for 1", "EQ473l24829VN", "", "LOOK_ALIKE"},
    {"0 for O", "0Q473124829VN", "", "LOOK_ALIKE"},
    {"no such service", "OQ473124829VN", "", "SERVICE"},
    {"wrong check digit", "RB123456786US", "", "CHECK_DIGIT"},
    {"wrong digit", "EB900717618HK", "", "CHECK_DIGIT"},
    {"digits swapped", "EQ743124829VN", "", "CHECK_DIGIT"},
    {"no such country", "EQ473124829XX", "", "COUNTRY"},
    {"not UTF-8", "EQ\xff", "", "ENCODING"},
};

TEST(S10, NamesEachKindOfFault) {
  for (const Row& row : kRows) {
    const Verdict verdict = CheckS10(row.text);
    EXPECT_EQ(verdict.value, row.value) << row.name;
    EXPECT_EQ(verdict.reason, row.reason) << row.name;
  }
}

TEST(S10, ReadsTheParts) {
  const Verdict verdict = CheckS10("EQ473124829VN");
  EXPECT_EQ(verdict.Fact("service"), "EQ");
  EXPECT_EQ(verdict.Fact("serial"), "47312482");
  EXPECT_EQ(verdict.Fact("country"), "VN");
}

// The standard's two special remainders share digits with others, so a few mistakes stay unseen.
TEST(S10, FindsNearlyEveryWrongDigit) {
  int mistakes = 0, found = 0;
  for (int64_t serial = 1; serial < kMaxS10Serial; serial += 987'654) {
    const std::string id = S10Of("EQ", serial);
    for (size_t i = 2; i < 10; ++i) {
      std::string wrong = id;
      wrong[i] = wrong[i] == '9' ? '0' : wrong[i] + 1;
      ++mistakes;
      found += IsS10(wrong) ? 0 : 1;
    }
  }
  EXPECT_GT(found * 100, mistakes * 95);
}

// ISO 3166-1 has 249 countries.
TEST(S10, KnowsTheCountries) {
  int known = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) {
      known += CheckS10(std::string("EQ473124829") + first + second).ok() ? 1 : 0;
    }
  }
  EXPECT_EQ(known, 249);
}

}  // namespace
}  // namespace motcua::validate
