#include "services/routing/domain/lateness.h"

#include <random>

#include "common/testing/matchers.h"
#include "services/routing/domain/stops.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using testing::ElementsAre;
using testing::IsEmpty;

constexpr int64_t kDay = 480;  // minutes of office time in a working day

// The units of test_journeys.h, served by one post office for the district and one for the province.
catalogue::Catalogue TestCatalogue() {
  constexpr char kText[] = R"pb(
    units { code: "87" name: "Tỉnh" level: LEVEL_PROVINCE post_office_code: "BD.87" }
    units { code: "87.SXD" name: "Sở" level: LEVEL_PROVINCE parent_code: "87" }
    units {
      code: "866"
      name: "Huyện"
      level: LEVEL_DISTRICT
      parent_code: "87"
      post_office_code: "BD.866"
    }
    units { code: "866.TNMT" name: "Phòng" level: LEVEL_DISTRICT parent_code: "866" }
    units { code: "29869" name: "Phường" level: LEVEL_COMMUNE parent_code: "866" }
    post_offices { code: "BD.87" name: "Bưu điện tỉnh" unit_code: "87" }
    post_offices { code: "BD.866" name: "Bưu điện huyện" unit_code: "866" }
    office_sessions { begin: "07:00" end: "11:30" }
    office_sessions { begin: "13:30" end: "17:00" }
  )pb";
  return *catalogue::Catalogue::FromFiles({{"units", kText}});
}

class LatenessTest : public testing::Test {
 protected:
  // "unit 29869: held 960 of 480, late 480", in minutes.
  std::vector<std::string> Shares(const TestJourney& test) const {
    std::vector<std::string> shares;
    for (const LatenessShare& share : ApportionLateness(test.journey, catalogue_, test.now).shares) {
      const char* kind = share.kind() == TIME_HOLDER_KIND_UNIT   ? "unit "
                         : share.kind() == TIME_HOLDER_KIND_POST ? "post "
                                                            : "route";
      const auto minutes = [](const auto& d) { return std::to_string(d.seconds() / 60); };
      shares.push_back(kind + share.unit_code() + ": held " + minutes(share.held()) + " of " +
                       minutes(share.allowed()) + ", late " + minutes(share.late()));
    }
    return shares;
  }
  int64_t Late(const TestJourney& test) const {
    return ApportionLateness(test.journey, catalogue_, test.now).minutes;
  }
  // Forward by working days.
  void Wait(TestJourney& test, int64_t days) const {
    test.now = test.calendar.AddWorking(test.now, days * kDay);
  }

  catalogue::Catalogue catalogue_ = TestCatalogue();
};

TEST_F(LatenessTest, InTimeNobodyIsLate) {
  TestJourney test({{1, kCounter, 500}, {2, kDistrict, 500}}, {calendar::LimitKind::kWorkingDays, 2});
  Wait(test, 1);
  test.Finish(0);
  test.Finish(1);
  EXPECT_EQ(Late(test), 0);
  for (const std::string& share : Shares(test)) EXPECT_TRUE(share.ends_with("late 0")) << share;
}

TEST_F(LatenessTest, TheOneThatHeldItTooLongHasAllOfIt) {
  TestJourney test({{1, kCounter, 500}, {2, kDistrict, 500}}, {calendar::LimitKind::kWorkingDays, 4});
  Wait(test, 1);
  test.Finish(0);
  Wait(test, 8);
  test.Finish(1);
  const int64_t late = Late(test);
  EXPECT_GT(late, 4 * kDay);
  const auto shares = ApportionLateness(test.journey, catalogue_, test.now).shares;
  ASSERT_EQ(shares.size(), 2u);
  EXPECT_EQ(shares[0].late().seconds(), 0);
  EXPECT_EQ(shares[1].late().seconds() / 60, late) << "who was quick is not blamed";
}

