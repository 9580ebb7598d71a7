#include "services/routing/store/places.h"

#include "common/base/proto_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using store::Place;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const store::Keys kKeys("t");
const calendar::Calendar kCalendar;
const absl::Time kBegin = absl::FromUnixMillis(1678064400000);  // Monday 2023-03-06 08:00 local

google::protobuf::Timestamp In(absl::Duration after) { return ToProto(kBegin + after); }

// A running journey without a limit, with one step of the district in `state`.
Journey MakeJourney(StepState state) {
  Journey journey;
  journey.set_dossier_code("A");
  journey.set_state(JOURNEY_STATE_RUNNING);
  *journey.mutable_accept_time() = In(absl::ZeroDuration());
  *journey.mutable_clock_start_time() = In(absl::ZeroDuration());
  Step& step = *journey.add_steps();
  step.set_unit_code("866");
  step.set_state(state);
  *step.mutable_open_time() = In(absl::Seconds(1));
  *step.mutable_queue_time() = In(absl::Seconds(2));
  *step.mutable_stuck_time() = In(absl::Seconds(3));
  *step.mutable_lease()->mutable_expire_time() = In(absl::Seconds(4));
  *journey.add_clock_stops()->mutable_begin_time() = In(absl::Seconds(5));
  return journey;
}

// The places of its step alone.
std::vector<Place> StepPlaces(StepState state) {
  auto places = PlacesOf(kKeys, kCalendar, MakeJourney(state));
  std::erase_if(places, [](const Place& place) { return place.member == "A"; });
  return places;
}

double Score(absl::Duration after) { return ScoreOf(kBegin + after); }

TEST(PlacesTest, AnOpenStepIsInExactlyOnePlace) {
  EXPECT_THAT(StepPlaces(STEP_STATE_PENDING), IsEmpty());
  EXPECT_THAT(StepPlaces(STEP_STATE_AWAITING_PAPERS),
              ElementsAre(Place{kKeys.Waits("papers"), "A/0", Score(absl::Seconds(1))}));
  EXPECT_THAT(StepPlaces(STEP_STATE_LEASED),
              ElementsAre(Place{kKeys.Leased("866"), "A/0", Score(absl::Seconds(4))},
                          Place{kKeys.Leases(), "A/0", Score(absl::Seconds(4))}));
  EXPECT_THAT(StepPlaces(STEP_STATE_SUSPENDED),
              ElementsAre(Place{kKeys.Waits("supplement"), "A/0", Score(absl::Seconds(5))}));
  EXPECT_THAT(StepPlaces(STEP_STATE_STUCK),
              ElementsAre(Place{kKeys.Stuck(), "A/0", Score(absl::Seconds(3))}));
  EXPECT_THAT(StepPlaces(STEP_STATE_DONE), IsEmpty());
}

TEST(PlacesTest, StepsWithoutALimitQueueAfterAllOthersInTheirOrder) {
  const auto places = StepPlaces(STEP_STATE_QUEUED);
  ASSERT_EQ(places.size(), 1u);
  EXPECT_EQ(places[0].key, kKeys.Queue("866"));
  EXPECT_GT(places[0].score, Score(absl::Hours(24 * 365 * 500)));
  EXPECT_EQ(TimeOfScore(places[0].score), absl::InfiniteFuture());
  Journey later = MakeJourney(STEP_STATE_QUEUED);
  *later.mutable_steps(0)->mutable_queue_time() = In(absl::Seconds(3));
  EXPECT_GT(QueueScore(later.steps(0)), places[0].score);
  *later.mutable_steps(0)->mutable_due_time() = In(absl::Hours(1));
  EXPECT_EQ(QueueScore(later.steps(0)), Score(absl::Hours(1)));
}

TEST(PlacesTest, AnOpenJourneyIsListedAndTimed) {
  Journey journey = MakeJourney(STEP_STATE_PENDING);
  EXPECT_THAT(PlacesOf(kKeys, kCalendar, journey),
              ElementsAre(Place{kKeys.Open("journey"), "A", Score(absl::ZeroDuration())}));
  *journey.mutable_due_time() = In(absl::Hours(1));
  EXPECT_THAT(PlacesOf(kKeys, kCalendar, journey),
              UnorderedElementsAre(Place{kKeys.Open("journey"), "A", Score(absl::ZeroDuration())},
                                   Place{kKeys.Timers("routing"), "A", Score(absl::Hours(1))}));
}

TEST(PlacesTest, AnEndedJourneyIsWhereItLeavesFrom) {
  for (JourneyState state : {JOURNEY_STATE_CLOSED, JOURNEY_STATE_WITHDRAWN}) {
    Journey journey = MakeJourney(STEP_STATE_DONE);
    journey.set_state(state);
    EXPECT_THAT(PlacesOf(kKeys, kCalendar, journey), IsEmpty());
    *journey.mutable_close_time() = In(absl::Hours(2));
    EXPECT_THAT(PlacesOf(kKeys, kCalendar, journey),
                UnorderedElementsAre(Place{kKeys.Ended("journey"), "A", Score(absl::Hours(2))}));
  }
}

TEST(StepRefTest, IsReadFromItsMember) {
  const StepRef step{"000.31.14.H20-230306-0001", 2};
  EXPECT_EQ(step.Member(), "000.31.14.H20-230306-0001/2");
  EXPECT_EQ(StepRef::Parse(step.Member()), step);
  EXPECT_EQ(StepRef::Parse("garbage"), std::nullopt);
  EXPECT_EQ(StepRef::Parse("A/x"), std::nullopt);
  EXPECT_EQ(StepRef::Parse("A/"), std::nullopt);
}

}  // namespace
}  // namespace motcua::routing
