#include "services/intake/domain/code.h"

#include "gtest/gtest.h"

namespace motcua::intake {
namespace {

TEST(LooksLikeCode, TellsCodesFromOtherText) {
  const struct {
    std::string_view text;
    bool looks;
  } kRows[] = {
      {"000.31.14.H20-230118-0002", true},
      {"H20.014.31-250915-0002", true},
      {"H15.50.05.13-261008-0975", true},
      {"", false},
      {"000.31.14.h20-230118-0002", false},
      {"000.31.14.H20-230118-0002 ", false},
      {"{dongthap}:events", false},
      {"hồ sơ", false},
  };
  for (const auto& row : kRows) EXPECT_EQ(LooksLikeCode(row.text), row.looks) << row.text;
  EXPECT_FALSE(LooksLikeCode(std::string(65, '0')));
}

}  // namespace
}  // namespace motcua::intake
