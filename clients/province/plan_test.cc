#include "clients/province/plan.h"

#include <map>
#include <numeric>

#include "clients/province/test_province.h"
#include "common/base/text.h"
#include "gmock/gmock.h"

namespace motcua::province {
namespace {

constexpr int kDossiers = 4000;

PlanParameters Parameters(int64_t seed = 1) {
  return {kDossiers, seed, absl::CivilDay(2023, 1, 1), absl::CivilDay(2023, 8, 18)};
}

const Plan& ThePlan() {
  static const Plan plan(Parameters(), DongThap());
  return plan;
}

double ShareOf(const std::map<int, int>& counts, int key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : 1.0 * found->second / kDossiers;
}

TEST(PlanTest, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const Plan again(Parameters(), DongThap());
  const Plan other(Parameters(2), DongThap());
  int different = 0;
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(ThePlan().TimeOf(i), again.TimeOf(i));
    EXPECT_EQ(ThePlan().RequestOf(i).SerializeAsString(), again.RequestOf(i).SerializeAsString());
    if (ThePlan().RequestOf(i).draft().SerializeAsString() !=
        other.RequestOf(i).draft().SerializeAsString()) {
      ++different;
    }
  }
  EXPECT_GT(different, 190);
}

TEST(PlanTest, DaysAddUpToTheDossiersAskedFor) {
  const auto& days = ThePlan().per_day();
  EXPECT_EQ(std::accumulate(days.begin(), days.end(), 0), kDossiers);
  const Plan tiny({3, 1, absl::CivilDay(2023, 1, 1), absl::CivilDay(2023, 8, 18)}, DongThap());
  EXPECT_EQ(std::accumulate(tiny.per_day().begin(), tiny.per_day().end(), 0), 3);
}

TEST(PlanTest, ArrivalsComeInOrderWithinOfficeHours) {
  absl::Time last = absl::InfinitePast();
  for (int i = 0; i < kDossiers; ++i) {
    const absl::Time time = ThePlan().TimeOf(i);
    EXPECT_GE(time, last) << i;
    last = time;
    const absl::CivilMinute local = absl::ToCivilMinute(time, LocalZone());
    EXPECT_TRUE(DongThap().calendar().IsWorkingDay(absl::CivilDay(local))) << local;
    const int minute = local.hour() * 60 + local.minute();
    EXPECT_TRUE((minute >= 420 && minute <= 690) || (minute >= 810 && minute <= 1020)) << local;
  }
}

TEST(PlanTest, MostComeBetweenEightAndTenAndOnMondays) {
  std::map<int, int> hours;
  std::map<absl::Weekday, int> weekdays;
  for (int i = 0; i < kDossiers; ++i) {
    const absl::CivilHour local = absl::ToCivilHour(ThePlan().TimeOf(i), LocalZone());
    ++hours[local.hour()];
    ++weekdays[absl::GetWeekday(local)];
  }
  EXPECT_GT(ShareOf(hours, 8) + ShareOf(hours, 9), 0.35);
  EXPECT_LT(ShareOf(hours, 16), 0.1);
  EXPECT_GT(weekdays[absl::Weekday::monday], weekdays[absl::Weekday::friday]);
}

TEST(PlanTest, LevelsAndChannelsHaveTheirShares) {
  std::map<int, int> levels;
  std::map<int, int> channels;
  std::map<int, int> returns;
  for (int i = 0; i < kDossiers; ++i) {
    const auto request = ThePlan().RequestOf(i);
    ++levels[DongThap().FindUnit(request.draft().receiving_unit())->level()];
    ++channels[request.draft().channel()];
    ++returns[request.draft().return_method()];
  }
  EXPECT_NEAR(ShareOf(levels, type::v1::LEVEL_COMMUNE), 0.60, 0.03);
  EXPECT_NEAR(ShareOf(levels, type::v1::LEVEL_DISTRICT), 0.25, 0.03);
  EXPECT_NEAR(ShareOf(levels, type::v1::LEVEL_PROVINCE), 0.15, 0.03);
  EXPECT_NEAR(ShareOf(channels, type::v1::CHANNEL_ONLINE), 0.20, 0.03);
  EXPECT_GT(ShareOf(channels, type::v1::CHANNEL_POSTAL), 0.02);
  EXPECT_GT(ShareOf(returns, type::v1::RETURN_METHOD_POST), 0.08);
}

TEST(PlanTest, RequestsAreWhatIntakeTakes) {
  int lacking = 0;
  for (int i = 0; i < kDossiers; ++i) {
    const auto request = ThePlan().RequestOf(i);
    const auto& draft = request.draft();
    const auto* procedure = DongThap().FindProcedure(draft.procedure_code());
    const auto* unit = DongThap().FindUnit(draft.receiving_unit());
    ASSERT_NE(procedure, nullptr);
    ASSERT_NE(unit, nullptr);
    EXPECT_TRUE(DongThap().Receives(*unit, *procedure));
    const bool postal = draft.channel() == type::v1::CHANNEL_POSTAL;
    const bool returned = draft.return_method() == type::v1::RETURN_METHOD_POST;
    EXPECT_FALSE(procedure->no_post() && (postal || returned));
    EXPECT_EQ(request.accept(), draft.channel() == type::v1::CHANNEL_COUNTER);
    EXPECT_TRUE(CheckText(request).ok());
    EXPECT_EQ(DongThap().FindUnit(draft.applicant().commune_code())->level(),
              type::v1::LEVEL_COMMUNE);
    int asked = 0;
    for (const auto& paper : procedure->papers()) {
      asked += paper.required() && paper.cases().empty() ? 1 : 0;
    }
    if (draft.papers_size() < asked) ++lacking;
    EXPECT_TRUE(draft.papers_size() >= asked || !request.accept());
  }
  EXPECT_GT(lacking, 10);
  EXPECT_LT(lacking, 120);
}

}  // namespace
}  // namespace motcua::province
