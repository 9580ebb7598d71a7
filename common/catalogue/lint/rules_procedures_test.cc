// Procedures and their routes.
#include "common/catalogue/lint/lint_fixture.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kTenDays[] = "limit { kind: LIMIT_KIND_WORKING_DAYS amount: 10 }";
constexpr char kDivision[] = R"(unit_selector: "division:TNMT")";
constexpr char kDivisionWithOriginals[] = R"(needs_originals: true unit_selector: "division:TNMT")";

TEST(NobodyReceivesTest, NoCounterInTheDaysOfTheProcedure) {
  EXPECT_THAT(Found("nobody-receives"), IsEmpty());
  EXPECT_THAT(Found("nobody-receives", R"(code: "29881" name: "Xã Mỹ Ngãi")",
                    R"(code: "29881" name: "Xã Mỹ Ngãi" valid_to: "2024-06-30")",
                    absl::CivilDay(2025, 1, 1)),
              ElementsAre("error p:5: procedure 1.001: no counter takes it in"));
}

TEST(NobodyReceivesTest, SomeDaysWithoutACounter) {
  EXPECT_THAT(Found("nobody-receives", R"(code: "29881" name: "Xã Mỹ Ngãi")",
                    R"(code: "29881" name: "Xã Mỹ Ngãi" valid_from: "2025-07-01")"),
              ElementsAre("warning p:5: procedure 1.001: no counter takes it in on 2025-01-01"));
}

TEST(DuplicateProcedureNameTest, OfAnotherCode) {
  EXPECT_THAT(Found("duplicate-procedure-name"), IsEmpty());
  EXPECT_THAT(Found("duplicate-procedure-name", "Cấp bản sao từ sổ gốc", "Đăng ký đất đai"),
              ElementsAre("warning p:18: procedure 1.002 has the name of procedure 1.001"));
}

TEST(SuspiciousFeeTest, TooSmallTooLargeOrOdd) {
  EXPECT_THAT(Found("suspicious-fee"), IsEmpty());
  for (const char* fee : {"40", "1234", "100000500"}) {
    EXPECT_THAT(Found("suspicious-fee", "fee_vnd: 15000", Cat("fee_vnd: ", fee)),
                ElementsAre(Cat("warning p:7: procedure 1.001: a fee of ", fee,
                                " đồng is unusual; are these đồng?")));
  }
  EXPECT_THAT(Found("suspicious-fee", "fee_vnd: 15000", "fee_vnd: 0"), IsEmpty());
}

TEST(UnusedCaseTest, NoPaperDependsOnIt) {
  EXPECT_THAT(Found("unused-case"), IsEmpty());
  EXPECT_THAT(Found("unused-case", R"(cases: "lost")", ""),
              ElementsAre("warning p:8: procedure 1.001: nothing depends on case lost"));
}

TEST(NoPapersTest, AsksForNothing) {
  EXPECT_THAT(Found("no-papers"), IsEmpty());
  EXPECT_THAT(
      Found("no-papers",
            R"(papers { name: "Giấy tờ tuỳ thân" kind: PAPER_KIND_PLAIN_COPY count: 1 required: true })",
            ""),
      ElementsAre("warning p:17: procedure 1.002 asks for no paper"));
}

// The second procedure as a later version of the first.
std::string AsVersion(const std::string& days) {
  return Cat("code: \"1.001\"\n  version: 2\n  valid_from: \"", days, "\"");
}

TEST(VersionOrderTest, DaysBetweenVersions) {
  const auto versions = [](const std::string& first_ends, const std::string& second_begins) {
    const std::string all = absl::StrReplaceAll(
        kSmallProcedures, {{"code: \"1.001\"", Cat("code: \"1.001\" valid_to: \"", first_ends, "\"")},
                           {"code: \"1.002\"", AsVersion(second_begins)}});
    std::vector<std::string> lines;
    for (const Finding& finding : Lint({{"u", kSmallUnits}, {"p", all}})) {
      if (finding.rule == "version-order") lines.push_back(finding.message);
    }
    return lines;
  };
  EXPECT_THAT(versions("2023-12-31", "2024-01-01"), IsEmpty());
  EXPECT_THAT(versions("2023-12-31", "2024-02-01"),
              ElementsAre("procedure 1.001 version 2: nothing can be filed from 2024-01-01, when "
                          "the version before ends, until it begins"));
}

