#include "absl/strings/str_format.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/reporting/v1/reporting_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct ReportArgs {
  absl::Time from = absl::InfinitePast();
  absl::Time to = absl::InfinitePast();
  ReportGrouping by = REPORT_GROUPING_UNSPECIFIED;
  std::string unit;
};

// A day as the end of the period is meant to its last instant.
absl::Time EndOf(absl::Time to) {
  const absl::TimeZone local = LocalZone();
  const absl::CivilDay day = absl::ToCivilDay(to, local);
  return absl::FromCivil(day, local) == to ? absl::FromCivil(day + 1, local) : to;
}

std::vector<std::string> CellsOf(const OnTimeRow& row, const std::string& key) {
  std::vector<std::string> cells = {key, row.name()};
  for (int64_t count : {row.received(), row.online(), row.direct_and_post(), row.carried_over(),
                        row.resolved(), row.early(), row.on_time(), row.late(), row.pending(),
                        row.pending_in_time(), row.pending_overdue()}) {
    cells.push_back(Cat(count));
  }
  cells.push_back(absl::StrFormat("%.1f", row.on_time_percent()));
  cells.push_back(Cat(row.refused()));
  cells.push_back(Cat(row.in_post()));
  return cells;
}

std::string ReportTable(Session& session, const GetOnTimeReportResponse& report) {
  std::vector<Column> columns = {{"KEY"}, {"NAME"}};
  for (const char* title :
       {"RECEIVED", "ONLINE", "DIRECT", "BEFORE", "RESOLVED", "EARLY", "ON TIME", "LATE", "PENDING",
        "IN TIME", "OVERDUE", "ON TIME %", "REFUSED", "IN POST"}) {
    columns.push_back({title, Align::kRight});
  }
  Table table(std::move(columns));
  for (const OnTimeRow& row : report.rows()) table.Add(CellsOf(row, row.key()));
  table.Add(CellsOf(report.total(), "TOTAL"));
  return session.Show(table, "");
}

absl::Status Report(Session& session, const ReportArgs& args) {
  GetOnTimeReportRequest request;
  *request.mutable_begin_time() = ToProto(args.from);
  *request.mutable_end_time() = ToProto(EndOf(args.to));
  request.set_grouping(args.by);
  request.set_unit_code(args.unit);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto report,
      Call<ReportingService>(session, &ReportingService::Stub::GetOnTimeReport, request));
  return session.Answer(report, Cat("Form II.06a, ", Local(args.from), " to ",
                                    Local(EndOf(args.to)), "\n\n", ReportTable(session, report)));
}

}  // namespace

void AddReport(Program& program) {
  auto args = std::make_shared<ReportArgs>();
  program
      .Command("report", Group::kFigures,
               "Counts received, resolved and pending dossiers as form II.06a does.")
      .Time("--from", &args->from, "First day, in Vietnam's time.")
      .Required()
      .Time("--to", &args->to, "Last day, included; or an instant, excluded.")
      .Required()
      .Choice("--by", &args->by, "A row for each of these. Default: one row in all.")
      .Text("--unit", &args->unit, "UNIT", "Only received at or under this unit.")
      .Example("motcua report --from 2023-01-01 --to 2023-06-30 --by field")
      .Run([args](Session& session) { return Report(session, *args); });
}

}  // namespace motcua::cli
