#include "clients/cli/leases.h"

#include <sys/stat.h>

#include "clients/cli/testing/cli_fixture.h"

namespace motcua::cli {
namespace {

using ::testing::HasSubstr;

class LeaseBookTest : public CliTest {
 protected:
  LeaseBook Book() {
    static std::istringstream in;
    static std::ostringstream out;
    return LeaseBook(
        Environment{in, out, out, [this](const char* name) { return variables_[name]; }});
  }
};

TEST_F(LeaseBookTest, RemembersAcrossRuns) {
  EXPECT_THAT(Book().Remember({{"lan", kCode, 1, "866", "T1"}, {"lan", "other", 0, "866", "T2"}}),
              IsOk());
  const auto found = Book().Find("lan", kCode, -1);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->token, "T1");
  EXPECT_EQ(found->step_index, 1);
  EXPECT_EQ(found->unit_code, "866");
}

TEST_F(LeaseBookTest, IsReadableByItsOwnerAlone) {
  ASSERT_THAT(Book().Remember({{"lan", kCode, 1, "866", "T1"}}), IsOk());
  struct stat info {};
  ASSERT_EQ(stat((folder_ / "state/motcua/leases").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(LeaseBookTest, KeepsPeopleApart) {
  ASSERT_THAT(Book().Remember({{"lan", kCode, 1, "866", "T1"}}), IsOk());
  EXPECT_THAT(Book().Find("minh", kCode, -1), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(LeaseBookTest, SeveralStepsNeedAChoice) {
  ASSERT_THAT(Book().Remember({{"lan", kCode, 1, "866", "T1"}, {"lan", kCode, 2, "867", "T2"}}),
              IsOk());
  EXPECT_THAT(Book().Find("lan", kCode, -1).status().ToString(), HasSubstr("--step"));
  EXPECT_EQ(Book().Find("lan", kCode, 2)->token, "T2");
}

TEST_F(LeaseBookTest, ANewLeaseReplacesTheOldAndForgetRemoves) {
  ASSERT_THAT(Book().Remember({{"lan", kCode, 1, "866", "old"}}), IsOk());
  ASSERT_THAT(Book().Remember({{"lan", kCode, 1, "866", "new"}}), IsOk());
  const auto found = Book().Find("lan", kCode, -1);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->token, "new");
  EXPECT_THAT(Book().Forget(*found), IsOk());
  EXPECT_FALSE(Book().Find("lan", kCode, -1).ok());
}

TEST_F(LeaseBookTest, WithoutAHomeNothingIsRemembered) {
  variables_.clear();
  EXPECT_THAT(Book().Remember({{"lan", kCode, 1, "866", "T1"}}), IsOk());
  EXPECT_FALSE(Book().Find("lan", kCode, -1).ok());
}

}  // namespace
}  // namespace motcua::cli
