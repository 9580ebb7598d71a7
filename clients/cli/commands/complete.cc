#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/step.h"
#include "clients/cli/errors.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct CompleteArgs {
  StepArgs step;
  bool reject = false;
  bool skip = false;
  std::string note;
};

std::string After(const HeldLease& lease, const CompleteStepResponse& done) {
  std::vector<std::string> open;
  for (int step : done.open_steps()) open.push_back(Cat(step));
  return Cat(lease.dossier_code, " step ", lease.step_index, " is done; the dossier is ",
             Word(done.state()), open.empty() ? "" : ", open steps: ", Join(open), ".\n");
}

dossier::v1::StepResult ResultOf(const CompleteArgs& args) {
  if (args.skip) return dossier::v1::STEP_RESULT_SKIPPED;
  return args.reject ? dossier::v1::STEP_RESULT_REJECTED : dossier::v1::STEP_RESULT_APPROVED;
}

absl::Status Complete(Session& session, const CompleteArgs& args) {
  if (args.skip && args.reject) {
    return UsageError("--skip and --reject exclude each other");
  }
  MOTCUA_ASSIGN_OR_RETURN(const HeldLease lease, ResolveLease(session, args.step));
  auto request = StepRequest<CompleteStepRequest>(session, lease);
  request.set_result(ResultOf(args));
  request.set_note(args.note);
  const auto done = Call<RoutingService>(session, &RoutingService::Stub::CompleteStep, request);
  Settle(session, lease, done.status());
  MOTCUA_RETURN_IF_ERROR(done.status());
  return session.Answer(*done, After(lease, *done));
}

}  // namespace

void AddComplete(Program& program) {
  auto args = std::make_shared<CompleteArgs>();
  CommandBuilder command =
      program.Command("complete", Group::kUnits, "Ends a claimed step; the dossier moves on.");
  AddStepOptions(command, &args->step);
  command.Flag("--reject", &args->reject, "The answer is no; needs --note.")
      .Flag("--skip", &args->skip, "The step is left out, if it may be; needs --note.")
      .Text("--note", &args->note, "TEXT", "Note of the one who decided.")
      .Example("motcua complete 000.31.14.H20-230118-0002")
      .Example("motcua complete 000.31.14.H20-230118-0002 --reject --note 'Không đủ điều kiện'")
      .Run([args](Session& session) { return Complete(session, *args); });
}

}  // namespace motcua::cli
