#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct ClaimArgs {
  std::string unit;
  int most = 1;
  absl::Duration lease = absl::Minutes(30);
};

absl::Status Remember(Session& session, const ClaimStepsResponse& claimed) {
  std::vector<HeldLease> leases;
  for (const auto& one : claimed.steps()) {
    leases.push_back({session.connection().Identity(), one.dossier_code(), one.step().index(),
                      one.step().unit_code(), one.lease_token()});
  }
  return session.leases().Remember(leases);
}

std::string ClaimTable(Session& session, const ClaimStepsResponse& claimed) {
  Table table({{"DOSSIER"}, {"STEP", Align::kRight}, {"NAME"}, {"DUE"}, {"UNTIL"}, {"TOKEN"}});
  for (const auto& one : claimed.steps()) {
    table.Add({one.dossier_code(), Cat(one.step().index()), one.step().name(),
               Local(one.step().due_time()), Local(one.step().lease().expire_time()),
               one.lease_token()});
  }
  return session.Show(table, "The queue is empty.");
}

absl::Status Claim(Session& session, const ClaimArgs& args) {
  ClaimStepsRequest request;
  request.set_request_id(session.RequestId());
  request.set_unit_code(args.unit);
  request.set_max_steps(args.most);
  *request.mutable_lease_duration() = ToProto(args.lease);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto claimed,
      Call<RoutingService>(session, &RoutingService::Stub::ClaimSteps, request));
  // The tokens are shown whatever becomes of the file: they are the only way to end the steps.
  const absl::Status remembered = Remember(session, claimed);
  MOTCUA_RETURN_IF_ERROR(session.Answer(claimed, ClaimTable(session, claimed)));
  if (!remembered.ok()) session.err() << Describe(remembered);
  return absl::OkStatus();
}

}  // namespace

void AddClaim(Program& program) {
  auto args = std::make_shared<ClaimArgs>();
  program
      .Command("claim", Group::kUnits,
               "Takes the most urgent steps from a unit's queue; their leases are remembered.")
      .Text("UNIT", &args->unit, "", "The unit.")
      .Required()
      .Number("--max", &args->most, 1, 100, "At most so many steps. Default: 1.")
      .Duration("--lease", &args->lease, "How long they are held. Default: 30m.")
      .Example("motcua claim 866.TNMT --max 5 --lease 2h")
      .Run([args](Session& session) { return Claim(session, *args); });
}

}  // namespace motcua::cli
