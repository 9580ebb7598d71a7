#include "services/reporting/reports/report_request.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/reporting/reports/report_kinds.h"
#include "services/reporting/resume_token.h"

namespace motcua::reporting {
namespace {

constexpr int64_t kMostDays = 36525;

absl::Status Invalid(const std::string& field, std::string_view why) {
  return InvalidArgument(kFieldInvalid, Cat(field, " ", why)).Field(field, std::string(why));
}

absl::StatusOr<int64_t> DayIn(const std::string& text, const std::string& field) {
  if (text.empty()) {
    return InvalidArgument(kFieldRequired, "a required field is missing")
        .Field(field, "is required");
  }
  const auto day = ParseDay(text);
  if (!day.ok()) return Invalid(field, "must be a day, YYYY-MM-DD, from 1970 on");
  return *day;
}

}  // namespace

absl::StatusOr<DayPeriod> DaysOf(const std::string& first_date, const std::string& last_date,
                                 const std::string& prefix) {
  MOTCUA_ASSIGN_OR_RETURN(const int64_t first, DayIn(first_date, prefix + "first_date"));
  MOTCUA_ASSIGN_OR_RETURN(const int64_t last, DayIn(last_date, prefix + "last_date"));
  if (last < first) return Invalid(prefix + "last_date", "must not lie before first_date");
  if (last - first >= kMostDays) return Invalid(prefix + "last_date", "at most 100 years later");
  return DayPeriod{first, last + 1};
}

absl::StatusOr<const v1::ReportDescription*> ReportOf(const v1::RunReportRequest& request) {
  if (request.kind() == v1::REPORT_KIND_UNSPECIFIED) {
    return InvalidArgument(kFieldRequired, "a required field is missing")
        .Field("kind", "is required");
  }
  const v1::ReportDescription* report = FindReport(request.kind());
  if (report == nullptr) return Invalid("kind", "is no report");
  return report;
}

absl::StatusOr<v1::ReportGrouping> GroupingOf(const v1::RunReportRequest& request,
                                              const v1::ReportDescription& report) {
  if (request.grouping() == v1::REPORT_GROUPING_UNSPECIFIED) return report.groupings(0);
  const auto& groupings = report.groupings();
  if (std::find(groupings.begin(), groupings.end(), request.grouping()) != groupings.end()) {
    return request.grouping();
  }
  std::string fitting;
  for (int i = 0; i < report.groupings_size(); ++i) {
    Append(&fitting, i == 0 ? "" : ", ", v1::ReportGrouping_Name(report.groupings(i)));
  }
  return Invalid("grouping", Cat("must be one of this report's: ", fitting));
}

absl::StatusOr<int64_t> ReadAsOfToken(const std::string& token, const std::string& field,
                                      const ArchiveState& archive) {
  const auto sequence = ReadResumeToken(token, archive);
  if (sequence.ok()) return *sequence;
  return InvalidArgument(kAsOfTokenInvalid, "not a token of a report of this archive")
      .Field(field, "must be one that a report gave");
}

std::string MakeAsOfToken(const ArchiveState& archive, int64_t sequence) {
  return MakeResumeToken(archive.archive_id, sequence);
}

}  // namespace motcua::reporting
