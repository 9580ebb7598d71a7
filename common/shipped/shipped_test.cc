#include "common/shipped/shipped.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::shipped {
namespace {

std::string Nothing(const char*) { return ""; }

class ShippedTest : public ::testing::Test {
 protected:
  ShippedTest() {
    std::string name = "/tmp/motcua-shipped-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~ShippedTest() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }

  std::filesystem::path folder_;
};

constexpr char kDayOff[] =
    "calendar_days { date: '2023-01-18' kind: DAY_KIND_HOLIDAY name: 'Thử' }";
constexpr absl::CivilDay kDay(2023, 1, 18);

TEST_F(ShippedTest, FindsTheCheckoutFromAnyFolder) {
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  const auto found = FindCatalogue(Nothing);
  std::filesystem::current_path(before);
  ASSERT_THAT(found, IsOk());
  const auto calendar = LoadCalendar(*found);
  ASSERT_THAT(calendar, IsOk());
  EXPECT_FALSE(calendar->IsWorkingDay(absl::CivilDay(2023, 1, 26))) << "Tết";
}

TEST_F(ShippedTest, TheVariableWins) {
  auto variable = [](const char* name) {
    return std::string(name) == "MOTCUA_CATALOGUE" ? "/elsewhere" : "";
  };
  EXPECT_THAT(FindCatalogue(variable), IsOkAndHolds("/elsewhere"));
}

TEST_F(ShippedTest, TheNearestCheckoutWins) {
  Write("deploy/catalogue/x/calendar.textproto", kDayOff);
  Write("sub/sub/file", "");
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(folder_ / "sub/sub");
  const auto found = FindCatalogue(Nothing);
  std::filesystem::current_path(before);
  EXPECT_THAT(found, IsOkAndHolds((folder_ / "deploy/catalogue").string()));
}

TEST_F(ShippedTest, LoadsAFileAFolderAndAFolderOfFolders) {
  const std::string file = Write("x/calendar.textproto", kDayOff);
  for (const std::string& path : {file, (folder_ / "x").string(), folder_.string()}) {
    const auto calendar = LoadCalendar(path);
    ASSERT_THAT(calendar, IsOk()) << path;
    EXPECT_FALSE(calendar->IsWorkingDay(kDay)) << path;
  }
}

TEST_F(ShippedTest, SaysWhatIsWrongWithACalendar) {
  EXPECT_THAT(LoadCalendar(folder_ / "none"),
              StatusIs(absl::StatusCode::kNotFound, kCatalogueInvalid));
  EXPECT_THAT(LoadCalendar(folder_), StatusIs(absl::StatusCode::kNotFound, kCatalogueInvalid));
  EXPECT_THAT(LoadCalendar(Write("calendar.textproto", "calendar_days { date: 'x' }")),
              StatusIs(absl::StatusCode::kInvalidArgument, kCatalogueInvalid));
}

}  // namespace
}  // namespace motcua::shipped
