#include "services/routing/domain/migration.h"

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "services/routing/domain/deadlines.h"
#include "services/routing/domain/test_journeys.h"

namespace motcua::routing {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace dossier::v1;  // NOLINT: enumerators

const std::vector<StepSpec> kOld = {{1, kCounter, 200}, {2, kDivision, 600}, {3, kCounter, 200}};

// The same steps, with another between the second and the last, named after what they do.
Destination MakeVersion(int days, const std::vector<StepSpec>& specs,
                        const std::vector<std::string>& names) {
  Destination to{.version = 2};
  to.limit.set_kind(type::v1::LIMIT_KIND_WORKING_DAYS);
  to.limit.set_amount(days);
  to.steps = MakeSteps(specs);
  for (size_t i = 0; i < names.size(); ++i) to.steps[i].set_name(names[i]);
  return to;
}

Destination Longer(int days = 10) {
  return MakeVersion(
      days, {{1, kCounter, 200}, {2, kDivision, 300}, {3, kDistrict, 300}, {4, kCounter, 200}},
      {"Bước 1", "Bước 2", "Bước mới", "Bước 3"});
}

class MigrationTest : public testing::Test {
 protected:
  absl::Status Move(Destination to) {
    return j.Do([&](Turn& t) { return Migrate(t, std::move(to), j.calendar); });
  }
  TestJourney j{kOld};
};

TEST_F(MigrationTest, KeepsWhatWasDoneAndWhatIsOpen) {
  j.Finish(0);
  const auto queued_since = j.journey.steps(1).queue_time().seconds();
  const absl::Time promise = FromProto(j.journey.due_time());
  j.now += absl::Hours(1);
  ASSERT_THAT(Move(Longer()), IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("migrated"));
  ASSERT_EQ(j.journey.steps_size(), 4);
  EXPECT_EQ(j.StateOf(0), STEP_STATE_DONE);
  EXPECT_EQ(j.StateOf(1), STEP_STATE_QUEUED);
  EXPECT_EQ(j.journey.steps(1).queue_time().seconds(), queued_since);
  EXPECT_EQ(j.StateOf(2), STEP_STATE_PENDING);
  EXPECT_EQ(j.journey.procedure_version(), 2);
  EXPECT_EQ(FromProto(j.journey.due_time()), promise);
  EXPECT_EQ(j.DueOf(3), promise);
  EXPECT_THAT(OpenStepNames(j.journey), ElementsAre("Bước 2"));
}

TEST_F(MigrationTest, OpensWhatTheVersionHasInPlaceOfTheOpenStep) {
  j.Finish(0);
  ASSERT_THAT(Move(MakeVersion(10, {{1, kCounter, 200}, {2, kDistrict, 800}},
                               {"Bước 1", "Bước mới"})),
              IsOk());
  EXPECT_THAT(j.Said(), ElementsAre("migrated", "queued"));
  EXPECT_THAT(OpenStepNames(j.journey), ElementsAre("Bước mới"));
}

TEST_F(MigrationTest, HasItsResultWhenNothingIsLeftToDo) {
  j.Finish(0);
  ASSERT_THAT(Move(MakeVersion(10, {{1, kCounter, 1000}}, {"Bước 1"})), IsOk());
  EXPECT_EQ(j.journey.state(), JOURNEY_STATE_RESULT_READY);
}

TEST_F(MigrationTest, APromiseGetsBetterAndNeverWorse) {
  ASSERT_THAT(Move(Longer(20)), IsOk());
  EXPECT_EQ(FromProto(j.journey.due_time()), j.calendar.Due(kMonday, j.limit));
  EXPECT_EQ(j.journey.limit().amount(), 0) << "the limit stays that of the promise";

  TestJourney shorter(kOld);
  ASSERT_THAT(shorter.Do([&](Turn& t) { return Migrate(t, Longer(5), shorter.calendar); }), IsOk());
  EXPECT_THAT(shorter.Said(), ElementsAre("migrated", "repromised"));
  const absl::Time due = shorter.calendar.Due(kMonday, {calendar::LimitKind::kWorkingDays, 5});
  EXPECT_EQ(FromProto(shorter.journey.due_time()), due);
  EXPECT_EQ(shorter.DueOf(3), due);
  EXPECT_EQ(shorter.journey.limit().amount(), 5);
}

TEST_F(MigrationTest, APromiseThatWouldHavePassedIsNotGiven) {
  j.now = j.calendar.AddWorking(kMonday, 6 * kWorkingDayMinutes);
  ASSERT_THAT(Move(Longer(5)), IsOk());
  EXPECT_EQ(FromProto(j.journey.due_time()), j.calendar.Due(kMonday, j.limit));
}

TEST_F(MigrationTest, ANewPromiseIsKept) {
  ASSERT_THAT(j.DoApologise(Local(2023, 3, 24, 17, 0)), IsOk());
  ASSERT_THAT(Move(Longer(5)), IsOk());
  EXPECT_EQ(FromProto(j.journey.due_time()), Local(2023, 3, 24, 17, 0));
}

TEST_F(MigrationTest, NothingHappensTwice) {
  ASSERT_THAT(Move(Longer()), IsOk());
  ASSERT_THAT(Move(Longer()), IsOk());
  EXPECT_THAT(j.Said(), IsEmpty());
}

TEST_F(MigrationTest, IsRefusedWithoutAChange) {
  ASSERT_THAT(j.DoClaim(0), IsOk());
  EXPECT_THAT(Move(Longer()), StatusIs(StatusCode::kFailedPrecondition, kMigrationImpossible));
  ASSERT_THAT(j.DoHandBack(0), IsOk());
  EXPECT_THAT(Move(Longer()), StatusIs(StatusCode::kFailedPrecondition, kMigrationImpossible))
      << "the clock stands";
  EXPECT_THAT(j.Said(), IsEmpty());
  EXPECT_EQ(j.journey.procedure_version(), 0);
}

TEST_F(MigrationTest, WorkIsNeverUndone) {
  j.Finish(0);
  j.Finish(1);
  EXPECT_THAT(Move(MakeVersion(10, {{1, kDistrict, 400}, {2, kDivision, 400}, {3, kCounter, 200}},
                               {"Bước mới", "Bước 2", "Bước 3"})),
              StatusIs(StatusCode::kFailedPrecondition, kMigrationImpossible));
  EXPECT_EQ(j.journey.steps_size(), 3);
}

TEST_F(MigrationTest, AnOverdueJourneyStaysOverdue) {
  j.now = j.calendar.AddWorking(kMonday, 12 * kWorkingDayMinutes);
  ASSERT_THAT(Move(Longer()), IsOk());
  EXPECT_EQ(j.DueOf(2), FromProto(j.journey.due_time()));
}

}  // namespace
}  // namespace motcua::routing
