#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct StuckArgs {
  std::string unit;
  int limit = 50;
};

absl::Status ListStuck(Session& session, const StuckArgs& args) {
  ListStuckStepsRequest request;
  request.set_unit_code(args.unit);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      CallPaged<RoutingService>(session, &RoutingService::Stub::ListStuckSteps, request, args.limit,
                                &ListStuckStepsResponse::entries_size));
  Table table({{"DOSSIER"},
               {"STEP", Align::kRight},
               {"NAME"},
               {"UNIT"},
               {"DUE"},
               {"EXPIRED LEASES", Align::kRight}});
  for (const auto& entry : list.entries()) {
    const auto& step = entry.step();
    table.Add({entry.dossier_code(), Cat(step.index()), step.name(), step.unit_code(),
               Local(step.due_time()), Cat(step.lease_expiries())});
  }
  return session.Answer(list, session.Show(table, "No step is stuck."));
}

}  // namespace

void AddStuck(Program& program) {
  auto args = std::make_shared<StuckArgs>();
  program.Command("stuck", Group::kUnits, "Lists the steps that someone must look at and requeue.")
      .Text("--unit", &args->unit, "UNIT", "Only at or under this unit.")
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua stuck --unit 866")
      .Run([args](Session& session) { return ListStuck(session, *args); });
}

}  // namespace motcua::cli
