// How likely an open dossier is late: what is left of its open steps, given how long they have been
// open and what is queued before them, and then the stages to come, each from where the one before
// ends, against the office time that is left until the end of the promised day.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/reporting/domain/durations.h"
#include "services/reporting/domain/step_plan.h"
#include "services/reporting/domain/workload.h"

namespace motcua::reporting {

struct Expectation {
  double late = 0;                             // probability
  absl::Time median = absl::InfiniteFuture();  // resolved by then as likely as not
  std::string unit;                            // of the open step that is expected to take longest
  std::string step_name;
  int64_t queue_before = 0;
  int64_t basis = 0;  // steps of the kind that were learned from
};

class Predictor {
 public:
  // All must outlive the object. `learned_until`: what units can do is what they did in the month
  // before.
  Predictor(const Durations& durations, const Workload& workload, const RouteFacts& facts,
            const calendar::Calendar& calendar, absl::Time learned_until)
      : durations_(durations),
        workload_(workload),
        facts_(facts),
        calendar_(calendar),
        learned_until_(learned_until) {}

  // Of a dossier that is accepted, not resolved and has a promise at `at`. What happened after `at`
  // makes no difference.
  Expectation Expect(const CaseStory& story, absl::Time at) const;

 private:
  // A dossier at an instant; times are minutes of office time in which its clock does not stand.
  struct Now {
    const CaseStory& story;
    absl::Time at;
    StepPlan plan;
    double spent = 0;  // since acceptance
    double left = 0;   // until the end of the promised day
    double slot = 1;   // length of a slot; chances of times are by slots from `at` on
  };

  Now NowOf(const CaseStory& story, absl::Time at) const;
  StepKind KindOf(const CaseStory& story, int index, const std::string& unit) const;
  Chances LeftOf(const Now& now, const StepStory& step) const;
  double QueueTime(const Now& now, const StepStory& step, Expectation& expectation) const;
  double DayRateOf(const std::string& unit) const;
  Chances Open(const Now& now, int* stage, Expectation& expectation) const;
  Chances AfterStage(const Now& now, const Chances& begun, int first) const;
  const Paces& SlowestOf(const Now& now, int first) const;

  const Durations& durations_;
  const Workload& workload_;
  const RouteFacts& facts_;
  const calendar::Calendar& calendar_;
  absl::Time learned_until_;
  mutable std::map<std::string, Paces> slowest_;  // of stages, by procedure and units
  mutable std::map<std::string, double> rates_;
};

// Resolved on a day after the promised day, or not yet although that day is over at `now`.
bool WasLate(const CaseStory& story, absl::Time now);

}  // namespace motcua::reporting
