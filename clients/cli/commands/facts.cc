#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/report_run.h"
#include "clients/cli/export/report_csv.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/reporting/v1/report_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::reporting::v1;  // NOLINT: the messages of one service

struct FactsArgs {
  absl::Time from, to;
  std::string unit;
};

// Every field of the message, in order; enumerations by name.
std::vector<std::string> Fields(const DossierFacts& facts) {
  return {facts.procedure_code(),
          facts.field(),
          facts.receiving_unit(),
          facts.solving_unit(),
          type::v1::Channel_Name(facts.channel()),
          type::v1::ReturnMethod_Name(facts.return_method()),
          facts.submit_date(),
          facts.accept_date(),
          facts.due_date(),
          facts.resolve_date(),
          facts.close_date(),
          event::v1::CloseReason_Name(facts.close_reason()),
          facts.late() ? "true" : "false",
          Cat(facts.completions()),
          Cat(facts.supplements())};
}

std::vector<std::string> FieldNames() {
  std::vector<std::string> names;
  const auto* type = DossierFacts::descriptor();
  for (int i = 0; i < type->field_count(); ++i) names.push_back(type->field(i)->name());
  return names;
}

void Print(Session& session, const StreamDossierFactsResponse& part) {
  for (const DossierFacts& facts : part.dossiers()) {
    session.out() << (session.json() ? ToJson(facts) + "\n" : CsvLine(Fields(facts)));
  }
  ShowProgress(session, part.progress());
}

absl::Status ShowFacts(Session& session, const FactsArgs& args) {
  StreamDossierFactsRequest request;
  request.set_first_date(LocalDate(args.from));
  request.set_last_date(LocalDate(args.to));
  request.set_unit_code(args.unit);
  MOTCUA_ASSIGN_OR_RETURN(const auto stub, StubOf<ReportService>(session));
  grpc::ClientContext context;
  session.connection().Prepare(&context, /*bounded=*/false);
  Interrupt interrupt([&context] { context.TryCancel(); });
  const auto stream = stub->StreamDossierFacts(&context, request);
  if (!session.json()) session.out() << CsvLine(FieldNames());
  StreamDossierFactsResponse part;
  while (stream->Read(&part)) Print(session, part);
  EndProgress(session);
  return FromGrpc(stream->Finish());
}

}  // namespace

void AddFacts(Program& program) {
  auto args = std::make_shared<FactsArgs>();
  program
      .Command("facts", Group::kFigures,
               "Streams a row for each dossier with nothing that leads to a person, as CSV.")
      .Time("--from", &args->from, "First day of acceptance, in Vietnam's time.")
      .Required()
      .Time("--to", &args->to, "Last day, included.")
      .Required()
      .Text("--unit", &args->unit, "UNIT", "Only received at or under this unit.")
      .Example("motcua facts --from 2023-01-01 --to 2023-06-30 > dossiers.csv")
      .Run([args](Session& session) { return ShowFacts(session, *args); });
}

}  // namespace motcua::cli
