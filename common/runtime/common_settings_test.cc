#include "common/runtime/common_settings.h"

#include <fstream>
#include <string>
#include <vector>

#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::runtime {
namespace {

using ::testing::HasSubstr;

class CommonSettingsTest : public ::testing::Test {
 protected:
  absl::Status Parse(std::vector<const char*> arguments) {
    config::Settings settings;
    ServiceSpec spec;
    spec.name = "routing";
    spec.port = 7102;
    spec.metrics_port = 7202;
    spec.peers = {{"intake", 7101}};
    common_.AddTo(settings, spec);
    arguments.insert(arguments.begin(), "program");
    return settings.Parse(static_cast<int>(arguments.size()), arguments.data(), nullptr);
  }

  CommonSettings common_;
};

TEST_F(CommonSettingsTest, DefaultsComeFromTheService) {
  ASSERT_THAT(Parse({}), IsOk());
  EXPECT_EQ(common_.listen, "127.0.0.1:7102");
  EXPECT_EQ(common_.metrics_listen, "127.0.0.1:7202");
  EXPECT_EQ(common_.peers.at("intake"), "127.0.0.1:7101");
}

TEST_F(CommonSettingsTest, APolicyAndTlsAreRequired) {
  ASSERT_THAT(Parse({"--cell=Đồng Tháp"}), IsOk());
  const std::string error(common_.Check().message());
  EXPECT_THAT(error, HasSubstr("--policy is required"));
  EXPECT_THAT(error, HasSubstr("--tls-ca, --tls-cert and --tls-key are required"));
  EXPECT_THAT(error, HasSubstr("--cell="));
}

TEST_F(CommonSettingsTest, PlainTextExcludesTls) {
  ASSERT_THAT(Parse({"--policy=p", "--plaintext", "--tls-ca=x"}), IsOk());
  EXPECT_THAT(std::string(common_.Check().message()), HasSubstr("--plaintext goes without"));
}

TEST_F(CommonSettingsTest, TheRedisPasswordComesFromAFile) {
  const std::string path = ::testing::TempDir() + "motcua_password";
  std::ofstream(path) << "a b c\nrest\n";
  ASSERT_THAT(Parse({"--redis-password-file", path.c_str(), "--redis-connections=3"}), IsOk());
  const auto options = common_.Redis();
  ASSERT_THAT(options, IsOk());
  EXPECT_EQ(options->password, "a b c");
  EXPECT_EQ(options->connections, 3);
  std::remove(path.c_str());
  EXPECT_THAT(common_.Redis(), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace motcua::runtime
