#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct QueueArgs {
  std::string unit;
  int limit = 50;
};

absl::Status Queue(Session& session, const QueueArgs& args) {
  ListQueueRequest request;
  request.set_unit_code(args.unit);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list, CallPaged<RoutingService>(session, &RoutingService::Stub::ListQueue, request,
                                                 args.limit, &ListQueueResponse::entries_size));
  Table table({{"DUE"}, {"DOSSIER"}, {"STEP", Align::kRight}, {"NAME"}, {"PROCEDURE"}, {"QUEUED"}});
  for (const auto& entry : list.entries()) {
    table.Add({Local(entry.step().due_time()), entry.dossier_code(), Cat(entry.step().index()),
               entry.step().name(), entry.procedure_code(), Local(entry.step().queue_time())});
  }
  return session.Answer(list, session.Show(table, "The queue is empty."));
}

}  // namespace

void AddQueue(Program& program) {
  auto args = std::make_shared<QueueArgs>();
  program.Command("queue", Group::kUnits, "Lists a unit's queue, nearest its due time first.")
      .Text("UNIT", &args->unit, "", "The unit.")
      .Required()
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua queue 866.TNMT")
      .Run([args](Session& session) { return Queue(session, *args); });
}

}  // namespace motcua::cli
