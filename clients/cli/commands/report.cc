#include "absl/strings/ascii.h"
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
  std::string by;
  bool handback = false;
  std::string unit;
  std::string units;
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

// A word of the enumeration: "unit" → REPORT_GROUPING_UNIT.
template <class Enum>
absl::StatusOr<Enum> GroupingOf(const std::string& word, const std::string& prefix) {
  const auto* value = google::protobuf::GetEnumDescriptor<Enum>()->FindValueByName(
      Cat(prefix, word.empty() ? "UNSPECIFIED" : absl::AsciiStrToUpper(word)));
  if (value != nullptr) return static_cast<Enum>(value->number());
  return absl::InvalidArgumentError(Cat("--by ", word, ": this report is not grouped by it"));
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

ReportUnits UnitsOf(const ReportArgs& args) {
  return args.units == "today" ? REPORT_UNITS_TODAY : REPORT_UNITS_OF_THE_DAY;
}

absl::Status ReportHandBacks(Session& session, const ReportArgs& args) {
  GetHandBackReportRequest request;
  *request.mutable_begin_time() = ToProto(args.from);
  *request.mutable_end_time() = ToProto(EndOf(args.to));
  MOTCUA_ASSIGN_OR_RETURN(
      const auto by,
      GroupingOf<HandBackGrouping>(args.by.empty() ? "unit" : args.by, "HAND_BACK_GROUPING_"));
  request.set_grouping(by);
  request.set_unit_code(args.unit);
  request.set_units(UnitsOf(args));
  MOTCUA_ASSIGN_OR_RETURN(
      const auto report,
      Call<ReportingService>(session, &ReportingService::Stub::GetHandBackReport, request));
  return session.Answer(
      report, Cat("Filed from ", Local(args.from), " to ", Local(EndOf(args.to)),
                  " and handed back or refused since\n\n", HandBackTable(session, report)));
}

absl::Status Report(Session& session, const ReportArgs& args) {
  if (args.handback) return ReportHandBacks(session, args);
  GetOnTimeReportRequest request;
  *request.mutable_begin_time() = ToProto(args.from);
  *request.mutable_end_time() = ToProto(EndOf(args.to));
  MOTCUA_ASSIGN_OR_RETURN(const auto by, GroupingOf<ReportGrouping>(args.by, "REPORT_GROUPING_"));
  request.set_grouping(by);
  request.set_unit_code(args.unit);
  request.set_units(UnitsOf(args));
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
      .Choice("--by", &args->by, {"unit", "field", "level", "procedure", "channel", "actor"},
              "A row for each of these. Default: one row in all. Hand-backs: by unit, actor or "
              "procedure; default: unit.")
      .Flag("--handback", &args->handback, "Count what was handed back or refused instead.")
      .Text("--unit", &args->unit, "UNIT", "Only received at or under this unit.")
      .Choice("--units", &args->units, {"of-the-day", "today"},
              "Under which units dossiers of reorganised units count. Default: of-the-day.")
      .Example("motcua report --from 2023-01-01 --to 2023-06-30 --by field")
      .Example("motcua report --from 2023-01-01 --to 2023-06-30 --handback --by procedure")
      .Run([args](Session& session) { return Report(session, *args); });
}

}  // namespace motcua::cli
