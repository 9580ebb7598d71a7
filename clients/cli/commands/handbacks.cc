#include "absl/strings/str_format.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/reporting/v1/reporting_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct HandBackArgs {
  absl::Time from = absl::InfinitePast();
  absl::Time to = absl::InfinitePast();
  HandBackGrouping by = HAND_BACK_GROUPING_UNIT;
  std::string unit;
  ReportUnits units = REPORT_UNITS_OF_THE_DAY;
};

// A day as the end of the period is meant to its last instant.
absl::Time EndOf(absl::Time to) {
  const absl::TimeZone local = LocalZone();
  const absl::CivilDay day = absl::ToCivilDay(to, local);
  return absl::FromCivil(day, local) == to ? absl::FromCivil(day + 1, local) : to;
}

std::vector<std::string> CellsOf(const HandBackRow& row, const std::string& key) {
  std::vector<std::string> cells = {key, row.name()};
  for (int64_t count : {row.filed(), row.completion_requested(), row.supplement_requested(),
                        row.refused(), row.handed_back()}) {
    cells.push_back(Cat(count));
  }
  cells.push_back(absl::StrFormat("%.1f", row.share_percent()));
  return cells;
}

std::string HandBackTable(Session& session, const GetHandBackReportResponse& report) {
  std::vector<Column> columns = {{"KEY"}, {"NAME"}};
  for (const char* title :
       {"FILED", "COMPLETION", "SUPPLEMENT", "REFUSED", "HANDED BACK", "SHARE %"}) {
    columns.push_back({title, Align::kRight});
  }
  Table table(std::move(columns));
  for (const HandBackRow& row : report.rows()) table.Add(CellsOf(row, row.key()));
  table.Add(CellsOf(report.total(), "TOTAL"));
  return session.Show(table, "");
}

absl::Status HandBacks(Session& session, const HandBackArgs& args) {
  GetHandBackReportRequest request;
  *request.mutable_begin_time() = ToProto(args.from);
  *request.mutable_end_time() = ToProto(EndOf(args.to));
  request.set_grouping(args.by);
  request.set_unit_code(args.unit);
  request.set_units(args.units);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto report,
      Call<ReportingService>(session, &ReportingService::Stub::GetHandBackReport, request));
  return session.Answer(
      report, Cat("Filed from ", Local(args.from), " to ", Local(EndOf(args.to)),
                  " and handed back or refused since\n\n", HandBackTable(session, report)));
}

}  // namespace

void AddHandBacks(Program& program) {
  auto args = std::make_shared<HandBackArgs>();
  program
      .Command("handbacks", Group::kFigures,
               "Counts what was filed in a period and handed back or refused since.")
      .Time("--from", &args->from, "First day, in Vietnam's time.")
      .Required()
      .Time("--to", &args->to, "Last day, included; or an instant, excluded.")
      .Required()
      .Choice("--by", &args->by, "A row for each of these. Default: unit.")
      .Text("--unit", &args->unit, "UNIT", "Only received at or under this unit.")
      .Choice("--units", &args->units,
              "Under which units dossiers of reorganised units count. Default: of-the-day.")
      .Example("motcua handbacks --from 2023-01-01 --to 2023-06-30 --by procedure")
      .Run([args](Session& session) { return HandBacks(session, *args); });
}

}  // namespace motcua::cli
