// Made-up stories for tests of prediction.
#pragma once

#include <string>
#include <vector>

#include "common/base/clock.h"
#include "services/reporting/domain/step_plan.h"

namespace motcua::reporting {

inline constexpr int kDayMinutes = 480;

inline const calendar::Calendar& Plain() {
  static const auto* calendar = new calendar::Calendar();
  return *calendar;
}

// Monday 2023-03-06 at 7:00, the opening of the offices.
inline const absl::Time kStart = absl::FromCivil(absl::CivilHour(2023, 3, 6, 7), LocalZone());

inline absl::Time After(int64_t minutes) { return Plain().AddWorking(kStart, minutes); }

inline RouteFacts Facts() {
  RouteFacts facts;
  facts.level_of = [](const std::string&) { return 1; };
  facts.plan_of = [](const CaseStory&) { return std::vector<PlannedStep>{{1, 1}, {2, 1}}; };
  return facts;
}

// One step at "A", then one at "B"; times in office minutes after kStart, -1: not yet.
inline CaseStory Story(const std::string& code, int64_t accepted, int64_t first_done,
                       int64_t second_done, int64_t due) {
  CaseStory story;
  story.code = code;
  story.procedure_code = "P";
  story.receiving_unit = "A";
  story.accepted = After(accepted);
  story.planned_units = {"A", "B"};
  story.promises = {{story.accepted, After(due)}};
  story.steps[0] = {.index = 0, .name = "Kiểm tra", .unit = "A", .open = story.accepted};
  if (first_done < 0) return story;
  story.steps[0].claimed = story.steps[0].done = After(first_done);
  story.steps[1] = {.index = 1, .name = "Ký", .unit = "B", .open = story.steps[0].done};
  if (second_done < 0) return story;
  story.steps[1].claimed = story.steps[1].done = After(second_done);
  story.resolved = story.steps[1].done;
  return story;
}

}  // namespace motcua::reporting
