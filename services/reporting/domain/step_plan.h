// What a dossier's route gives its steps of the time up to the promise.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/reporting/domain/case_story.h"

namespace motcua::reporting {

// Steps of one stage are open together.
struct PlannedStep {
  int stage = 1;
  double share = 1;  // of the limit, by the route; steps of a dossier may add up to anything
};

// What prediction needs of the catalogue.
struct RouteFacts {
  // Level of a unit, 0 for one that is not known.
  std::function<int(const std::string& unit)> level_of;
  // The steps of a story by index, as many as it has planned units.
  std::function<std::vector<PlannedStep>(const CaseStory& story)> plan_of;
};

// A plan laid over a time of so many minutes.
class StepPlan {
 public:
  StepPlan(std::vector<PlannedStep> steps, double minutes);

  int size() const { return static_cast<int>(steps_.size()); }
  int stage(int index) const;
  // Minutes that the step's share is worth.
  double minutes(int index) const;
  // Minutes a step is given that begins `begun` minutes after acceptance: up to the end its stage
  // has in the plan, but never less than a quarter of its share.
  double GivenFrom(double begun, int index) const;
  // What its pace is measured against: its share where `haste` is 0, what it is given where it
  // is 1.
  double ScaleFrom(double begun, int index, double haste) const;

 private:
  const PlannedStep& At(int index) const;
  double EndOf(int stage) const;

  std::vector<PlannedStep> steps_;
  std::vector<std::pair<int, double>> ends_;  // of stages, in minutes after acceptance
  double minute_ = 0;                         // minutes a share of 1 is worth
};

// The plan of an accepted story whose promise at `at` is over at its day's end; the minutes are
// those in which the clock did not stand until `at`, and all from then on.
StepPlan PlanOf(const CaseStory& story, absl::Time at, const RouteFacts& facts,
                const calendar::Calendar& calendar);

// End of the promised day, local time.
absl::Time EndOfDay(absl::Time due);

}  // namespace motcua::reporting
