// Requests of ReportService in plain types.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "motcua/reporting/v1/report_service.pb.h"
#include "services/reporting/domain/report_days.h"
#include "services/reporting/store/archive_writer.h"

namespace motcua::reporting {

// INVALID_ARGUMENT(FIELD_REQUIRED | FIELD_INVALID): a day is missing or none, or the period is
// reversed or longer than 100 years. `prefix` is where the days are: "scope." or "".
absl::StatusOr<DayPeriod> DaysOf(const std::string& first_date, const std::string& last_date,
                                 const std::string& prefix);

// INVALID_ARGUMENT(FIELD_REQUIRED | FIELD_INVALID): no such report.
absl::StatusOr<const v1::ReportDescription*> ReportOf(const v1::RunReportRequest& request);

// The grouping asked for, or the report's own. INVALID_ARGUMENT(FIELD_INVALID): not one of it.
absl::StatusOr<v1::ReportGrouping> GroupingOf(const v1::RunReportRequest& request,
                                              const v1::ReportDescription& report);

// The place an as_of_token stands for. INVALID_ARGUMENT(AS_OF_TOKEN_INVALID).
absl::StatusOr<int64_t> ReadAsOfToken(const std::string& token, const std::string& field,
                                      const ArchiveState& archive);
std::string MakeAsOfToken(const ArchiveState& archive, int64_t sequence);

}  // namespace motcua::reporting
