#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/step.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct ReleaseArgs {
  StepArgs step;
  std::string reason;
};

absl::Status Release(Session& session, const ReleaseArgs& args) {
  MOTCUA_ASSIGN_OR_RETURN(const HeldLease lease, ResolveLease(session, args.step));
  auto request = StepRequest<ReleaseStepRequest>(session, lease);
  request.set_reason(args.reason);
  const auto done = Call<RoutingService>(session, &RoutingService::Stub::ReleaseStep, request);
  Settle(session, lease, done.status());
  MOTCUA_RETURN_IF_ERROR(done.status());
  return session.Answer(*done, Cat(lease.dossier_code, " step ", lease.step_index,
                                   " is back in the queue of ", lease.unit_code, ".\n"));
}

}  // namespace

void AddRelease(Program& program) {
  auto args = std::make_shared<ReleaseArgs>();
  CommandBuilder command = program.Command("release", Group::kUnits,
                                           "Gives a claimed step back to its queue, unfinished.");
  AddStepOptions(command, &args->step);
  command.Text("--reason", &args->reason, "TEXT", "Why.")
      .Example("motcua release 000.31.14.H20-230118-0002 --reason 'Hết giờ'")
      .Run([args](Session& session) { return Release(session, *args); });
}

}  // namespace motcua::cli
