#include "services/reporting/domain/learning.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace motcua::reporting {
namespace {

// So many steps weigh as much as the belief that officers do not hurry.
constexpr double kDoubt = 20;

// A step that was done.
struct Done {
  StepKind kind;
  double minutes = 0;
  double share = 0;  // minutes, by the plan
  double given = 0;
};

void Collect(const CaseStory& story, const RouteFacts& facts, const calendar::Calendar& calendar,
             absl::Time until, std::vector<Done>& done) {
  if (story.accepted >= until || story.DueAt(story.accepted) == absl::InfiniteFuture()) return;
  const StepPlan plan = PlanOf(story, story.accepted, facts, calendar);
  for (const auto& [index, step] : story.steps) {
    if (step.done >= until || step.unit.empty()) continue;
    const auto begun =
        static_cast<double>(story.WorkingMinutes(story.accepted, step.open, calendar));
    done.push_back({{story.procedure_code, index, step.unit, facts.level_of(step.unit)},
                    static_cast<double>(story.WorkingMinutes(step.open, step.done, calendar)),
                    plan.minutes(index),
                    plan.GivenFrom(begun, index)});
  }
}

// The slope of how long steps took over what they were given, both against their shares and by
// logarithms: 0 to 1.
double HasteOf(const std::vector<Done>& steps) {
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (const Done& step : steps) {
    const double x = std::log(step.given / step.share);
    const double y = std::log(std::max(step.minutes, 1.0) / step.share);
    n += 1;
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_xy += x * y;
  }
  if (n == 0) return 0;
  const double varied = sum_xx - sum_x * sum_x / n;
  return std::clamp((sum_xy - sum_x * sum_y / n) / (varied + kDoubt), 0.0, 1.0);
}

}  // namespace

Durations Learn(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                const calendar::Calendar& calendar, absl::Time until) {
  std::vector<Done> done;
  for (const CaseStory& story : stories) Collect(story, facts, calendar, until, done);
  Durations durations;
  durations.set_haste(HasteOf(done));
  for (const Done& step : done) {
    const double scale = step.share * std::pow(step.given / step.share, durations.haste());
    durations.Add(step.kind, step.minutes / scale);
  }
  return durations;
}

}  // namespace motcua::reporting
