// Sums of groups → the rows of a report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/catalogue/catalogue.h"
#include "motcua/reporting/v1/report_service.pb.h"
#include "services/reporting/domain/report_sums.h"
#include "services/reporting/scope.h"

namespace motcua::reporting {

// The groups a report of what the caller sees is added up from; nullopt: it needs none of the
// archive's figures.
std::optional<GroupChoice> GroupsFor(v1::ReportKind kind, v1::ReportGrouping grouping,
                                     const Scope& scope);

// What a report is made of.
struct ReportInput {
  v1::ReportKind kind = v1::REPORT_KIND_UNSPECIFIED;
  v1::ReportGrouping grouping = v1::REPORT_GROUPING_UNSPECIFIED;
  v1::ReportUnits units = v1::REPORT_UNITS_OF_THE_DAY;
  const Scope* scope = nullptr;
  const catalogue::Catalogue* catalogue = nullptr;
};

struct ReportTable {
  std::vector<v1::ReportRow> rows;     // by key
  std::optional<v1::ReportRow> total;  // none where rows cannot be added up
};

// Rows of what the caller sees; a group of which there is nothing to say has none.
ReportTable MakeReport(const ReportInput& input, const GroupSums& sums);

// The sum of what the caller sees, with the columns of form II.06a.
v1::ReportRow Form06aTotal(const Scope& scope, const GroupSums& sums);

}  // namespace motcua::reporting