TEST(VersionOrderTest, NumbersGoUpAndTextsDiffer) {
  const std::string both = kSmallProcedures;
  const std::string one = both.substr(0, both.find("procedures {", 1));
  const auto numbered = [&](const char* version, const char* days) {
    return absl::StrReplaceAll(
        one, {{"code: \"1.001\"", Cat("code: \"1.001\" version: ", version, " ", days)}});
  };
  const std::string all =
      numbered("2", "valid_to: \"2023-12-31\"") + numbered("1", "valid_from: \"2024-01-01\"");
  std::vector<std::string> lines;
  for (const Finding& finding : Lint({{"u", kSmallUnits}, {"p", all}})) {
    if (finding.rule == "version-order") lines.push_back(finding.message);
  }
  EXPECT_THAT(lines, ElementsAre("procedure 1.001 follows version 2",
                                 "procedure 1.001 says the same as the version before"));
}

TEST(StepUnitNotInForceTest, NamesTheDayAndTheCounter) {
  EXPECT_THAT(Found("step-unit-not-in-force"), IsEmpty());
  EXPECT_THAT(Found("step-unit-not-in-force", R"(name: "Sở Xây dựng")",
                    R"(name: "Sở Xây dựng" valid_to: "2024-06-30")"),
              ElementsAre("error p:13: procedure 1.001: unit 87.SXD does not exist on 2024-07-01, "
                          "when unit 29863 takes it in"));
  EXPECT_THAT(Found("step-unit-not-in-force", R"(name: "Sở Xây dựng")",
                    R"(name: "Sở Xây dựng" valid_to: "2024-06-30")", absl::CivilDay(2024, 6, 1)),
              IsEmpty());
}

TEST(OriginalsCannotArriveTest, TheStepNeverOpens) {
  EXPECT_THAT(Found("originals-cannot-arrive", kDivision, kDivisionWithOriginals), IsEmpty());
  const std::string procedures =
      absl::StrReplaceAll(kSmallProcedures, {{kDivision, kDivisionWithOriginals}});
  const std::string units = absl::StrReplaceAll(
      kSmallUnits, {{R"(post_office_code: "BD.87")", ""}, {R"(post_office_code: "BD.866")", ""}});
  std::vector<std::string> lines;
  for (const Finding& finding : Lint({{"u", units}, {"p", procedures}})) {
    if (finding.rule == "originals-cannot-arrive") lines.push_back(finding.message);
  }
  EXPECT_THAT(lines, ElementsAre("procedure 1.001: no post office carries the originals to unit "
                                 "866.TNMT, so the step never opens"));
}

TEST(OriginalsInTwoPlacesTest, OnlyOneUnitAStage) {
  EXPECT_THAT(Found("originals-in-two-places", kDivision, kDivisionWithOriginals), IsEmpty());
  EXPECT_THAT(Found("originals-in-two-places", "stage: 2", "stage: 2 needs_originals: true"),
              ElementsAre("error p:13: procedure 1.001: stage 2 awaits the originals in two units "
                          "at once"));
}

// TT 17/2017 Đ.7: the post takes a working day at least.
TEST(SameDayTravelsTest, NoTimeForThePost) {
  EXPECT_THAT(Found("same-day-travels", kTenDays, "limit { kind: LIMIT_KIND_SAME_DAY }"),
              IsEmpty());
  const std::string with_originals =
      absl::StrReplaceAll(kSmallProcedures, {{kDivision, kDivisionWithOriginals}});
  const auto found = [&](const std::string& limit) {
    std::vector<std::string> lines;
    for (const Finding& finding :
         Lint({{"u", kSmallUnits},
               {"p", absl::StrReplaceAll(with_originals, {{kTenDays, limit}})}})) {
      if (finding.rule == "same-day-travels" || finding.rule == "post-slower-than-limit") {
        lines.push_back(Cat(finding.rule, ": ", finding.message));
      }
    }
    return lines;
  };
  const std::string travels =
      "same-day-travels: procedure 1.001: is due within the day, but from unit 29863 the originals "
      "travel by post";
  EXPECT_THAT(found("limit { kind: LIMIT_KIND_SAME_DAY }"), ElementsAre(travels));
  EXPECT_THAT(found("limit { kind: LIMIT_KIND_WORKING_HOURS amount: 4 }"), ElementsAre(travels));
  EXPECT_THAT(found("limit { kind: LIMIT_KIND_WORKING_DAYS amount: 1 }"),
              ElementsAre("post-slower-than-limit: procedure 1.001: from unit 29863 the originals "
                          "travel 1 times, a working day each, which is all of the limit"));
  EXPECT_THAT(found("limit { kind: LIMIT_KIND_WORKING_DAYS amount: 2 }"), IsEmpty());
}

TEST(ShareTooSmallTest, LessThanHalfAnHour) {
  EXPECT_THAT(Found("share-too-small"), IsEmpty());
  EXPECT_THAT(Found("share-too-small", kTenDays, "limit { kind: LIMIT_KIND_WORKING_HOURS amount: 2 }"),
              ElementsAre("warning p:11: procedure 1.001: the step has 24 minutes of the limit"));
}

}  // namespace
}  // namespace motcua::catalogue
