#include "services/reporting/domain/case_story.h"

#include "common/base/clock.h"
#include "common/testing/matchers.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

// Monday 2023-03-06, local time.
absl::Time At(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 3, 6 + day, hour, minute), LocalZone());
}

std::string Seconds(absl::Time time) { return "seconds: " + std::to_string(absl::ToUnixSeconds(time)); }

void Add(CaseStory& story, absl::Time at, const std::string& what) {
  Event event;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(what, &event)) << what;
  event.set_dossier_code("D");
  event.mutable_occur_time()->set_seconds(absl::ToUnixSeconds(at));
  Tell(event, story);
}

CaseStory Accepted() {
  CaseStory story;
  Add(story, At(0, 8), "submitted { receiving_unit: '866' }");
  Add(story, At(0, 9), "accepted { procedure_code: 'P' receiving_unit: '866' due_time { " +
                           Seconds(At(4, 17)) + " } }");
  Add(story, At(0, 9), "routed { units: ['866', '866.TNMT'] }");
  Add(story, At(0, 9), "queued { step_index: 0 step_name: 'Kiểm tra' queue_unit: '866' }");
  return story;
}

TEST(CaseStoryTest, TellsWhenStepsWereOpenAndInHands) {
  CaseStory story = Accepted();
  Add(story, At(0, 10), "claimed { step_index: 0 }");
  Add(story, At(1, 10), "step_completed { step_index: 0 step_name: 'Kiểm tra' }");
  Add(story, At(1, 10), "papers_awaited { step_index: 1 to_unit: '866.TNMT' }");
  Add(story, At(2, 8), "queued { step_index: 1 step_name: 'Thẩm định' queue_unit: '866.TNMT' }");
  EXPECT_TRUE(story.steps[0].IsOpenAt(At(1, 9)));
  EXPECT_TRUE(story.steps[0].IsDoneAt(At(1, 10)));
  EXPECT_EQ(story.steps[0].claimed, At(0, 10));
  EXPECT_EQ(story.steps[1].open, At(1, 10));  // waiting for papers is part of it
  EXPECT_EQ(story.steps[1].unit, "866.TNMT");
  EXPECT_EQ(story.resolved, absl::InfiniteFuture());
}

TEST(CaseStoryTest, KnowsWhichPromiseHeldWhen) {
  CaseStory story = Accepted();
  Add(story, At(3, 9), "repromised { new_due_time { " + Seconds(At(9, 17)) + " } reason: 'LATE' }");
  EXPECT_EQ(story.DueAt(At(0, 8)), absl::InfiniteFuture());
  EXPECT_EQ(story.DueAt(At(2, 0)), At(4, 17));
  EXPECT_EQ(story.DueAt(At(3, 10)), At(9, 17));
}

// Office hours are 7:00 to 11:30 and 13:30 to 17:00.
TEST(CaseStoryTest, AStandingClockDoesNotCount) {
  CaseStory story = Accepted();
  Add(story, At(0, 10), "clock_stopped { reason: 'SUPPLEMENT' }");
  Add(story, At(1, 10), "clock_resumed { reason: 'SUPPLEMENT' }");
  const calendar::Calendar calendar;
  EXPECT_EQ(story.WorkingMinutes(At(0, 9), At(1, 11), calendar), 60 + 60);
  EXPECT_NE(story.StopAt(At(0, 12)), nullptr);
  EXPECT_EQ(story.StopAt(At(1, 10)), nullptr);
}

TEST(CaseStoryTest, OpenStepsGoWithTheUnits) {
  CaseStory story = Accepted();
  Add(story, At(1, 8), "unit_reassigned { moves { what: 'receiving_unit' old_code: '866'"
                       " new_code: '82.1' } moves { what: 'step/0' old_code: '866' new_code: '82.1' } }");
  EXPECT_EQ(story.receiving_unit, "82.1");
  EXPECT_EQ(story.steps[0].unit, "82.1");
  EXPECT_EQ(story.planned_units[0], "82.1");
}

}  // namespace
}  // namespace motcua::reporting
