#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/report_run.h"
#include "clients/cli/errors.h"
#include "clients/cli/export/report_csv.h"
#include "clients/cli/export/report_table.h"
#include "clients/cli/export/report_xlsx.h"
#include "clients/cli/output/json.h"
#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct ReportArgs {
  ReportKind kind = REPORT_KIND_FORM_06A;
  absl::Time from = absl::InfinitePast();
  absl::Time to = absl::InfinitePast();
  ReportGrouping by = REPORT_GROUPING_UNSPECIFIED;
  std::string unit;
  ReportUnits units = REPORT_UNITS_OF_THE_DAY;
  std::string as_of;
  absl::Time as_of_time = absl::InfinitePast();
  std::string format = "table";
  std::string out;
};

RunReportRequest RequestOf(const ReportArgs& args) {
  RunReportRequest request;
  request.set_kind(args.kind);
  request.set_grouping(args.by);
  ReportScope& scope = *request.mutable_scope();
  if (args.from != absl::InfinitePast()) scope.set_first_date(LocalDate(args.from));
  if (args.to != absl::InfinitePast()) scope.set_last_date(LocalDate(args.to));
  scope.set_unit_code(args.unit);
  scope.set_units(args.units);
  if (!args.as_of.empty()) request.set_as_of_token(args.as_of);
  if (args.as_of_time != absl::InfinitePast()) {
    *request.mutable_as_of_time() = ToProto(args.as_of_time);
  }
  return request;
}

std::string TextOf(Session& session, const ReportDocument& report) {
  const ReportDescription& description = report.head().description();
  std::string text = Cat(description.title(), "\n\n", session.Show(ReportAsTable(report), ""));
  for (const std::string& missing : description.missing())
    Append(&text, "Chưa có: ", missing, "\n");
  return text;
}

absl::Status Report(Session& session, const ReportArgs& args) {
  const std::string format = session.json() ? "json" : args.format;
  if (format == "xlsx" && args.out.empty()) {
    return UsageError("--format xlsx: say --out FILE");
  }
  MOTCUA_ASSIGN_OR_RETURN(const ReportDocument report, RunReport(session, RequestOf(args)));
  if (format == "xlsx") return WriteXlsx(report, args.out);
  if (format == "csv") return WriteOut(session, args.out, ReportCsv(report));
  if (format == "json") return WriteOut(session, args.out, ToJson(report) + "\n");
  MOTCUA_RETURN_IF_ERROR(WriteOut(session, args.out, TextOf(session, report)));
  session.err() << "the same figures again: --as-of " << report.head().as_of_token() << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddReport(Program& program) {
  auto args = std::make_shared<ReportArgs>();
  program
      .Command("report", Group::kFigures,
               "Makes a report: form II.06a, or one of the others (docs/reports.md).")
      .Choice("KIND", &args->kind, "Which report. Default: form-06a.")
      .Time("--from", &args->from, "First day, in Vietnam's time.")
      .Time("--to", &args->to, "Last day, included.")
      .Choice("--by", &args->by, "A row for each of these. Default: the report's own.")
      .Text("--unit", &args->unit, "UNIT", "Only received at or under this unit.")
      .Choice("--units", &args->units,
              "Under which units dossiers of reorganised units count. Default: of-the-day.")
      .Text("--as-of", &args->as_of, "TOKEN", "The figures of an earlier answer again.")
      .Time("--as-of-time", &args->as_of_time, "The figures as they were known at an instant.")
      .Choice("--format", &args->format, {"table", "csv", "xlsx", "json"}, "Default: table.")
      .File("--out", &args->out, "Where to write it. Default: to the terminal.")
      .Example("motcua report --from 2023-01-01 --to 2023-06-30 --by unit")
      .Example("motcua report postal --from 2023-01-01 --to 2023-03-31 --format xlsx --out q1.xlsx")
      .Run([args](Session& session) { return Report(session, *args); });
}

}  // namespace motcua::cli
