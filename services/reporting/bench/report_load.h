// Asks for reports one after the other through gRPC, and tells how long the answers took.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/reporting/v1/report_service.pb.h"

namespace motcua::reporting {

// Milliseconds of each call, by name of the report.
using ReportTimes = std::map<std::string, std::vector<double>>;

// Periods of the statutory reports of the year (months, quarters, half years, the year, and the
// quarters that begin on the 15th), each of every report and grouping, so many times over.
absl::StatusOr<ReportTimes> LoadReports(const std::string& target, int year, int rounds);

// The value that this share of the times does not exceed.
double Quantile(std::vector<double> times, double share);

}  // namespace motcua::reporting
