#include "common/base/log.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::internal::CaptureStderr;
using ::testing::internal::GetCapturedStderr;

std::string JsonOf(std::string_view text) {
  std::string out;
  AppendJsonString(text, out);
  return out;
}

TEST(LogTest, WritesOneJsonLineWithTypedFields) {
  CaptureStderr();
  Log(kInfo, "hồ sơ đã nhận",
      {{"code", "000.31.14.H20"}, {"count", 3}, {"ok", true}, {"seconds", 0.25}});
  const std::string line = GetCapturedStderr();
  EXPECT_THAT(line, HasSubstr("\"level\":\"info\""));
  EXPECT_THAT(line, EndsWith("\"message\":\"hồ sơ đã nhận\",\"code\":\"000.31.14.H20\","
                             "\"count\":3,\"ok\":true,\"seconds\":0.25}\n"));
}

TEST(LogTest, DropsLinesBelowTheSetLevel) {
  CaptureStderr();
  Log(kDebug, "unseen");
  EXPECT_EQ(GetCapturedStderr(), "");
}

TEST(LogTest, EscapesWhatJsonCannotHold) {
  EXPECT_EQ(JsonOf("a\"b\\c\nd\te\x01"), "\"a\\\"b\\\\c\\nd\\te\\u0001\"");
  EXPECT_EQ(JsonOf("\xFF\xC3(\xED\xA0\x80"),
            "\"\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(LogTest, LevelsHaveNames) {
  EXPECT_EQ(ParseLogLevel("warning").value(), kWarning);
  EXPECT_THAT(std::string(ParseLogLevel("loud").status().message()), HasSubstr("\"loud\""));
}

}  // namespace
}  // namespace motcua