TEST_F(LatenessTest, TwoThatWereSlowShareItByTheirOverruns) {
  TestJourney test({{1, kCounter, 500}, {2, kDistrict, 500}}, {calendar::LimitKind::kWorkingDays, 4});
  const int64_t limit = test.calendar.WorkingMinutesBetween(
      test.now, FromProto(test.journey.due_time()));
  Wait(test, 4);
  test.Finish(0);
  Wait(test, 6);
  test.Finish(1);
  const int64_t late = Late(test);
  EXPECT_EQ(late, 10 * kDay - limit);
  const auto shares = ApportionLateness(test.journey, catalogue_, test.now).shares;
  const int64_t first = shares[0].late().seconds() / 60, second = shares[1].late().seconds() / 60;
  EXPECT_EQ(first + second, late) << "to the minute";
  EXPECT_NEAR(static_cast<double>(first) / static_cast<double>(late),
              static_cast<double>(4 * kDay - limit / 2) / static_cast<double>(10 * kDay - limit),
              0.01);
}

TEST_F(LatenessTest, ThePostHasWhatItTookBeyondItsOwnLimit) {  // TT 17/2017 Đ.7
  TestJourney test({{1, kCounter, 100}, {2, "87.SXD", 900, /*originals=*/true}},
                   {calendar::LimitKind::kWorkingDays, 5});
  test.Finish(0);
  Wait(test, 6);
  test.Do([&](Turn& turn) { PapersArrived(turn, "87.SXD", test.calendar); });
  Wait(test, 1);
  test.Finish(1);
  const auto shares = ApportionLateness(test.journey, catalogue_, test.now).shares;
  ASSERT_EQ(shares.size(), 3u);
  EXPECT_EQ(shares[1].kind(), TIME_HOLDER_KIND_POST);
  EXPECT_EQ(shares[1].held().seconds() / 60, 6 * kDay);
  EXPECT_GT(shares[1].allowed().seconds() / 60, 2 * kDay) << "J+2 in the province";
  EXPECT_LT(shares[1].allowed().seconds() / 60, 3 * kDay);
  EXPECT_EQ(shares[1].late().seconds() / 60, Late(test));
  EXPECT_EQ(shares[2].late().seconds(), 0);
}

TEST_F(LatenessTest, AWayThatDoesNotCountIsNobodysTime) {  // RouteStep.post_stops_clock
  TestJourney test({{1, kCounter, 100}, {2, "87.SXD", 900, true, /*post_stops=*/true}},
                   {calendar::LimitKind::kWorkingDays, 3});
  test.Finish(0);
  Wait(test, 6);
  EXPECT_EQ(Late(test), 0) << "the clock stands";
  test.Do([&](Turn& turn) { PapersArrived(turn, "87.SXD", test.calendar); });
  Wait(test, 1);
  test.Finish(1);
  EXPECT_EQ(Late(test), 0);
  EXPECT_THAT(Shares(test), testing::Not(testing::Contains(testing::StartsWith("post"))));
}

TEST_F(LatenessTest, WhenEachKeptItsLimitTheWayItselfTookTheTime) {
  TestJourney test({{1, kCounter, 500}, {2, kDivision, 500, /*originals=*/true}},
                   {calendar::LimitKind::kWorkingDays, 2});
  Wait(test, 1);
  test.Finish(0);
  Wait(test, 1);  // J+1 in the district
  test.Do([&](Turn& turn) { PapersArrived(turn, kDivision, test.calendar); });
  Wait(test, 1);
  test.Finish(1);
  const auto shares = ApportionLateness(test.journey, catalogue_, test.now).shares;
  EXPECT_GT(Late(test), 0);
  EXPECT_EQ(shares.back().kind(), TIME_HOLDER_KIND_ROUTE);
  EXPECT_EQ(shares.back().late().seconds() / 60, Late(test));
}

TEST_F(LatenessTest, AStopIsNobodysTime) {
  TestJourney test({{1, kCounter, 1000}}, {calendar::LimitKind::kWorkingDays, 3});
  Wait(test, 1);
  ClockStop stop;
  stop.set_reason(kStopAuthority);
  stop.set_pauses(true);
  test.Do([&](Turn& turn) { StopClock(turn, stop); });
  Wait(test, 20);
  test.Do([&](Turn& turn) { ResumeClock(turn, kStopAuthority, test.limit, test.calendar); });
  Wait(test, 1);
  test.Finish(0);
  EXPECT_EQ(Late(test), 0);
  EXPECT_THAT(Shares(test), ElementsAre(testing::HasSubstr("held 960 of")));
}

