#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

struct RefuseArgs {
  std::string code;
  std::string reason;
  int64_t version = 0;
};

absl::Status Refuse(Session& session, const RefuseArgs& args) {
  RefuseDossierRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  request.set_reason(args.reason);
  request.set_expected_version(args.version);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done, Call<IntakeService>(session, &IntakeService::Stub::RefuseDossier, request));
  return session.Answer(done, Cat(args.code, " is refused.\n"));
}

}  // namespace

void AddRefuse(Program& program) {
  auto args = std::make_shared<RefuseArgs>();
  program
      .Command("refuse", Group::kCitizens,
               "Refuses a submitted dossier, with the reason for the Phiếu từ chối.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Text("--reason", &args->reason, "TEXT", "Why; goes on the form.")
      .Required()
      .Number("--expect-version", &args->version, 0, INT64_MAX,
              "Only if the dossier is at this version.")
      .Example("motcua refuse 000.31.14.H20-230118-0002 --reason 'Không thuộc thẩm quyền'")
      .Run([args](Session& session) { return Refuse(session, *args); });
}

}  // namespace motcua::cli
