#include "services/reporting/domain/standing_columns.h"

#include <utility>

#include "services/reporting/domain/report_sums.h"

namespace motcua::reporting {

std::vector<std::string> ColumnsCounting(const DossierRow& row, const DayPeriod& period) {
  Summing sums({Family::kUnit}, period);
  sums.Add(row);
  Sums all;
  for (const auto& [key, group] : sums.sums()) all += group;
  const Columns columns = ColumnsOf(all);
  const std::pair<const char*, int64_t> counts[] = {{"online", columns.online},
                                                    {"direct_and_post", columns.direct_and_post},
                                                    {"carried_over", columns.carried_over},
                                                    {"early", columns.early},
                                                    {"on_time", columns.on_time},
                                                    {"late", columns.late},
                                                    {"pending_in_time", columns.pending_in_time},
                                                    {"pending_overdue", columns.pending_overdue},
                                                    {"refused", columns.refused},
                                                    {"in_post", columns.in_post}};
  std::vector<std::string> names;
  for (const auto& [name, count] : counts) {
    if (count > 0) names.emplace_back(name);
  }
  return names;
}

}  // namespace motcua::reporting
