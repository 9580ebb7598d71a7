#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/reporting/v1/lateness_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct LatenessArgs {
  absl::Time from = absl::InfinitePast();
  absl::Time to = absl::InfiniteFuture();
  std::string unit;
};

absl::Status Lateness(Session& session, const LatenessArgs& args) {
  GetLatenessReportRequest request;
  *request.mutable_from_time() = ToProto(args.from);
  *request.mutable_to_time() = ToProto(args.to);
  request.set_unit_code(args.unit);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto report,
      Call<LatenessService>(session, &LatenessService::Stub::GetLatenessReport, request));
  Table table({{"HELD BY"}, {"UNIT"}, {"DOSSIERS", Align::kRight}, {"LATE", Align::kRight}});
  for (const LatenessRow& row : report.rows()) {
    table.Add({Word(row.kind()), row.unit_code(), Cat(row.dossiers()), Hours(row.late())});
  }
  return session.Answer(report, Cat(session.Show(table, "Nobody was late."), report.dossiers(),
                                    " late dossiers, ", Hours(report.late()),
                                    " of office time in all.\n"));
}

}  // namespace

void AddLateness(Program& program) {
  auto args = std::make_shared<LatenessArgs>();
  program
      .Command("lateness", Group::kFigures,
               "Says whose the lateness of a period's dossiers is: each unit's, or the post's.")
      .Time("--from", &args->from, "First day of the results.")
      .Required()
      .Time("--to", &args->to, "The day after the last.")
      .Required()
      .Text("--unit", &args->unit, "UNIT", "Dossiers taken in at or under this unit. Default: all.")
      .Example("motcua lateness --from 2023-01-01 --to 2023-04-01 --unit 866")
      .Run([args](Session& session) { return Lateness(session, *args); });
}

}  // namespace motcua::cli
