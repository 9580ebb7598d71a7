#include "clients/cli/commands/step.h"

#include "clients/cli/rpc.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using motcua::dossier::v1::Step;
using motcua::dossier::v1::StepState;
using motcua::routing::v1::GetJourneyRequest;
using motcua::routing::v1::RoutingService;

}  // namespace

void AddStepOptions(CommandBuilder& command, StepArgs* args) {
  command.Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Number("--step", &args->step, 0, 10000, "Which step; needed if several are claimed.")
      .Text("--unit", &args->unit, "UNIT", "The step's unit. Default: as claimed.")
      .Text("--token", &args->token, "TOKEN", "The lease's token. Default: as claimed from here.");
}

absl::StatusOr<Step> FindStep(Session& session, const std::string& code, int step,
                              StepState state) {
  GetJourneyRequest request;
  request.set_dossier_code(code);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto answer, Call<RoutingService>(session, &RoutingService::Stub::GetJourney, request));
  std::vector<Step> found;
  for (const Step& one : answer.journey().steps()) {
    const bool chosen = step < 0 ? one.state() == state : one.index() == step;
    if (chosen) found.push_back(one);
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) return UsageError(Cat(code, " has no such ", Word(state), " step"));
  return UsageError(Cat(code, " has several ", Word(state), " steps; choose with --step"));
}

absl::StatusOr<HeldLease> ResolveLease(Session& session, const StepArgs& args) {
  const std::string identity = session.connection().Identity();
  if (args.token.empty()) return session.leases().Find(identity, args.code, args.step);
  HeldLease lease{identity, args.code, args.step, args.unit, args.token};
  if (args.step >= 0 && !args.unit.empty()) return lease;
  MOTCUA_ASSIGN_OR_RETURN(const Step step,
                          FindStep(session, args.code, args.step, dossier::v1::STEP_STATE_LEASED));
  lease.step_index = step.index();
  lease.unit_code = step.unit_code();
  return lease;
}

void Settle(Session& session, const HeldLease& lease, const absl::Status& status) {
  if (!status.ok() && ReasonOf(status) != kLeaseNotHeld) return;
  const absl::Status forgotten = session.leases().Forget(lease);
  if (!forgotten.ok()) session.err() << Describe(forgotten);
}

}  // namespace motcua::cli
