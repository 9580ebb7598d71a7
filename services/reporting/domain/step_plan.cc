#include "services/reporting/domain/step_plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "common/base/clock.h"

namespace motcua::reporting {
namespace {

// Of its share, what a step is given at least.
constexpr double kLeast = 0.25;

}  // namespace

absl::Time EndOfDay(absl::Time due) {
  return absl::FromCivil(absl::ToCivilDay(due, LocalZone()) + 1, LocalZone());
}

StepPlan::StepPlan(std::vector<PlannedStep> steps, double minutes) : steps_(std::move(steps)) {
  if (steps_.empty()) steps_.emplace_back();
  std::map<int, double> longest;
  for (const PlannedStep& step : steps_) {
    longest[step.stage] = std::max(longest[step.stage], step.share);
  }
  double sum = 0;
  for (const auto& [stage, share] : longest) sum += share;
  minute_ = minutes / std::max(sum, 1e-9);
  double end = 0;
  for (const auto& [stage, share] : longest) ends_.emplace_back(stage, (end += share) * minute_);
}

const PlannedStep& StepPlan::At(int index) const {
  return steps_[std::clamp<int>(index, 0, size() - 1)];
}

int StepPlan::stage(int index) const { return At(index).stage; }

double StepPlan::minutes(int index) const { return std::max(1.0, At(index).share * minute_); }

double StepPlan::EndOf(int stage) const {
  const auto found = std::ranges::find(ends_, stage, &std::pair<int, double>::first);
  return found == ends_.end() ? ends_.back().second : found->second;
}

double StepPlan::GivenFrom(double begun, int index) const {
  return std::max(EndOf(stage(index)) - begun, kLeast * minutes(index));
}

double StepPlan::ScaleFrom(double begun, int index, double haste) const {
  const double share = minutes(index);
  return share * std::pow(GivenFrom(begun, index) / share, haste);
}

StepPlan PlanOf(const CaseStory& story, absl::Time at, const RouteFacts& facts,
                const calendar::Calendar& calendar) {
  const int64_t spent = story.WorkingMinutes(story.accepted, at, calendar);
  const absl::Time end = EndOfDay(story.DueAt(at));
  const int64_t left = end > at ? calendar.WorkingMinutesBetween(at, end) : 0;
  return StepPlan(facts.plan_of(story), static_cast<double>(std::max<int64_t>(spent + left, 60)));
}

}  // namespace motcua::reporting
