#include "common/config/settings.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::config {
namespace {

using ::testing::HasSubstr;

class SettingsTest : public ::testing::Test {
 protected:
  SettingsTest() {
    settings_.Add(&address_, "redis", "127.0.0.1:6379", {}, "where Redis listens");
    settings_.Add(&level_, "log-level", "info", {"debug", "info"}, "least level written");
    settings_.Add(&connections_, "redis-connections", 8, {1, 64}, "connections to Redis");
    settings_.Add(&bytes_, "max-bytes", int64_t{1} << 20, {1, int64_t{1} << 40}, "largest request");
    settings_.Add(&plaintext_, "plaintext", false, "no TLS");
    settings_.Add(&timeout_, "timeout", absl::Seconds(2),
                  {absl::Milliseconds(1), absl::Minutes(1)}, "longest wait");
  }

  absl::Status Parse(std::vector<const char*> arguments,
                     std::vector<const char*> environment = {}) {
    arguments.insert(arguments.begin(), "program");
    environment.push_back(nullptr);
    return settings_.Parse(static_cast<int>(arguments.size()), arguments.data(),
                           environment.data());
  }

  std::string ErrorOf(std::vector<const char*> arguments,
                      std::vector<const char*> environment = {}) {
    return std::string(Parse(std::move(arguments), std::move(environment)).message());
  }

  Settings settings_;
  std::string address_, level_;
  int connections_ = 0;
  int64_t bytes_ = 0;
  bool plaintext_ = true;
  absl::Duration timeout_;
};

TEST_F(SettingsTest, DefaultsHoldWithoutFlags) {
  ASSERT_TRUE(Parse({}).ok());
  EXPECT_EQ(address_, "127.0.0.1:6379");
  EXPECT_EQ(connections_, 8);
  EXPECT_FALSE(plaintext_);
  EXPECT_EQ(timeout_, absl::Seconds(2));
}

TEST_F(SettingsTest, FlagsBeatTheEnvironmentWhichBeatsDefaults) {
  ASSERT_TRUE(Parse({"--redis-connections=4", "--plaintext", "--timeout", "1500ms"},
                    {"MOTCUA_REDIS_CONNECTIONS=2", "MOTCUA_LOG_LEVEL=debug",
                     "MOTCUA_MAX_BYTES=5000000000", "PATH=/bin"})
                  .ok());
  EXPECT_EQ(connections_, 4);
  EXPECT_TRUE(plaintext_);
  EXPECT_EQ(timeout_, absl::Milliseconds(1500));
  EXPECT_EQ(level_, "debug");
  EXPECT_EQ(bytes_, 5000000000);
}

TEST_F(SettingsTest, BadValuesAreNamedWithTheirBounds) {
  EXPECT_EQ(ErrorOf({"--redis-connections=0"}), "--redis-connections=0: must be 1 to 64");
  EXPECT_EQ(connections_, 8);
}

TEST_F(SettingsTest, EveryErrorIsReported) {
  const std::string error = ErrorOf({"--timeout=fast", "--log-level=loud", "--plaintext=maybe",
                                     "--speed=1", "stray", "--redis"},
                                    {"MOTCUA_MAX_BYTES=many"});
  for (const char* line :
       {"MOTCUA_MAX_BYTES=many: must be 1 to 1099511627776", "--timeout=fast: must be 1ms to 1m",
        "--log-level=loud: must be one of debug, info", "--plaintext=maybe: must be true or false",
        "--speed is unknown", "\"stray\" is not a flag", "--redis needs a value"}) {
    EXPECT_THAT(error, HasSubstr(line));
  }
}

TEST_F(SettingsTest, HelpShowsEveryRow) {
  ASSERT_TRUE(Parse({"--nonsense", "--help"}).ok());
  EXPECT_TRUE(settings_.help_asked());
  EXPECT_THAT(settings_.Help(), HasSubstr("--redis-connections=8\n      connections to Redis.\n"
                                          "      Values: 1 to 64. "
                                          "Environment: MOTCUA_REDIS_CONNECTIONS\n"));
}

TEST(SettingsErrorsTest, ANameAddedTwiceIsAnError) {
  Settings settings;
  int first = 0, second = 0;
  settings.Add(&first, "port", 1, {}, "a port");
  settings.Add(&second, "port", 1, {}, "a port");
  const char* arguments[] = {"program"};
  EXPECT_EQ(settings.Parse(1, arguments, nullptr).message(), "--port is added twice");
}

}  // namespace
}  // namespace motcua::config
