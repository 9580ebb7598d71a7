#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct WithdrawArgs {
  std::string code;
  std::string reason;
  int64_t version = 0;
};

absl::Status Withdraw(Session& session, const WithdrawArgs& args) {
  WithdrawDossierRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  request.set_reason(args.reason);
  request.set_expected_version(args.version);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done,
      Call<IntakeService>(session, &IntakeService::Stub::WithdrawDossier, request));
  return session.Answer(done, Cat(args.code, " is withdrawn.\n"));
}

}  // namespace

void AddWithdraw(Program& program) {
  auto args = std::make_shared<WithdrawArgs>();
  program.Command("withdraw", Group::kCitizens, "Takes a dossier back on the citizen's wish.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Text("--reason", &args->reason, "TEXT", "Why.")
      .Number("--expect-version", &args->version, 0, INT64_MAX,
              "Only if the dossier is at this version.")
      .Example("motcua withdraw 000.31.14.H20-230118-0002 --reason 'Không còn nhu cầu'")
      .Run([args](Session& session) { return Withdraw(session, *args); });
}

}  // namespace motcua::cli
