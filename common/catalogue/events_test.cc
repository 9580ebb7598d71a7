// Events of a citizen's life: what is refused, at which line; what is in force when.
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/catalogue/catalogue.h"
#include "common/catalogue/diff/diff.h"
#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;

constexpr char kEvents[] = R"(citizen_events {
  code: "E1"
  name: "Sự kiện"
  valid_from: "2023-01-01"
  procedures { procedure_code: "1.001" case_key: "lost" }
  procedures {
    procedure_code: "1.002"
    after: "1.001"
    result_papers { paper: "Giấy tờ tuỳ thân" procedure_code: "1.001" }
  }
}
)";

absl::StatusOr<Catalogue> LoadWith(const std::string& from, const std::string& to) {
  const std::string events = from.empty() ? kEvents : absl::StrReplaceAll(kEvents, {{from, to}});
  return Catalogue::FromFiles(
      {{"u", kSmallUnits}, {"p", kSmallProcedures}, {"c", kSmallCalendar}, {"e", events}});
}

std::vector<std::string> MistakesWith(const std::string& from, const std::string& to) {
  const auto catalogue = LoadWith(from, to);
  if (catalogue.ok()) return {};
  return absl::StrSplit(catalogue.status().message(), '\n');
}

TEST(CitizenEventTest, IsFoundOnItsDays) {
  const auto catalogue = LoadWith("", "");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_NE(catalogue->FindEvent("E1"), nullptr);
  EXPECT_EQ(catalogue->FindEvent("E2"), nullptr);
  EXPECT_EQ(catalogue->FindEvent("E1", absl::CivilDay(2022, 12, 31)), nullptr);
  EXPECT_NE(catalogue->FindEvent("E1", absl::CivilDay(2023, 1, 1)), nullptr);
}

TEST(CitizenEventTest, MistakesAreReportedAtTheirLines) {
  struct Case {
    std::string from, to, mistake;
  };
  for (const Case& row : std::vector<Case>{
           {R"(code: "E1")", "", "e:1: event without code"},
           {R"(name: "Sự kiện")", "", "e:1: name is missing"},
           {"2023-01-01", "2023-13-01", "e:4: not a day: 2023-13-01"},
           {R"(procedure_code: "1.001" case_key)", R"(procedure_code: "1.002" case_key)",
            "e:5: no case lost\ne:7: procedure 1.002 is there twice\n"
            "e:8: no procedure 1.001 before it in the event"},
           {R"("lost")", R"("found")", "e:5: no case found"},
           {R"(after: "1.001")", R"(after: "1.003")",
            "e:8: no procedure 1.003 before it in the event\n"
            "e:9: the event does not wait for procedure 1.001"},
           {"Giấy tờ tuỳ thân", "Ảnh", "e:9: procedure 1.002 asks for no paper \"Ảnh\""},
           {"valid_from", "shared_papers: \"Cam kết\" valid_from",
            "e:4: paper \"Cam kết\" is not asked for by two procedures"}}) {
    const std::vector<std::string> expected = absl::StrSplit(row.mistake, '\n');
    EXPECT_EQ(MistakesWith(row.from, row.to), expected) << row.to;
  }
}

TEST(CitizenEventTest, NeedsACounterForAllOfIt) {
  const std::string units = absl::StrReplaceAll(
      kSmallProcedures, {{"levels: [LEVEL_COMMUNE, LEVEL_DISTRICT, LEVEL_PROVINCE]",
                          "levels: LEVEL_DISTRICT"}});
  const auto catalogue = Catalogue::FromFiles(
      {{"u", kSmallUnits}, {"p", units}, {"c", kSmallCalendar}, {"e", kEvents}});
  ASSERT_FALSE(catalogue.ok());
  EXPECT_EQ(catalogue.status().message(), "e:5: no counter takes all of the procedures in");
}

TEST(CitizenEventTest, ADifferenceIsTold) {
  const auto changes = Diff(*LoadWith("", ""), *LoadWith("Sự kiện", "Khác"));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].what, "citizen's event");
  EXPECT_THAT(changes[0].details, ElementsAre("name: \"Sự kiện\" → \"Khác\""));
}

TEST(ReplaceTest, AnswersByTheNewOneAndKeepsWhatWasLookedUp) {
  auto catalogue = *LoadWith("", "");
  const calendar::Calendar& calendar = catalogue.calendar();
  const v1::CitizenEvent* event = catalogue.FindEvent("E1");
  const absl::CivilDay holiday(2023, 5, 1);
  EXPECT_FALSE(calendar.IsWorkingDay(holiday));
  auto next = Catalogue::FromFiles({{"u", kSmallUnits}, {"p", kSmallProcedures}});
  ASSERT_TRUE(next.ok());
  const std::string version = next->version();
  catalogue.Replace(*std::move(next));
  EXPECT_EQ(catalogue.version(), version);
  EXPECT_EQ(catalogue.FindEvent("E1"), nullptr);
  EXPECT_EQ(event->name(), "Sự kiện");
  EXPECT_TRUE(calendar.IsWorkingDay(holiday)) << "the calendar is the same object";
  const Catalogue moved = std::move(catalogue);
  EXPECT_EQ(event->name(), "Sự kiện");
  EXPECT_NE(moved.FindUnit("87"), nullptr);
}

}  // namespace
}  // namespace motcua::catalogue
