#include "common/store/secret.h"

#include <fstream>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "common/testing/redis_server.h"
#include "common/testing/run.h"

namespace motcua::store {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using enum absl::StatusCode;

class SecretTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::string> Load(const std::string& file = "") {
    return RunOn(io_, LoadSecret(redis_, "{t}:secret:identity", file, "a-secret-file"));
  }
  static std::string Write(const std::string& name, const std::string& text) {
    const std::string path = ::testing::TempDir() + name;
    std::ofstream(path) << text;
    return path;
  }

  asio::io_context io_;
  RedisServer server_;
  redis::Client redis_{io_, {.address = server_.address(), .connections = 1}};
};

TEST_F(SecretTest, IsMadeOnceAndKept) {
  const auto first = Load();
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->size(), 64u);
  EXPECT_EQ(*Load(), *first);
  EXPECT_THAT(Load(Write("other", "a secret of a file")),
              StatusIs(kFailedPrecondition, kSettingInvalid));
}

TEST_F(SecretTest, OfAFileStaysTheSameAndOutOfRedis) {
  const std::string file = Write("secret", " a secret of a file\n");
  EXPECT_THAT(Load(file), IsOkAndHolds("a secret of a file"));
  EXPECT_THAT(Load(file), IsOkAndHolds("a secret of a file"));
  redis::Args get = {"GET", "{t}:secret:identity"};
  EXPECT_THAT(RunOn(io_, redis_.Call(get))->text, Not(HasSubstr("a secret")));
  EXPECT_THAT(Load(Write("changed", "another secret of it")),
              StatusIs(kFailedPrecondition, kSettingInvalid));
  EXPECT_THAT(Load(), StatusIs(kFailedPrecondition, kSettingInvalid));
  EXPECT_THAT(Load(Write("short", "x")), StatusIs(kFailedPrecondition, kSettingInvalid));
  EXPECT_THAT(Load("/nowhere/secret"), StatusIs(kFailedPrecondition, kSettingInvalid));
}

}  // namespace
}  // namespace motcua::store
