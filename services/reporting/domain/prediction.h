// How likely an open dossier is late: what is left of its open steps, given how long they have been
// open and what is queued before them, and then the steps to come, against the office time that is
// left until the end of the promised day.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "services/reporting/domain/case_story.h"
#include "services/reporting/domain/durations.h"

namespace motcua::reporting {

// What prediction needs of the catalogue.
struct RouteFacts {
  // Level of a unit, 0 for one that is not known.
  std::function<int(const std::string& unit)> level_of;
  // Stage of the step at `index`; steps of one stage are open together. From 1.
  std::function<int(const CaseStory& story, int index)> stage_of;
};

// What units had to do when: the steps of many stories, by unit.
class Workload {
 public:
  // Stories must outlive the object.
  explicit Workload(const std::vector<CaseStory>& stories);

  // Steps open at the unit at `at` that were due before `due`.
  int64_t Before(const std::string& unit, absl::Time at, absl::Time due) const;
  // Steps the unit did in [from, to) per minute of office time; 0: none.
  double RateOf(const std::string& unit, absl::Time from, absl::Time to,
                const calendar::Calendar& calendar) const;

 private:
  std::map<std::string, std::vector<const StepStory*>> steps_;
};

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
  // All must outlive the object. `learned_until`: rates of units are those of the month before.
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
  struct Open {
    const StepStory* step;
    StepKind kind;
    Chances left;
    int64_t queue_before;
  };

  StepKind KindOf(const CaseStory& story, int index, const std::string& unit) const;
  Open OpenStep(const CaseStory& story, const StepStory& step, absl::Time at) const;
  double RateOf(const std::string& unit) const;
  Chances Rest(const CaseStory& story, absl::Time at, Expectation& expectation) const;
  const Chances& Future(const CaseStory& story, int after_stage) const;

  const Durations& durations_;
  const Workload& workload_;
  const RouteFacts& facts_;
  const calendar::Calendar& calendar_;
  absl::Time learned_until_;
  mutable std::map<std::string, Chances> futures_;
  mutable std::map<std::string, double> rates_;
};

// Learns from every step that was done before `until`.
Durations Learn(const std::vector<CaseStory>& stories, const RouteFacts& facts,
                const calendar::Calendar& calendar, absl::Time until);

// Resolved on a day after the promised day, or not yet although that day is over at `now`.
bool WasLate(const CaseStory& story, absl::Time now);

// End of the promised day, local time.
absl::Time EndOfDay(absl::Time due);

}  // namespace motcua::reporting
