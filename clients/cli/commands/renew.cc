#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/step.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct RenewArgs {
  StepArgs step;
  absl::Duration lease = absl::Minutes(30);
};

absl::Status Renew(Session& session, const RenewArgs& args) {
  MOTCUA_ASSIGN_OR_RETURN(const HeldLease lease, ResolveLease(session, args.step));
  auto request = StepRequest<RenewLeaseRequest>(session, lease);
  *request.mutable_lease_duration() = ToProto(args.lease);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto renewed,
      Call<RoutingService>(session, &RoutingService::Stub::RenewLease, request));
  return session.Answer(renewed, Cat(lease.dossier_code, " step ", lease.step_index,
                                     " is yours until ", Local(renewed.expire_time()), ".\n"));
}

}  // namespace

void AddRenew(Program& program) {
  auto args = std::make_shared<RenewArgs>();
  CommandBuilder command =
      program.Command("renew", Group::kUnits, "Prolongs the lease of a claimed step, from now.");
  AddStepOptions(command, &args->step);
  command.Duration("--lease", &args->lease, "How long it is held from now. Default: 30m.")
      .Example("motcua renew 000.31.14.H20-230118-0002 --lease 1h")
      .Run([args](Session& session) { return Renew(session, *args); });
}

}  // namespace motcua::cli