TEST_F(LatenessTest, AfterASupplementOnlyTheNewRunCounts) {  // NĐ 61/2018 Đ.19(4)
  TestJourney test({{1, kCounter, 500}, {2, kDistrict, 500}}, {calendar::LimitKind::kWorkingDays, 4});
  Wait(test, 3);
  test.Finish(0);
  ASSERT_THAT(test.DoClaim(1), IsOk());
  ASSERT_THAT(test.DoHandBack(1), IsOk());
  Wait(test, 30);
  test.Do([&](Turn& turn) { Resume(turn, test.limit, test.calendar); });
  Wait(test, 5);
  test.Finish(1);
  const auto shares = ApportionLateness(test.journey, catalogue_, test.now).shares;
  ASSERT_EQ(shares.size(), 1u) << "the first step belongs to the run before";
  EXPECT_EQ(shares[0].unit_code(), kDistrict);
  EXPECT_EQ(shares[0].held().seconds() / 60, 5 * kDay);
  EXPECT_EQ(shares[0].late().seconds() / 60, Late(test));
}

TEST_F(LatenessTest, TheResultTellsItWhenItIsLate) {
  TestJourney test({{1, kCounter, 1000}}, {calendar::LimitKind::kWorkingDays, 1});
  Wait(test, 5);
  test.Finish(0);
  std::vector<Event> events = test.last;
  TellLateness(test.journey, catalogue_, events);
  const auto ready = std::ranges::find_if(events, &Event::has_result_ready);
  ASSERT_NE(ready, events.end());
  EXPECT_EQ(ready->result_ready().lateness_size(), 1);

  TestJourney early({{1, kCounter, 1000}}, {calendar::LimitKind::kWorkingDays, 9});
  early.Finish(0);
  events = early.last;
  TellLateness(early.journey, catalogue_, events);
  for (const Event& event : events) EXPECT_THAT(event.result_ready().lateness(), IsEmpty());
}

TEST_F(LatenessTest, WithoutALimitNobodyIsLate) {
  TestJourney test({{1, kCounter, 1000}}, {calendar::LimitKind::kNone, 0});
  Wait(test, 100);
  EXPECT_EQ(Late(test), 0);
  EXPECT_THAT(Shares(test), IsEmpty());
}

// Whatever happens, the parts add up to the lateness, and nobody has more of it than its overrun.
class AnyJourney : public LatenessTest, public testing::WithParamInterface<int> {};

TEST_P(AnyJourney, AddsUpToTheMinute) {
  std::mt19937 random(GetParam());
  TestJourney test({{1, kCounter, 300},
                    {2, "87.SXD", 400, /*originals=*/true, /*post_stops=*/GetParam() % 2 == 0},
                    {2, kDivision, 300},
                    {3, kDistrict, 300}},
                   {calendar::LimitKind::kWorkingDays, 5});
  const auto wait = [&] { test.now = test.calendar.AddWorking(test.now, random() % 2000); };
  wait();
  test.Finish(0);
  wait();
  test.Finish(2);
  wait();
  test.Do([&](Turn& turn) { PapersArrived(turn, "87.SXD", test.calendar); });
  wait();
  test.Finish(1);
  wait();
  test.Finish(3);
  const Lateness lateness = ApportionLateness(test.journey, catalogue_, test.now);
  int64_t sum = 0;
  for (const LatenessShare& share : lateness.shares) {
    const int64_t late = share.late().seconds() / 60;
    sum += late;
    if (share.kind() == TIME_HOLDER_KIND_ROUTE) continue;
    EXPECT_LE(late, std::max<int64_t>(share.held().seconds() - share.allowed().seconds(), 0) / 60 + 1);
  }
  EXPECT_EQ(sum, lateness.minutes);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnyJourney, testing::Range(0, 30));

}  // namespace
}  // namespace motcua::routing
