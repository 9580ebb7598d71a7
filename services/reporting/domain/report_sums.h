// What cells add up to over a period: what happened in it, and what stands at its end.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "services/reporting/domain/cell.h"
#include "services/reporting/domain/dossier_row.h"
#include "services/reporting/domain/report.h"
#include "services/reporting/domain/report_days.h"

namespace motcua::reporting {

struct Sums {
  Measures flow = {};  // over the days of the period
  // At its end, since ever.
  int64_t pending = 0;
  int64_t overdue = 0;
  int64_t in_post = 0;

  bool operator==(const Sums&) const = default;
  Sums& operator+=(const Sums& other);
  bool empty() const { return *this == Sums(); }
};

// The columns of form II.06a. Carried over is what is left of the identity 3 = 7 + 11.
Columns ColumnsOf(const Sums& sums);

// Sums of a family's groups, by unit and key.
using GroupKey = std::pair<std::string, std::string>;
using GroupSums = std::map<GroupKey, Sums>;

// Adds cells and dossiers to the sums of some groups over a period.
class Summing {
 public:
  Summing(GroupChoice choice, DayPeriod period) : choice_(std::move(choice)), period_(period) {}

  // What a group got on a day, `times` times, to those of the groups in which it counts.
  void Add(const Group& group, int64_t day, const Measures& measures, int64_t times = 1);
  // Everything a dossier has to add by its row.
  void Add(const DossierRow& row, int64_t times = 1);

  GroupSums& sums() { return sums_; }
  const GroupSums& sums() const { return sums_; }

 private:
  void AddTo(const Group& group, int64_t day, const Measures& measures, int64_t times);

  GroupChoice choice_;
  DayPeriod period_;
  GroupSums sums_;
};

}  // namespace motcua::reporting
