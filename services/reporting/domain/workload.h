// What units had to do when: the steps of many stories, by unit.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/reporting/domain/case_story.h"

namespace motcua::reporting {

class Workload {
 public:
  // Stories must outlive the object.
  explicit Workload(const std::vector<CaseStory>& stories);

  // Steps open at the unit at `at` that were due before `due`.
  int64_t Before(const std::string& unit, absl::Time at, absl::Time due) const;
  // Steps the unit did on the day of [from, to) on which it did most: what it can do when it has
  // to. A mean would take days on which there was nothing to do for days on which no more could be
  // done.
  int64_t MostInADay(const std::string& unit, absl::Time from, absl::Time to) const;

 private:
  std::map<std::string, std::vector<const StepStory*>> steps_;
};

}  // namespace motcua::reporting
