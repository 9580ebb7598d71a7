#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/step.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct RequeueArgs {
  std::string code;
  int step = -1;
};

absl::Status Requeue(Session& session, const RequeueArgs& args) {
  MOTCUA_ASSIGN_OR_RETURN(const auto step,
                          FindStep(session, args.code, args.step, dossier::v1::STEP_STATE_STUCK));
  RequeueStepRequest request;
  request.set_request_id(session.RequestId());
  request.set_unit_code(step.unit_code());
  request.set_dossier_code(args.code);
  request.set_step_index(step.index());
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done, Call<RoutingService>(session, &RoutingService::Stub::RequeueStep, request));
  return session.Answer(done, Cat(args.code, " step ", step.index(), " is back in the queue of ",
                                  step.unit_code(), ".\n"));
}

}  // namespace

void AddRequeue(Program& program) {
  auto args = std::make_shared<RequeueArgs>();
  program.Command("requeue", Group::kUnits, "Puts a stuck step back into its unit's queue.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Number("--step", &args->step, 0, 10000, "Which step. Default: the only stuck one.")
      .Example("motcua requeue 000.31.14.H20-230118-0002")
      .Run([args](Session& session) { return Requeue(session, *args); });
}

}  // namespace motcua::cli
