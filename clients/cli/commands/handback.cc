#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/step.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct HandbackArgs {
  StepArgs step;
  bool completion = false;
  bool fee = false;
  std::vector<std::string> items;
  std::string reason;
};

// Before acceptance: intake's Phiếu yêu cầu bổ sung.
absl::Status AskCompletion(Session& session, const HandbackArgs& args) {
  using intake::v1::IntakeService;
  intake::v1::RequestCompletionRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.step.code);
  request.mutable_items()->Assign(args.items.begin(), args.items.end());
  request.set_reason(args.reason);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done,
      Call<IntakeService>(session, &IntakeService::Stub::RequestCompletion, request));
  return session.Answer(done, Cat(args.step.code, " is handed back for completion.\n"));
}

// After acceptance: the claimed step asks for a supplement or the fee, the legal clock stops.
absl::Status AskFromStep(Session& session, const HandbackArgs& args) {
  MOTCUA_ASSIGN_OR_RETURN(const HeldLease lease, ResolveLease(session, args.step));
  auto request = StepRequest<HandBackStepRequest>(session, lease);
  request.mutable_items()->Assign(args.items.begin(), args.items.end());
  request.set_reason(args.reason);
  if (args.fee) request.set_kind(HAND_BACK_KIND_FEE);
  const auto done = Call<RoutingService>(session, &RoutingService::Stub::HandBackStep, request);
  Settle(session, lease, done.status());
  MOTCUA_RETURN_IF_ERROR(done.status());
  return session.Answer(
      *done, Cat(lease.dossier_code, " waits for the ", args.fee ? "fee" : "citizen's supplement",
                 "; its clock stands.\n"));
}

absl::Status Handback(Session& session, const HandbackArgs& args) {
  return args.completion ? AskCompletion(session, args) : AskFromStep(session, args);
}

}  // namespace

void AddHandback(Program& program) {
  auto args = std::make_shared<HandbackArgs>();
  CommandBuilder command = program.Command(
      "handback", Group::kUnits,
      "Asks the citizen for a supplement to a claimed step's dossier, or for the fee.");
  AddStepOptions(command, &args->step);
  command.List("--item", &args->items, "TEXT", "What is to be handed in; may be repeated. None with --fee.")
      .Text("--reason", &args->reason, "TEXT", "Why.")
      .Required()
      .Flag("--fee", &args->fee, "Asks for the fee that is due before the dossier is solved.")
      .Flag("--completion", &args->completion,
            "The dossier is not accepted yet: hand it back at the counter.")
      .Example("motcua handback 000.31.14.H20-230118-0002 --item 'Bản vẽ' --reason 'Thiếu bản vẽ'")
      .Example(
          "motcua handback 000.31.14.H20-230118-0002 --completion --item 'Tờ khai' "
          "--reason 'Chưa ký'")
      .Run([args](Session& session) { return Handback(session, *args); });
}

}  // namespace motcua::cli
