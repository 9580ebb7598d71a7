// How the values of each report's row follow from the sums of its groups.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "motcua/reporting/v1/report_service.pb.h"
#include "services/reporting/domain/report_sums.h"

namespace motcua::reporting {

// The groups that make a row.
using Members = std::vector<std::pair<GroupKey, Sums>>;
using Values = std::vector<v1::ReportValue>;

// One value for each column of the report (report_kinds.h), in order.
Values Form06aValues(const Members& members);
Values PostalValues(const Members& members);
Values WorkloadValues(const Members& members);
Values StepTimesValues(const Members& members);
Values WaitingTimesValues(const Members& members);

// A value of each kind, and one the archive cannot tell.
v1::ReportValue CountValue(int64_t count);
v1::ReportValue MeasureValue(double measure);
v1::ReportValue TextValue(const std::string& text);
v1::ReportValue UnknownValue();
// `part` of `whole` in per cent; unknown for an empty whole: 0 of 0 is no share.
v1::ReportValue ShareValue(int64_t part, int64_t whole);

v1::ReportRow MakeRow(std::string key, std::string name, Values values);

}  // namespace motcua::reporting
