// Runs a report to its end, showing how far it is.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "motcua/reporting/v1/report_service.pb.h"

namespace motcua::cli {

// Shows "123 of 4000 dossiers" on a terminal, over and over in one line; nothing where there is
// none.
void ShowProgress(Session& session, const reporting::v1::ReportProgress& progress);
// Clears the line.
void EndProgress(Session& session);

// The report as a whole. An interrupt ends it: CANCELLED.
absl::StatusOr<reporting::v1::ReportDocument> RunReport(
    Session& session, const reporting::v1::RunReportRequest& request);

// Writes text to `path`, or to the output where that is empty.
absl::Status WriteOut(Session& session, const std::string& path, const std::string& text);

}  // namespace motcua::cli
