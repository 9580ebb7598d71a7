#include "absl/strings/str_join.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/report_run.h"
#include "clients/cli/export/report_csv.h"
#include "clients/cli/export/report_values.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/reporting/v1/report_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct CompareArgs {
  absl::Time from, to;
  std::string first, second, unit;
};

std::string Because(const MovedDossier& moved) {
  std::vector<std::string> events;
  for (const MovingEvent& event : moved.events()) {
    events.push_back(Cat(event.kind(), " ", Local(event.occur_time())));
  }
  return absl::StrJoin(events, ", ");
}

void Print(Session& session, const MovedDossier& moved) {
  if (session.json()) {
    session.out() << ToJson(moved) << "\n";
    return;
  }
  session.out() << moved.dossier_code() << "  " << moved.receiving_unit() << "  "
                << absl::StrJoin(moved.first_columns(), "+") << " -> "
                << absl::StrJoin(moved.second_columns(), "+") << "  (" << Because(moved) << ")\n";
}

void Print(Session& session, const ComparisonEnd& end) {
  if (session.json()) {
    session.out() << ToJson(end) << "\n";
    return;
  }
  session.out() << end.moved() << " dossiers moved\n";
  session.err() << "the second figures again: --as-of " << end.second_token() << "\n";
}

absl::Status Compare(Session& session, const CompareArgs& args) {
  CompareReportsRequest request;
  request.mutable_scope()->set_first_date(LocalDate(args.from));
  request.mutable_scope()->set_last_date(LocalDate(args.to));
  request.mutable_scope()->set_unit_code(args.unit);
  request.set_first_token(args.first);
  request.set_second_token(args.second);
  MOTCUA_ASSIGN_OR_RETURN(const auto stub, StubOf<ReportService>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/false);
  Interrupt interrupt([&context] { context.TryCancel(); });
  const auto stream = stub->CompareReports(&context, request);
  CompareReportsResponse part;
  while (stream->Read(&part)) {
    if (part.has_progress()) ShowProgress(session, part.progress());
    if (part.has_moved()) Print(session, part.moved());
    if (part.has_end()) Print(session, part.end());
  }
  return FromGrpc(stream->Finish());
}

}  // namespace

void AddReportCompare(Program& program) {
  auto args = std::make_shared<CompareArgs>();
  program
      .Command("report-diff", Group::kFigures,
               "Names the dossiers that stand elsewhere in form II.06a than in a publication.")
      .Time("--from", &args->from, "First day, in Vietnam's time.")
      .Required()
      .Time("--to", &args->to, "Last day, included.")
      .Required()
      .Text("--first", &args->first, "TOKEN", "Token of the publication.")
      .Required()
      .Text("--second", &args->second, "TOKEN", "Token of a later one. Default: as known now.")
      .Text("--unit", &args->unit, "UNIT", "Only received at or under this unit.")
      .Example("motcua report-diff --from 2023-01-01 --to 2023-03-31 --first TOKEN")
      .Run([args](Session& session) { return Compare(session, *args); });
}

}  // namespace motcua::cli
