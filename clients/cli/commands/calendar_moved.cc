#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct MovedArgs {
  std::string unit;
  int limit = 50;
};

absl::Status ListMoved(Session& session, const MovedArgs& args) {
  ListMovedPromisesRequest request;
  request.set_unit_code(args.unit);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      CallPaged<RoutingService>(session, &RoutingService::Stub::ListMovedPromises, request,
                                args.limit, &ListMovedPromisesResponse::promises_size));
  Table table({{"DOSSIER"}, {"PROCEDURE"}, {"UNIT"}, {"PROMISE BEFORE"}, {"PROMISE"}, {"MOVED"}});
  for (const auto& promise : list.promises()) {
    table.Add({promise.dossier_code(), promise.procedure_code(), promise.receiving_unit(),
               Local(promise.move().old_due_time()), Local(promise.move().new_due_time()),
               Local(promise.move().move_time())});
  }
  return session.Answer(list, session.Show(table, "The calendar moved no promise of an open dossier."));
}

}  // namespace

void AddCalendarMoved(Program& program) {
  program.Family("calendar", Group::kFigures, "What changes of the calendar did.");
  auto args = std::make_shared<MovedArgs>();
  program
      .Command("calendar moved", Group::kFigures,
               "Lists the open dossiers whose promise a change of the calendar moved.")
      .Text("--unit", &args->unit, "UNIT", "Only those with a unit at or under this one.")
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua calendar moved --unit 866")
      .Run([args](Session& session) { return ListMoved(session, *args); });
}

}  // namespace motcua::cli
