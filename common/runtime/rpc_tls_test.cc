#include <sys/stat.h>

#include <cstdlib>
#include <string>

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/runtime/echo_fixture.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::runtime {
namespace {

class TlsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = ::testing::TempDir() + "motcua_tls_XXXXXX";
    ASSERT_NE(mkdtemp(directory_.data()), nullptr);
    Make("ours", "service tester stranger");
    Make("theirs", "tester");
  }
  static void TearDownTestSuite() { EXPECT_EQ(std::system(Cat("rm -r ", directory_).c_str()), 0); }

  static void Make(const std::string& authority, const std::string& names) {
    const std::string command =
        Cat("deploy/local/certs.sh ", directory_, "/", authority, " ", names);
    ASSERT_EQ(std::system(command.c_str()), 0);
  }

  static std::string PathOf(const std::string& authority, const std::string& file) {
    return Cat(directory_, "/", authority, "/", file);
  }

  static TlsFiles FilesOf(const std::string& name, const std::string& authority = "ours") {
    return {PathOf("ours", "ca.pem"), PathOf(authority, name + ".pem"),
            PathOf(authority, name + ".key")};
  }

  std::shared_ptr<Channel> Client(std::optional<TlsFiles> files) {
    Channel::Options options;
    options.target = server_.target();
    options.tls = std::move(files);
    options.caller = "tester";
    return *Channel::Create(nullptr, options);
  }

  static inline std::string directory_;
  EchoServer server_{{.tls = FilesOf("service")}};
};

TEST_F(TlsTest, TheCallerIsTheNameOfTheCertificate) {
  ASSERT_THAT(server_.started(), IsOk());
  const auto response = CallEcho(*Client(FilesOf("tester")), EchoOf("a"));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->caller(), "tester");
}

TEST_F(TlsTest, ANameThePolicyDoesNotKnowIsUnauthenticated) {
  EXPECT_THAT(CallEcho(*Client(FilesOf("stranger")), EchoOf("a")),
              StatusIs(absl::StatusCode::kUnauthenticated, kCallerUnknown));
}

TEST_F(TlsTest, ACertificateOfAnotherAuthorityIsRefused) {
  EXPECT_THAT(CallEcho(*Client(FilesOf("tester", "theirs")), EchoOf("a"), absl::Seconds(2)),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(TlsTest, PlainTextIsRefused) {
  EXPECT_THAT(CallEcho(*Client(std::nullopt), EchoOf("a"), absl::Seconds(2)),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(TlsTest, KeysAreForTheirOwnerAloneAndRunsAreRepeatable) {
  struct stat before, after;
  ASSERT_EQ(stat(PathOf("ours", "tester.key").c_str(), &before), 0);
  EXPECT_EQ(before.st_mode & 0777, 0600u);
  Make("ours", "tester another");
  ASSERT_EQ(stat(PathOf("ours", "tester.key").c_str(), &after), 0);
  EXPECT_EQ(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}

TEST_F(TlsTest, AMissingFileIsNamed) {
  const auto channel = Channel::Create(nullptr, {.target = "x", .tls = TlsFiles{"/no/ca", "", ""}});
  EXPECT_THAT(std::string(channel.status().message()), ::testing::HasSubstr("/no/ca"));
}

}  // namespace
}  // namespace motcua::runtime
