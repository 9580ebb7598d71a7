#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct ListArgs {
  std::string unit;
  dossier::v1::DossierState state = dossier::v1::DOSSIER_STATE_SUBMITTED;
  int limit = 50;
};

absl::Status List(Session& session, const ListArgs& args) {
  ListDossiersRequest request;
  request.set_receiving_unit(args.unit);
  request.set_state(args.state);
  MOTCUA_ASSIGN_OR_RETURN(const auto list, CallPaged<IntakeService>(
                                               session, &IntakeService::Stub::ListDossiers, request,
                                               args.limit, &ListDossiersResponse::dossiers_size));
  Table table({{"DOSSIER"}, {"PROCEDURE"}, {"APPLICANT"}, {"CHANNEL"}, {"SUBMITTED"}, {"PROMISE"}});
  for (const auto& dossier : list.dossiers()) {
    table.Add({dossier.code(), dossier.procedure_code(), dossier.applicant().name(),
               Word(dossier.channel()), Local(dossier.submit_time()), Local(dossier.due_time())});
  }
  return session.Answer(list, session.Show(table, Cat("None is ", Word(args.state), " there.")));
}

}  // namespace

void AddList(Program& program) {
  auto args = std::make_shared<ListArgs>();
  program.Command("list", Group::kCitizens, "Lists the dossiers of a one-stop unit, oldest first.")
      .Text("UNIT", &args->unit, "", "The one-stop unit.")
      .Required()
      .Choice("--state", &args->state, "Only those in this state. Default: submitted.")
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua list 30037 --state completion-requested")
      .Run([args](Session& session) { return List(session, *args); });
}

}  // namespace motcua::cli
