// Several versions of one procedure, each with its days.
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "common/catalogue/catalogue.h"
#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The small catalogue with its two procedures as two versions of 1.001.
absl::StatusOr<Catalogue> Versions(const std::string& first, const std::string& second) {
  const std::string procedures = absl::StrReplaceAll(
      kSmallProcedures, {{R"(code: "1.001")", R"(code: "1.001" )" + first},
                         {R"(code: "1.002")", R"(code: "1.001" )" + second}});
  return Catalogue::FromFiles({{"u", kSmallUnits}, {"p", procedures}});
}

absl::StatusOr<Catalogue> Replaced() {
  return Versions(R"(valid_to: "2023-06-30")", R"(version: 2 valid_from: "2023-07-01")");
}

TEST(VersionsTest, TheDayDecides) {
  const auto catalogue = Replaced();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->FindProcedure("1.001", absl::CivilDay(2023, 6, 30))->fee_vnd(), 15000);
  EXPECT_EQ(catalogue->FindProcedure("1.001", absl::CivilDay(2023, 7, 1))->version(), 2);
  EXPECT_EQ(catalogue->FindProcedure("1.001")->version(), 2);
  EXPECT_EQ(catalogue->FindProcedure("1.002", absl::CivilDay(2023, 7, 1)), nullptr);
}

TEST(VersionsTest, NoneBetweenVersionsAndAfterTheLast) {
  const auto catalogue =
      Versions(R"(valid_from: "2022-01-01" valid_to: "2023-06-30")",
               R"(version: 2 valid_from: "2023-09-01" valid_to: "2023-12-31")");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->FindProcedure("1.001", absl::CivilDay(2021, 12, 31)), nullptr);
  EXPECT_EQ(catalogue->FindProcedure("1.001", absl::CivilDay(2023, 8, 31)), nullptr);
  EXPECT_EQ(catalogue->FindProcedure("1.001", absl::CivilDay(2024, 1, 1)), nullptr);
  EXPECT_NE(catalogue->FindProcedure("1.001"), nullptr);
}

TEST(VersionsTest, ADossierKeepsItsVersion) {
  const auto catalogue = Replaced();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  const absl::CivilDay late(2024, 1, 1);
  EXPECT_EQ(catalogue->FindProcedureKept("1.001", 1, late)->fee_vnd(), 15000);
  EXPECT_EQ(catalogue->FindProcedureKept("1.001", 2, late)->version(), 2);
  // Filed before versions were recorded.
  EXPECT_EQ(catalogue->FindProcedureKept("1.001", 0, absl::CivilDay(2023, 1, 1))->version(), 0);
  EXPECT_EQ(catalogue->FindProcedureKept("1.001", 3, late), nullptr);
}

std::vector<int> FoundVersions(const std::vector<const v1::Procedure*>& found) {
  std::vector<int> versions;
  for (const v1::Procedure* procedure : found) versions.push_back(VersionOf(*procedure));
  return versions;
}

TEST(VersionsTest, SearchFindsOneVersion) {
  const auto catalogue = Replaced();
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_THAT(FoundVersions(catalogue->SearchProcedures("")), ElementsAre(2));
  EXPECT_THAT(FoundVersions(catalogue->SearchProcedures("", absl::CivilDay(2023, 1, 1))),
              ElementsAre(1));
}

TEST(VersionsTest, ADayHasOneVersionAndAVersionOneText) {
  const auto message = [](const std::string& first, const std::string& second) {
    return std::string(Versions(first, second).status().message());
  };
  EXPECT_EQ(message(R"(valid_to: "2023-07-01")", R"(version: 2 valid_from: "2023-07-01")"),
            "p:17: procedure 1.001: versions 1 and 2 are in force on the same day");
  EXPECT_EQ(message("", "version: 2"),
            "p:17: procedure 1.001: versions 1 and 2 are in force on the same day");
  EXPECT_EQ(message(R"(version: 2 valid_to: "2023-06-30")",
                    R"(version: 2 valid_from: "2023-07-01")"),
            "p:17: procedure 1.001 version 2 is there twice");
  EXPECT_EQ(message(R"(valid_to: "2023-06-31")", R"(version: 2 valid_from: "2023-07-01")"),
            "p:2: not a day: 2023-06-31\n"
            "p:17: procedure 1.001: versions 1 and 2 are in force on the same day");
  EXPECT_EQ(message(R"(version: -1 valid_to: "2022-12-31")",
                    R"(version: 2 valid_from: "2023-07-01" valid_to: "2023-01-01")"),
            "p:2: version is negative\np:17: procedure 1.001 ends before it begins");
}

}  // namespace
}  // namespace motcua::catalogue
